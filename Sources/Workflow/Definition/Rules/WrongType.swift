import YAML

extension Rule {
    static let wrongType: Rule = Rule("wrong-type", "a value of a kind that its key does not take")
}

extension Report {
    mutating func wrongType(_ node: YAML.Node, _ shape: Shape, _ label: String) {
        var expected: [String] = []
        for kind in shape.expectation where !expected.contains(kind) { expected.append(kind) }
        let alternatives =
            expected.count == 1
            ? expected[0]
            : expected.dropLast().joined(separator: ", ") + " or " + expected[expected.count - 1]
        let message = "\(label) must be \(alternatives), not \(node.kindName)"
        // What is missing stands nowhere: libyaml says behind the ':'.
        add(.wrongType, message, at: node, hints: Self.hint(node, expected).map { [$0] } ?? [])
    }

    private static func hint(_ node: YAML.Node, _ expected: [String]) -> String? {
        switch node.content {
        case .scalar(let scalar):
            switch scalar.value {
            case .bool where expected.contains("a text"): "put it in quotes"
            case .null where expected.contains("a text"): "write '' for an empty text"
            case .string(let text) where expected.contains("true or false"):
                switch text.lowercased() {
                case "yes", "on", "y", "true": "write 'true' without quotes"
                case "no", "off", "n", "false": "write 'false' without quotes"
                default: nil
                }
            case .string where expected.contains("a number") || expected.contains("a whole number"):
                scalar.style == .plain ? nil : "write it without quotes"
            case .string where expected.contains("a list"):
                "write '- ' before each element, on lines of their own"
            default: nil
            }
        case .mapping(let members) where expected.contains("a text") && members.first?.key.members != nil:
            "an expression starts with '${{'; a text that starts with '{' needs quotes"
        case .mapping where expected.contains("a list"): "write '- ' before each element"
        default: nil
        }
    }
}

extension YAML.Node {
    /// What it is, for messages.
    var kindName: String {
        switch content {
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .scalar(let scalar):
            switch scalar.value {
            case .null: "nothing"
            case .bool(let value): "the truth value '\(value)'"
            case .integer, .float: "the number '\(scalar.text)'"
            case .string: "a text"
            }
        }
    }

    /// The place that speaks for it in a message about what is missing: a mapping's first key.
    var head: YAML.Node { members?.first?.key ?? self }
}
