import Patterns
import Workflow
import YAML

extension DocumentReader {
    /// A number of words.
    mutating func count(_ node: YAML.Node?, _ what: String) -> Int? {
        guard let node else { return nil }
        if case .integer(let number)? = node.scalar?.value, (0...100).contains(number) { return Int(number) }
        add("wrong-type", "\(what) must be a small whole number", at: node)
        return nil
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
