import YAML

extension Rule {
    static let unreachableStep: Rule = Rule(
        "unreachable-step", "a step that is never performed", severity: .warning
    ) { draft, report in
        var unreachable: Set<String> = []
        for step in draft.steps {
            if let condition = step.condition, condition.isNeverTrue {
                unreachable.insert(step.id)
                report.add(
                    unreachableStep, "the step '\(step.id)' is never performed: its condition never holds",
                    at: step.node["if"] ?? step.node.head)
            }
        }
        // A step may stand before what it needs: until nothing changes.
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for step in draft.steps where !unreachable.contains(step.id) {
                guard let need = step.needs?.first(where: { unreachable.contains($0.id) }),
                    step.condition?.usesStatusFunctions != true
                else { continue }
                unreachable.insert(step.id)
                hasChanged = true
                report.add(
                    unreachableStep,
                    "the step '\(step.id)' is never performed: nor is '\(need.id)', which it needs",
                    at: need.node, hints: ["a condition with 'always()' performs it all the same"])
            }
        }
    }
}

extension Expression {
    /// Whether nothing can make it true, as far as that can be told from its text.
    fileprivate var isNeverTrue: Bool {
        if let value = constantValue { return !value.isTruthy }
        return root?.isNeverTrue ?? true
    }
}

extension Node {
    fileprivate var isNeverTrue: Bool {
        switch self {
        case .literal(let value): !value.isTruthy
        case .and(let operands): operands.contains { $0.isNeverTrue }
        case .or(let operands): operands.allSatisfy { $0.isNeverTrue }
        default: false
        }
    }
}
