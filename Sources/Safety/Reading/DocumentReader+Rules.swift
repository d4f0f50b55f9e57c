import Patterns
import Workflow
import YAML

/// Reads values of a YAML text and keeps what is wrong with them, with its place.
struct TableReader {
    private var found: [Diagnostic] = []

    /// All of it in the order of the text.
    var diagnostics: [Diagnostic] {
        found.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
    }

    /// Who gets so many has more to do than to read on.
    private static let maximumCount = 100

    /// The mapping that a text holds; nil after a diagnostic, or where the text is empty.
    mutating func root(_ text: [UInt8], _ what: String) -> YAML.Node? {
        do throws(YAMLError) {
            var duplicates: [YAMLError] = []
            let documents = try YAML.parse(SourceText(text), duplicates: &duplicates)
            for error in duplicates { add("duplicate-key", error) }
            guard let root = documents.first?.root, root.scalar?.value != .null else { return nil }
            guard root.members != nil else {
                add("wrong-type", "\(what) must be a mapping", at: root)
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

    mutating func count(_ node: YAML.Node?, _ what: String) -> Int? {
        guard let node else { return nil }
        if case .integer(let number)? = node.scalar?.value, (0...100).contains(number) { return Int(number) }
        add("wrong-type", "\(what) must be a small whole number", at: node)
        return nil
    }

    mutating func bool(_ node: YAML.Node?, _ what: String) -> Bool {
        guard let node else { return false }
        if case .bool(let value)? = node.scalar?.value { return value }
        add("wrong-type", "\(what) must be true or false", at: node)
        return false
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
    mutating func elements(_ node: YAML.Node?) -> [YAML.Node] {
        guard let node else { return [] }
        return node.elements ?? [node]
    }

    /// A list of texts, or one in its place.
    mutating func texts(_ node: YAML.Node?, _ what: String) -> [String] {
        elements(node).compactMap { text($0, what) }
    }

    /// A list of texts that are each made of words.
    mutating func words(_ node: YAML.Node?, _ what: String) -> [[String]] {
        texts(node, what).map { $0.split(separator: " ").map { String($0) } }
    }

    mutating func names(_ node: YAML.Node?, _ what: String) -> [NamePattern] {
        texts(node, what).map { NamePattern($0) }
    }

    mutating func pattern(_ node: YAML.Node?, _ what: String) -> Pattern? {
        guard let node, let text = text(node, what) else { return nil }
        return pattern(text, node, what)
    }

    mutating func pattern(_ text: String, _ node: YAML.Node, _ what: String) -> Pattern? {
        do throws(PatternError) { return try Pattern(text) } catch {
            let place = error.offset.map { " at byte \($0 + 1)" } ?? ""
            add("invalid-pattern", "\(what): \(error.message)\(place)", at: node)
            return nil
        }
    }

    mutating func patterns(_ node: YAML.Node?, _ what: String) -> [Pattern] {
        elements(node).compactMap { pattern($0, what) }
    }

    mutating func taint(_ node: YAML.Node?, _ what: String) -> Taint {
        elements(node).reduce(into: []) { taint, node in
            let name = choice(node, what, among: Taint.named.keys.sorted())
            taint.formUnion(name.flatMap { Taint.named[$0] } ?? [])
        }
    }

    /// `/…/` is a pattern, `secret` and `network` say what a word carries, all else is a class of paths.
    mutating func matchers(_ node: YAML.Node?, _ what: String) -> [Matcher] {
        elements(node).compactMap { node in
            guard let text = text(node, what) else { return nil }
            if text.hasPrefix("/"), text.hasSuffix("/"), text.utf8.count > 1 {
                return pattern(String(text.dropFirst().dropLast()), node, what).map { .pattern($0) }
            }
            return Taint.named[text].map { .taint($0) } ?? .pathClass(text)
        }
    }
}
