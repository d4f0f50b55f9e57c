import YAML

extension Rule {
    static let unknownKey: Rule = Rule("unknown-key", "a key that nothing is known of where it stands")
}

extension Report {
    mutating func unknownKey(_ node: YAML.Node, _ name: String, _ section: Section) {
        add(
            .unknownKey, "unknown key '\(name)' in \(section.title)", at: node,
            hints: Self.hints(name, section))
    }

    private static func hints(_ name: String, _ section: Section) -> [String] {
        if let hint = Section.hint(forForeign: name, in: section) { return [hint] }
        let known = section.keys.map(\.name)
        if let near = nearest(to: name, among: known) { return ["did you mean '\(near)'?"] }
        if known.count <= 6 { return suggestion(for: name, among: known) }
        // In the order in which people write them.
        let others: [Section] = [.step, .workflow, .wait, .retry, .undo, .input]
        if let other = others.first(where: { $0.key(name) != nil }) {
            return ["it belongs to \(other.title)"]
        }
        return suggestion(for: name, among: known)
    }
}
