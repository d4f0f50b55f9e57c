import YAML

extension Rule {
    static let conflictingKeys: Rule = Rule("conflicting-keys", "keys that do not go together, or not alone")
}

extension Report {
    mutating func conflictingKeys(in node: YAML.Node, _ section: Section) {
        let members = (node.members ?? []).compactMap { member in
            member.key.scalar.map { (name: $0.text, node: member.key) }
        }
        let names = members.map(\.name)
        let chosen = members.filter { section.alternatives.contains($0.name) }
        for other in chosen.dropFirst() {
            let list = section.alternatives.map { "'\($0)'" }.joined(separator: ", ")
            conflictingKeys(
                other.node,
                "'\(other.name)' stands beside '\(chosen[0].name)': \(section.title) has only one of \(list)")
        }
        // Without any of them there is a missing key to speak of first.
        guard section.alternatives.isEmpty || !chosen.isEmpty else { return }
        for member in members {
            let companions = section.key(member.name)?.companions ?? []
            guard !companions.isEmpty, !companions.contains(where: { names.contains($0) }) else { continue }
            let list = companions.map { "'\($0)'" }.joined(separator: " or ")
            conflictingKeys(member.node, "'\(member.name)' needs \(list) beside it")
        }
    }

    mutating func conflictingKeys(_ node: YAML.Node, _ message: String) {
        add(.conflictingKeys, message, at: node)
    }
}
