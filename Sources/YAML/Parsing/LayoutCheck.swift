/// Finds what YAML 1.2 forbids and libyaml lets pass, in the text between and below the events.
struct LayoutCheck {
    private let source: SourceText
    /// How far everything before the current event is looked at.
    private var checked = 0
    /// The open collections: the column of a block collection, nil for a flow collection.
    private var columns: [Int?] = []
    private var hasOpenDocument = false
    /// The first character of the outermost flow collection that is open.
    private var flowStart = 0

    init(_ source: SourceText) { self.source = source }

    mutating func check(_ event: ParserEvent) throws(YAMLError) {
        switch event.kind {
        case .documentStart(let hasDirectives):
            if hasDirectives && hasOpenDocument {
                throw failure("a directive needs the line '...' before it", at: event.start)
            }
            // Its directives are part of the event.
            try checkGap(upTo: event.end)
        case .documentEnd(let isExplicit): hasOpenDocument = !isExplicit
        case .sequenceStart(isFlow: true), .mappingStart(isFlow: true):
            if !isInFlow { flowStart = event.start }
        default: break
        }
        try checkGap(upTo: event.start)
        try checkAnchor(event)
        if case .mappingStart = event.kind, source.scalar(at: event.start) == "?" {
            try checkQuestionMark(at: event.start)
        }
        switch event.kind {
        case .sequenceStart(let isFlow), .mappingStart(let isFlow):
            columns.append(isFlow ? nil : blockColumn(of: event))
        case .sequenceEnd, .mappingEnd:
            let wasFlow = columns.removeLast() == nil
            if wasFlow && !isInFlow { try checkIndentation(from: flowStart, to: event.end, isFlow: true) }
        case .scalar(let text, let style): try checkScalar(text, style, event)
        default: break
        }
        checked = max(checked, event.end)
    }

    /// Where the characters of a node begin, behind its anchor and tag.
    func contentStart(of event: ParserEvent) -> Int {
        guard event.anchor != nil || event.tag != nil else { return event.start }
        var index = event.start
        while index < event.end, let next = source.scalar(at: index) {
            if next == "&" || next == "!" {
                while index < event.end, source.scalar(at: index)?.isSpace == false { index += 1 }
            } else if next == "#" {
                skipComment(&index)
            } else if next.isSpace {
                index += 1
            } else {
                break
            }
        }
        return index
    }

    private var isInFlow: Bool { columns.last == .some(nil) }

    /// What the lines of a value must be indented by more than: the column, from 0, of the block collection
    /// it belongs to; -1 at the top.
    private var parentColumn: Int { columns.reversed().lazy.compactMap { $0 }.first ?? -1 }

    /// The column of the first key or `-`. Behind an anchor or a tag it is not known: then the outer one
    /// counts, which forbids less.
    private func blockColumn(of event: ParserEvent) -> Int {
        guard event.anchor == nil && event.tag == nil else { return parentColumn }
        return source.position(at: event.start).column - 1
    }

    /// Between two events there is only space, comments, directives and `-`, `?`, `:`, `,`.
    private func checkGap(upTo end: Int) throws(YAMLError) {
        var index = checked
        while index < end, let next = source.scalar(at: index) {
            if next == "#" {
                try checkComment(at: index)
                skipComment(&index)
                continue
            }
            if next == "?" { try checkQuestionMark(at: index) }
            // The '#' in the directive '%TAG' is part of a name.
            if next == "%" && source.scalar(at: index + 1) == "T" { skipComment(&index) }
            index += 1
        }
    }

    /// libyaml takes the '?' of '{?x: 1}' and '[?x]' for an indicator.
    private func checkQuestionMark(at index: Int) throws(YAMLError) {
        guard source.scalar(at: index + 1)?.isSpace == false else { return }
        throw failure("a '?' needs a space behind it", at: index, hints: ["put the text in quotes"])
    }

    private func checkComment(at index: Int) throws(YAMLError) {
        guard index > 0, source.scalar(at: index - 1)?.isSpace == false else { return }
        throw failure("a comment needs a space before its '#'", at: index)
    }

