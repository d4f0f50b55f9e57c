import YAML

extension Rule {
    static let missingKey: Rule = Rule("missing-key", "a mapping without a key that it must have")
}

extension Report {
    mutating func missingKey(
        in node: YAML.Node, _ section: Section, _ names: [String]
    ) {
        for key in section.keys where key.isRequired && !names.contains(key.name) {
            missingKey(node, "\(section.title) needs the key '\(key.name)'")
        }
        let alternatives = section.alternatives
        guard !alternatives.isEmpty, !alternatives.contains(where: { names.contains($0) }) else { return }
        let list = alternatives.map { "'\($0)'" }.joined(separator: ", ")
        missingKey(node, "\(section.title) needs one of \(list)")
    }

    mutating func missingKey(_ node: YAML.Node, _ message: String) {
        add(.missingKey, message, at: node.head)
    }
}
