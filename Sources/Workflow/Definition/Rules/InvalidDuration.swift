import YAML

extension Rule {
    static let invalidDuration: Rule = Rule("invalid-duration", "a text that is no span of time")
}

extension Report {
    mutating func invalidDuration(
        _ node: YAML.Node, allowsExpressions: Bool, _ label: String
    ) {
        guard let text = node.scalar?.text else { return }
        if text.contains("${{") {
            if allowsExpressions { return }
            add(
                .invalidDuration, "\(label) is written as it is, without expressions", at: node,
                hints: ["write a duration such as '30s' or '5m'"])
            return
        }
        do throws(DurationText.Failure) {
            _ = try DurationText.milliseconds(text)
        } catch {
            add(.invalidDuration, error.message, at: node, hints: error.hints)
        }
    }
}
