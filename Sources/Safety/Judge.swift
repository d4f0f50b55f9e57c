import Shell

/// Judges commands before they are performed, by rules and by the boundaries of the user.
///
/// Nothing is performed or looked up for that: no file, no variable of the environment, no program.
public struct Judge: Sendable {
    private let rules: RuleBook
    private let policy: Policy

    /// A judge with these rules, which the policy can only make stricter.
    public init(rules: RuleBook, policy: Policy = Policy()) { (self.rules, self.policy) = (rules, policy) }

    /// What is to be done with a text of commands.
    ///
    /// What can't be read, or not be followed to its end, is asked about.
    public func verdict(on command: String, in situation: Situation = Situation()) -> SafetyVerdict {
        verdict(on: Array(command.utf8), in: situation)
    }

    /// What is to be done with a text of commands, which should be UTF-8.
    public func verdict(on command: [UInt8], in situation: Situation = Situation()) -> SafetyVerdict {
        var evaluation = Evaluation(rules: rules, policy: policy, situation: situation, text: command)
        evaluation.performText()
        let findings = evaluation.findings.enumerated().sorted { left, right in
            if left.element.decision != right.element.decision {
                return left.element.decision > right.element.decision
            }
            return (left.element.range.lowerBound, left.offset) < (
                right.element.range.lowerBound, right.offset
            )
        }.map(\.element)
        return SafetyVerdict(decision: findings.first?.decision ?? .allow, findings: findings)
    }
}
