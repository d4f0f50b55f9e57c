public import YAML

/// Reads values of a YAML text and keeps what is wrong with them, with its place.
///
/// Methods take what a value is called in messages, as in `'checks'`; a value that is not there is nil and no
/// mistake.
public struct DocumentReader: Sendable {
    private var found: [Diagnostic] = []

    /// Nothing read so far.
    public init() {}

    /// What was wrong, in the order of the text.
    public var diagnostics: [Diagnostic] {
        found.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
    }

    /// Who gets so many has more to do than to read on.
    private static let maximumCount = 100

    /// The mapping that a text holds; nil after a diagnostic.
    ///
    /// - Parameters:
    ///   - text: all of it.
    ///   - what: the text is, for diagnostics, as in `the policy`.
    ///   - mayBeEmpty: whether a text with nothing in it is no mistake, and nil as well.
    public mutating func root(_ text: [UInt8], _ what: String, mayBeEmpty: Bool = false) -> YAML.Node? {
        do throws(YAMLError) {
            var duplicates: [YAMLError] = []
            let documents = try YAML.parse(SourceText(text), duplicates: &duplicates)
            for error in duplicates { add("duplicate-key", error) }
            // What stands in another document would be passed over.
            if documents.count > 1 {
                add("second-document", "\(what) must be one document", at: documents[1].root)
            }
            let root = documents.first?.root
            if mayBeEmpty, root == nil || root?.scalar?.value == .null { return nil }
            guard let root, root.members != nil else {
                let place = SourcePosition(line: 1, column: 1)
                let node = root ?? YAML.Node(.mapping([]), start: place, end: place)
                add("wrong-type", "\(what) must be a mapping", at: node)
                return nil
            }
            return root
        } catch {
            add("yaml-syntax", error)
            return nil
        }
    }

    /// Keeps a mistake.
    public mutating func add(_ rule: String, _ message: String, at node: YAML.Node, hints: [String] = []) {
        add(
            Diagnostic(
                rule: rule, severity: .error, message: message, start: node.start, end: node.end, hints: hints
            ))
    }

    private mutating func add(_ rule: String, _ error: YAMLError) {
        add(
            Diagnostic(
                rule: rule, severity: .error, message: error.message, start: error.start, end: error.end,
                hints: error.hints))
    }

    private mutating func add(_ diagnostic: Diagnostic) {
        if found.count < Self.maximumCount { found.append(diagnostic) }
    }

    /// The members of a mapping, all of which must be known.
    public mutating func members(
        of node: YAML.Node?, _ what: String, known: [String], required: [String] = []
    ) -> [String: YAML.Node] {
        guard let node else { return [:] }
        guard let members = node.members else {
            add("wrong-type", "\(what) must be a mapping", at: node)
            return [:]
        }
        var found: [String: YAML.Node] = [:]
        for member in members {
            guard let name = member.key.scalar?.text, known.contains(name) else {
                let name = member.key.scalar?.text ?? "?"
                add(
                    "unknown-key", "unknown key '\(name)' in \(what)", at: member.key,
                    hints: suggestion(for: name, among: known))
                continue
            }
            found[name] = member.value
        }
        for name in required where found[name] == nil {
            add("missing-key", "\(what) needs '\(name)'", at: node)
        }
        return found
    }

    /// A text that is not empty; a number is taken for its characters.
    public mutating func text(_ node: YAML.Node?, _ what: String) -> String? {
        guard let node else { return nil }
        switch node.scalar?.value {
        case .string, .integer, .float:
            if let text = node.scalar?.text, !text.isEmpty { return text }
            add("invalid-value", "\(what) is empty", at: node)
        default: add("wrong-type", "\(what) must be a text", at: node)
        }
        return nil
    }

    /// `true` or `false`.
    public mutating func bool(_ node: YAML.Node?, _ what: String) -> Bool? {
        guard let node else { return nil }
        if case .bool(let value)? = node.scalar?.value { return value }
        add("wrong-type", "\(what) must be true or false", at: node)
        return nil
    }

    /// One of a few texts.
    public mutating func choice(_ node: YAML.Node?, _ what: String, among choices: [String]) -> String? {
        guard let node, let text = text(node, what) else { return nil }
        if choices.contains(text) { return text }
        add(
            "invalid-value", "'\(text)' is no value for \(what)", at: node,
            hints: suggestion(for: text, among: choices))
        return nil
    }

    /// A list, or one value in its place.
    public func elements(_ node: YAML.Node?) -> [YAML.Node] {
        guard let node else { return [] }
        return node.elements ?? [node]
    }

    /// A list of texts, or one in its place.
    public mutating func texts(_ node: YAML.Node?, _ what: String) -> [String] {
        elements(node).compactMap { text($0, what) }
    }
}
