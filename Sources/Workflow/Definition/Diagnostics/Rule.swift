/// One thing that a definition is checked for.
public struct Rule: Sendable {
    /// In diagnostics, as in `unknown-key`.
    public let name: String
    /// What it finds, in one line.
    public let summary: String
    /// What its diagnostics are.
    public let severity: Diagnostic.Severity
    /// Looks through what was read; nil for what the reader finds by itself.
    let check: (@Sendable (Draft, inout Report) -> Void)?

    init(
        _ name: String, _ summary: String, severity: Diagnostic.Severity = .error,
        check: (@Sendable (Draft, inout Report) -> Void)? = nil
    ) {
        (self.name, self.summary, self.severity, self.check) = (name, summary, severity, check)
    }

    /// All rules, in the order in which they are applied.
    public static let all: [Rule] = [
        // The text.
        .yamlSyntax, .duplicateKey,
        // The shape.
        .unknownKey, .wrongType, .missingKey, .conflictingKeys, .invalidValue, .invalidDuration,
        .expressionSyntax, .unknownFunction,
        // The steps.
        .tooManySteps, .invalidID, .duplicateID, .unknownStep, .needsCycle, .unreachableStep,
        // What they use.
        .unknownAction, .unknownWorkflow, .unknownInput, .missingInput,
        // What expressions look at.
        .unknownContext, .impossibleExpression,
    ]

    /// Those that a definition can't be performed without: its steps have names that can be those of files,
    /// and an order, and what they call is there.
    static let indispensable: [Rule] = [
        .invalidID, .duplicateID, .unknownStep, .needsCycle, .unknownAction,
    ]
}
