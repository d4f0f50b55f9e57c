import YAML

extension Rule {
    static let unknownFunction: Rule = Rule("unknown-function", "a call of a function that does not exist")
}

extension Report {
    mutating func unknownFunction(
        _ name: String, _ start: SourcePosition, _ end: SourcePosition
    ) {
        add(
            .unknownFunction, "unknown function '\(name)'", at: start, to: end,
            hints: suggestion(for: name, among: Function.all.map(\.name)))
    }
}
