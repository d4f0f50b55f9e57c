import YAML

extension Rule {
    static let invalidID: Rule = Rule("invalid-id", "a name that can't be written where it is used") {
        draft, report in
        for step in draft.steps where step.hasID && !NameKind.identifier.allows(step.id) {
            report.add(
                invalidID, "'\(step.id)' can't be the id of a step", at: step.idNode,
                hints: ["an id is made of \(NameKind.identifier.rule)"])
        }
    }
}

extension Report {
    mutating func invalidID(
        _ node: YAML.Node, _ name: String, _ kind: NameKind, _ label: String
    ) {
        guard !kind.allows(name) else { return }
        add(
            .invalidID, "'\(name)' can't be a name in \(label)", at: node,
            hints: ["a name there is made of \(kind.rule)"])
    }
}
