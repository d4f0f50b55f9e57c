/// What is said of a whole text of commands.
public struct SafetyVerdict: Sendable, Equatable {
    /// The strictest of all findings; ``Decision/allow`` where there is none.
    public var decision: Decision
    /// What stands against it, the strictest first, then in the order of the text.
    public var findings: [Finding]

    /// A verdict of these parts.
    public init(decision: Decision, findings: [Finding]) {
        (self.decision, self.findings) = (decision, findings)
    }
}

/// What stands against a command.
public struct Finding: Sendable, Hashable {
    /// The rule, as in `delete-root`.
    public var rule: String
    /// What the rule is about, as in `files`.
    public var area: String
    /// What the rule says is to be done.
    public var decision: Decision
    /// What the command would do, as a part of a sentence.
    public var reason: String
    /// The part of the text that is meant.
    public var words: String
    /// Where that part stands, in bytes of the text.
    public var range: Range<Int>
}
