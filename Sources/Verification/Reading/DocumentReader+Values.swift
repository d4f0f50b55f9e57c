import Patterns
import Workflow
import YAML

/// Reads values of a YAML text and keeps what is wrong with them, with its place.
struct DocumentReader {
    private var found: [Diagnostic] = []

    /// All of it in the order of the text.
    var diagnostics: [Diagnostic] {
        found.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
    }

    /// Who gets so many has more to do than to read on.
    private static let maximumCount = 100

    /// The mapping that a text holds; nil after a diagnostic.
    mutating func root(_ text: [UInt8], _ what: String) -> YAML.Node? {
        do throws(YAMLError) {
            var duplicates: [YAMLError] = []
            let documents = try YAML.parse(SourceText(text), duplicates: &duplicates)
            for error in duplicates { add("duplicate-key", error) }
            guard let root = documents.first?.root, root.members != nil else {
                let place = SourcePosition(line: 1, column: 1)
                let node = documents.first?.root ?? YAML.Node(.mapping([]), start: place, end: place)
                add("wrong-type", "\(what) must be a mapping", at: node)
                return nil
            }
            return root
        } catch {
            add("yaml-syntax", error)
            return nil
        }
    }

    mutating func add(_ rule: String, _ message: String, at node: YAML.Node, hints: [String] = []) {
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
    mutating func members(
        of node: YAML.Node, _ what: String, known: [String], required: [String] = []
    ) -> [String: YAML.Node] {
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

    /// Names of the author's choice and their values.
    mutating func names(_ node: YAML.Node?, _ what: String) -> [(name: String, node: YAML.Node)] {
        guard let node else { return [] }
        guard let members = node.members else {
            add("wrong-type", "\(what) must be a mapping", at: node)
            return []
        }
        return members.compactMap { member in member.key.scalar.map { ($0.text, member.value) } }
    }

    /// A text that is not empty; a number is taken for its characters.
    mutating func text(_ node: YAML.Node?, _ what: String) -> String? {
        guard let node else { return nil }
        switch node.scalar?.value {
        case .string, .integer, .float:
            if let text = node.scalar?.text, !text.isEmpty { return text }
            add("invalid-value", "\(what) is empty", at: node)
        default: add("wrong-type", "\(what) must be a text", at: node)
        }
        return nil
    }

    mutating func bool(_ node: YAML.Node?, _ what: String) -> Bool? {
        guard let node else { return nil }
        if case .bool(let value)? = node.scalar?.value { return value }
        add("wrong-type", "\(what) must be true or false", at: node)
        return nil
    }

    mutating func choice(_ node: YAML.Node?, _ what: String, among choices: [String]) -> String? {
        guard let node, let text = text(node, what) else { return nil }
        if choices.contains(text) { return text }
        add(
            "invalid-value", "'\(text)' is no value for \(what)", at: node,
            hints: suggestion(for: text, among: choices))
        return nil
    }

    /// A list, or one value in its place.
    mutating func elements(_ node: YAML.Node?, _ what: String) -> [YAML.Node] {
        guard let node else { return [] }
        if node.members != nil || node.scalar != nil { return [node] }
        return node.elements ?? []
    }

    /// A list of texts, or one in its place.
    mutating func texts(_ node: YAML.Node?, _ what: String) -> [String] {
        elements(node, what).compactMap { text($0, what) }
    }

    /// Milliseconds.
    mutating func duration(_ node: YAML.Node?, _ what: String) -> Int64? {
        guard let node, let text = text(node, what) else { return nil }
        do throws(DurationText.Failure) {
            let milliseconds = try DurationText.milliseconds(text)
            if milliseconds > 0 { return milliseconds }
            add("invalid-duration", "\(what) must be more than nothing", at: node)
        } catch {
            add("invalid-duration", error.message, at: node, hints: error.hints)
        }
        return nil
    }

    /// Patterns, of which each has to compile when `isChecked`: that takes longer than to read them.
    mutating func patterns(_ node: YAML.Node?, _ what: String, isChecked: Bool) -> [String] {
        elements(node, what).compactMap { node in
            guard let text = text(node, what) else { return nil }
            guard isChecked else { return text }
            do throws(PatternError) {
                _ = try Pattern(text)
                return text
            } catch {
                let place = error.offset.map { " at byte \($0 + 1)" } ?? ""
                add("invalid-pattern", "\(what): \(error.message)\(place)", at: node)
                return nil
            }
        }
    }
}
