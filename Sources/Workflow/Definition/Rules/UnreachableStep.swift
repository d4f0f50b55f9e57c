import YAML

extension Rule {
    static let unreachableStep: Rule = Rule(
        "unreachable-step", "a step that is never performed", severity: .warning
    ) { draft, report in
        let graph = StepGraph(draft)
        for step in draft.steps {
            let canFail = !graph.ancestors[step.index].isEmpty
            guard let condition = step.condition, condition.isNeverTrue(canFail: canFail) else { continue }
            let hint = "no step can fail before it: it needs none"
            report.add(
                unreachableStep, "the step '\(step.id)' is never performed: its condition never holds",
                at: step.node["if"] ?? step.node.head,
                hints: condition.isNeverTrue(canFail: true) ? [] : [hint])
        }
    }
}

extension Expression {
    /// Whether nothing can make it true, as far as that can be told from its text.
    ///
    /// - Parameter canFail: whether a step may have failed before.
    fileprivate func isNeverTrue(canFail: Bool) -> Bool {
        if let value = constantValue { return !value.isTruthy }
        return root?.isNeverTrue(canFail: canFail) ?? true
    }
}

extension Node {
    fileprivate func isNeverTrue(canFail: Bool) -> Bool {
        switch self {
        case .literal(let value): !value.isTruthy
        case .and(let operands): operands.contains { $0.isNeverTrue(canFail: canFail) }
        case .or(let operands): operands.allSatisfy { $0.isNeverTrue(canFail: canFail) }
        case .call(let function, _, _): function.name == "failure" && !canFail
        default: false
        }
    }
}
