/// Builds nodes from events, with aliases replaced by what they stand for.
struct Composer: ~Copyable {
    /// Keys that stood a second time and were left out.
    private(set) var duplicates: [YAMLError] = []

    private let source: SourceText
    private let limits: YAML.Limits
    private var events: EventSource
    private var layout: LayoutCheck
    /// What anchors stand for, in this document.
    private var anchors: [String: Anchored] = [:]
    /// Anchors whose collections are not complete yet.
    private var open: Set<String> = []
    private var nodeCount = 0
    private var depth = 0

    private struct Anchored {
        let node: YAML.Node
        /// How many nodes it stands for, itself included.
        let count: Int
        /// How deep it nests collections.
        let height: Int
    }

    init(_ source: SourceText, limits: YAML.Limits) {
        (self.source, self.limits) = (source, limits)
        events = EventSource(source)
        layout = LayoutCheck(source)
    }

    mutating func documents() throws(YAMLError) -> [YAML.Document] {
        var documents: [YAML.Document] = []
        while true {
            let event = try next()
            switch event.kind {
            case .streamEnd: return documents
            case .documentStart:
                (anchors, open) = ([:], [])
                documents.append(YAML.Document(root: try node(try next()).node))
            default: break
            }
        }
    }

    private mutating func next() throws(YAMLError) -> ParserEvent {
        let event = try events.next()
        try layout.check(event)
        return event
    }

    /// The node that this event begins, and how deep it nests collections.
    private mutating func node(_ event: ParserEvent) throws(YAMLError) -> (node: YAML.Node, height: Int) {
        let countBefore = nodeCount
        try count(1, at: event)
        if let anchor = event.anchor { open.insert(anchor) }
        let (start, end) = (source.position(at: event.start), source.position(at: event.end))
        var node = YAML.Node(.sequence([]), start: start, end: end, tag: event.tag)
        var height = 0
        switch event.kind {
        case .alias(let name):
            nodeCount = countBefore
            return try resolve(name, event)
        case .scalar(let text, let style):
            let value = try value(of: text, style, event)
            let contentStart = source.position(at: layout.contentStart(of: event))
            node.content = .scalar(YAML.Scalar(text: text, style: style, value: value, start: contentStart))
        case .sequenceStart:
            (node.content, node.end, height) = try sequence(event)
        case .mappingStart:
            (node.content, node.end, height) = try mapping(event)
        default: preconditionFailure("libyaml begins no node with \(event.kind)")
        }
        if let anchor = event.anchor {
            open.remove(anchor)
            anchors[anchor] = Anchored(node: node, count: nodeCount - countBefore, height: height)
        }
        return (node, height)
    }

    private mutating func sequence(
        _ event: ParserEvent
    ) throws(YAMLError) -> (YAML.Node.Content, end: SourcePosition, height: Int) {
        try descend(event, by: 1)
        var (elements, height): ([YAML.Node], Int) = ([], 0)
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind {
                depth -= 1
                return (.sequence(elements), end(event, behind: elements.last), height + 1)
            }
            let element = try node(event)
            elements.append(element.node)
            height = max(height, element.height)
        }
    }

    private mutating func mapping(
        _ event: ParserEvent
    ) throws(YAMLError) -> (YAML.Node.Content, end: SourcePosition, height: Int) {
        try descend(event, by: 1)
        var (members, height): ([YAML.Member], Int) = ([], 0)
        var places: [NodeIdentity: YAML.Node] = [:]
        while true {
            let event = try next()
            if case .mappingEnd = event.kind {
                depth -= 1
                return (.mapping(members), end(event, behind: members.last?.value), height + 1)
            }
            let key = try node(event)
            let value = try node(try next())
            height = max(height, key.height, value.height)
            let identity = NodeIdentity(key.node)
            if let first = places[identity] {
                duplicates.append(duplicate(key.node, of: first))
            } else {
                places[identity] = key.node
                members.append(YAML.Member(key: key.node, value: value.node))
            }
        }
    }

    /// A flow collection ends at its bracket; libyaml lets a block collection end where the next thing
    /// begins, comments later.
    private func end(_ event: ParserEvent, behind last: YAML.Node?) -> SourcePosition {
        event.end > event.start ? source.position(at: event.end) : last?.end ?? source.position(at: event.end)
    }

    private func duplicate(_ key: YAML.Node, of first: YAML.Node) -> YAMLError {
        let place = "line \(first.start.line), column \(first.start.column)"
        let name = key.scalar.map { "'\($0.text)'" } ?? "a collection"
        return YAMLError(
            .duplicateKey, "the key \(name) a second time: it stands at \(place) already", at: key.start,
            to: key.end)
    }

    private func value(
        of text: String, _ style: YAML.Scalar.Style, _ event: ParserEvent
    ) throws(YAMLError) -> YAML.Scalar.Value {
        guard let tag = event.tag, tag != "!" else {
            return style == .plain && event.tag == nil ? CoreSchema.value(ofPlain: text) : .string(text)
        }
        guard let value = CoreSchema.value(of: text, tag: tag) else {
            let name = "!!\(tag.split(separator: ":").last ?? "")"
            throw failure(.syntax, "the text '\(text)' does not fit its tag '\(name)'", event)
        }
        return value
    }

    // MARK: Aliases and limits

    private mutating func resolve(
        _ name: String, _ event: ParserEvent
    ) throws(YAMLError) -> (node: YAML.Node, height: Int) {
        guard !open.contains(name) else {
            throw failure(.syntax, "the alias '*\(name)' contains itself", event)
        }
        guard let anchored = anchors[name] else {
            throw failure(.syntax, "the alias '*\(name)' has no anchor '&\(name)' before it", event)
        }
        try count(anchored.count, at: event)
        try descend(event, by: anchored.height)
        depth -= anchored.height
        var node = anchored.node
        (node.start, node.end) = (source.position(at: event.start), source.position(at: event.end))
        return (node, anchored.height)
    }

    private mutating func count(_ more: Int, at event: ParserEvent) throws(YAMLError) {
        nodeCount += more
        guard nodeCount <= limits.nodes else {
            throw failure(
                .limit, "more than \(limits.nodes) values, each alias counted as all it stands for", event)
        }
    }

    private mutating func descend(_ event: ParserEvent, by levels: Int) throws(YAMLError) {
        depth += levels
        guard depth <= limits.depth else {
            throw failure(
                .limit, "lists and mappings are nested more than \(limits.depth) levels deep", event)
        }
    }

    private func failure(_ kind: YAMLError.Kind, _ message: String, _ event: ParserEvent) -> YAMLError {
        YAMLError(kind, message, at: source.position(at: event.start), to: source.position(at: event.end))
    }
}

/// What makes two keys the same: their value, wherever and however it is written.
private enum NodeIdentity: Hashable {
    case scalar(YAML.Scalar.Value)
    case sequence([NodeIdentity])
    case mapping([NodeIdentity])

    init(_ node: YAML.Node) {
        switch node.content {
        case .scalar(let scalar): self = .scalar(scalar.value)
        case .sequence(let elements): self = .sequence(elements.map { NodeIdentity($0) })
        case .mapping(let members):
            self = .mapping(members.flatMap { [NodeIdentity($0.key), NodeIdentity($0.value)] })
        }
    }
}
