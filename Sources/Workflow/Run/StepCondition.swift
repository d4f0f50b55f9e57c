/// A step's condition, with what can be told of it before it is evaluated: that happens in every decision.
struct StepCondition: Sendable {
    let expression: Expression
    /// Whether it asks for what has become of the steps before. If not, it means `success() && …`, as GitHub
    /// has it.
    let usesStatus: Bool
    /// Whether it holds, where that is the same everywhere.
    let constant: Bool?
    /// The steps that it looks at, by their place in the file; nil where that is told by its evaluation only.
    let steps: Set<Int>?

    init(_ expression: Expression, _ graph: RunGraph) {
        self.expression = expression
        usesStatus = expression.usesStatusFunctions
        constant = expression.constantValue?.isTruthy
        var steps: Set<Int>? = []
        for reference in expression.references {
            guard case .name(let context) = reference.path[0],
                ["steps", "needs"].contains(where: { equalIgnoringCase($0, context) })
            else { continue }
            if reference.path.count > 1, case .name(let id) = reference.path[1] {
                steps?.formUnion(graph.ids.indices.filter { equalIgnoringCase(graph.ids[$0], id) })
            } else {
                steps = nil
            }
        }
        self.steps = steps
    }
}