    private func skipComment(_ index: inout Int) {
        while let next = source.scalar(at: index), !next.isBreak { index += 1 }
    }

    /// libyaml ends the name of an anchor before what it does not know, and takes the rest for the value.
    private func checkAnchor(_ event: ParserEvent) throws(YAMLError) {
        var name = event.anchor
        if case .alias(let alias) = event.kind { name = alias }
        guard let name, let mark = source.scalar(at: event.start), mark == "&" || mark == "*" else { return }
        let behind = event.start + 1 + name.unicodeScalars.count
        guard let next = source.scalar(at: behind), !next.isSpace, !",[]{}".unicodeScalars.contains(next)
        else {
            return
        }
        throw failure(
            "a name behind '\(mark)' has letters, digits, '-' and '_', not '\(next)'", at: behind)
    }

    private func checkScalar(_ text: String, _ style: YAML.Scalar.Style, _ event: ParserEvent)
        throws(YAMLError)
    {
        switch style {
        case .plain:
            if text == "-" && isInFlow {
                throw failure("a '-' needs a text behind it", at: event.start, hints: ["put it in quotes"])
            }
        case .singleQuoted, .doubleQuoted:
            try checkIndentation(from: contentStart(of: event), to: event.end, isFlow: false)
        case .literal, .folded: try checkBlock(from: contentStart(of: event), to: event.end)
        }
    }

    /// The lines of a quoted text or a flow collection are indented more than what they belong to. A closing
    /// bracket alone may stand where the key does: so many write it, and nothing else can be meant.
    private func checkIndentation(from start: Int, to end: Int, isFlow: Bool) throws(YAMLError) {
        let (first, last) = (source.position(at: start).line, source.position(at: end).line)
        let column = parentColumn
        guard first < last, column >= 0 else { return }
        for line in first + 1...last {
            let lineStart = source.index(of: SourcePosition(line: line, column: 1))
            var index = lineStart
            while source.scalar(at: index) == " " { index += 1 }
            guard index < end, index - lineStart <= column, let next = source.scalar(at: index) else {
                continue
            }
            var text = index
            while source.scalar(at: text) == "\t" || source.scalar(at: text) == " " { text += 1 }
            guard let beginning = source.scalar(at: text), !beginning.isBreak else { continue }
            if isFlow && (beginning == "#" || beginning == "]" || beginning == "}") { continue }
            if next == "\t" {
                throw failure("a tab can't be used for indentation", at: index, hints: ["use spaces"])
            }
            throw failure(
                "a line that must be indented more than the key or '-' it belongs to", at: index,
                hints: ["put at least \(column + 1) \(column == 0 ? "space" : "spaces") before it"])
        }
    }

    private func checkBlock(from start: Int, to end: Int) throws(YAMLError) {
        var index = start + 1
        var hasIndicator = false
        while let next = source.scalar(at: index), "+-123456789".unicodeScalars.contains(next) {
            if next != "+" && next != "-" { hasIndicator = true }
            index += 1
        }
        if source.scalar(at: index) == "#" { try checkComment(at: index) }
        guard !hasIndicator else { return }
        skipComment(&index)
        // Spaces alone on a line before the first text are no more than that text's indentation.
        var longest = 0
        for line in source.position(at: index).line + 1..<source.lineStarts.count + 1 {
            let lineStart = source.lineStarts[line - 1]
            var index = lineStart
            while source.scalar(at: index) == " " { index += 1 }
            guard let next = source.scalar(at: index) else { return }
            if next.isBreak {
                longest = max(longest, index - lineStart)
            } else {
                guard longest > index - lineStart, index - lineStart > parentColumn else { return }
                throw failure(
                    "the first line of a block is indented less than the empty lines before it", at: index,
                    hints: ["take the spaces off the empty lines"])
            }
        }
    }

    private func failure(_ message: String, at index: Int, hints: [String] = []) -> YAMLError {
        YAMLError(.syntax, message, at: source.position(at: index), hints: hints)
    }
}
