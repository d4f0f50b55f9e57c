import YAML

extension Rule {
    static let impossibleExpression: Rule = Rule(
        "impossible-expression", "an expression that can't have the value somebody wants"
    ) { draft, report in
        let graph = StepGraph(draft)
        for use in draft.expressions {
            for reference in use.expression.references {
                for fault in [
                    secretFault(reference, use), orderFault(reference, use, draft, graph),
                    needFault(reference, use, draft), inputFault(reference, draft),
                    propertyFault(reference, draft), outputFault(reference, draft),
                ] {
                    guard let fault else { continue }
                    let (start, end) = draft.range(
                        of: use, from: reference.offsets[fault.element], length: fault.length(in: reference))
                    report.add(impossibleExpression, fault.message, at: start, to: end, hints: fault.hints)
                }
            }
            comparisonFaults(use, draft, &report)
        }
    }

    /// What is wrong with one element of a path.
    private struct Fault {
        let element: Int
        let message: String
        var hints: [String] = []

        func length(in reference: Expression.Reference) -> Int {
            if case .name(let name) = reference.path[element] { name.utf8.count } else { 1 }
        }
    }

    /// A condition is kept with the run, readable for everybody.
    private static func secretFault(_ reference: Expression.Reference, _ use: ExpressionUse) -> Fault? {
        guard use.isCondition, case .name(let name) = reference.path[0], equalIgnoringCase(name, "secrets")
        else {
            return nil
        }
        return Fault(
            element: 0, message: "a condition can't look at secrets",
            hints: ["put the secret into 'env' and let the command decide"])
    }

    private static func orderFault(
        _ reference: Expression.Reference, _ use: ExpressionUse, _ draft: Draft, _ graph: StepGraph
    ) -> Fault? {
        guard case .name(let name) = reference.path[0], equalIgnoringCase(name, "steps") else { return nil }
        if use.place == .beforeSteps {
            return Fault(element: 0, message: "no step has run when this is evaluated")
        }
        guard let id = reference.name(behind: "steps"), let index = draft.index(of: id) else { return nil }
        let (isKnown, own): (Bool, Int) =
            switch use.place {
            case .beforeSteps, .afterSteps: (true, -1)
            case .step(let step): (graph.known(before: step, in: draft).contains(index), step)
            case .afterStep(let step):
                (step == index || graph.known(before: step, in: draft).contains(index), step)
            }
        guard !isKnown else { return nil }
        if own == index {
            return Fault(element: 1, message: "the step '\(id)' has not run when this is evaluated")
        }
        return Fault(
            element: 1, message: "the step '\(id)' need not have run when this is evaluated",
            hints: ["name it in 'needs' of the step '\(draft.steps[own].id)'"])
    }

    private static func needFault(
        _ reference: Expression.Reference, _ use: ExpressionUse, _ draft: Draft
    ) -> Fault? {
        guard let id = reference.name(behind: "needs") else { return nil }
        let index: Int
        switch use.place {
        case .step(let step), .afterStep(let step): index = step
        case .beforeSteps, .afterSteps: return Fault(element: 0, message: "only a step has 'needs'")
        }
        let needs = draft.definition.steps.first { $0.id == draft.steps[index].id }?.needs ?? []
        guard !needs.contains(where: { equalIgnoringCase($0, id) }) else { return nil }
        return Fault(
            element: 1, message: "'\(id)' is not among the needs of this step",
            hints: suggestion(for: id, among: needs))
    }

    private static func inputFault(_ reference: Expression.Reference, _ draft: Draft) -> Fault? {
        guard let name = reference.name(behind: "inputs") else { return nil }
        let names = draft.definition.inputs.map(\.name)
        guard !names.contains(where: { equalIgnoringCase($0, name) }) else { return nil }
        return Fault(
            element: 1, message: "the workflow has no input '\(name)'",
            hints: names.isEmpty ? ["describe it below 'inputs'"] : suggestion(for: name, among: names))
    }

    private static func propertyFault(_ reference: Expression.Reference, _ draft: Draft) -> Fault? {
        guard let id = reference.name(behind: "steps") ?? reference.name(behind: "needs"),
            draft.index(of: id) != nil,
            let name = reference.name(behind: "steps", at: 2) ?? reference.name(behind: "needs", at: 2),
            !stepProperties.contains(where: { equalIgnoringCase($0, name) })
        else { return nil }
        return Fault(
            element: 2, message: "a step has no property '\(name)'",
            hints: suggestion(for: name, among: stepProperties))
    }

    private static func outputFault(_ reference: Expression.Reference, _ draft: Draft) -> Fault? {
        guard let index = draft.index(of: reference), let name = reference.name(behind: "steps", at: 3),
            equalIgnoringCase(reference.name(behind: "steps", at: 2) ?? "", "outputs")
        else { return nil }
        let (outputs, title): ([String]?, String) =
            switch draft.steps[index].calls.first?.target {
            case .action(let action)? where draft.steps[index].isAction:
                (draft.catalogue.action(action)?.outputs, "the action '\(action)'")
            case .workflow(let workflow)?: (draft.workflow(workflow)?.outputs, "the workflow '\(workflow)'")
            default: (nil, "")
            }
        guard let outputs, !outputs.contains(where: { equalIgnoringCase($0, name) }) else { return nil }
        return Fault(
            element: 3, message: "\(title) has no output '\(name)'",
            hints: outputs.isEmpty ? ["it gives nothing"] : suggestion(for: name, among: outputs))
    }

    /// What expressions can look at in a step.
    static let stepProperties = ["outputs", "outcome", "conclusion"]
}

extension StepDraft {
    fileprivate var isAction: Bool { if case .uses = kind { true } else { false } }
}

extension Draft {
    /// The step that a path leads to.
    func index(of reference: Expression.Reference) -> Int? {
        reference.name(behind: "steps").flatMap { index(of: $0) }
    }
}
