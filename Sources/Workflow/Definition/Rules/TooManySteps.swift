import YAML

extension Rule {
    static let tooManySteps: Rule = Rule("too-many-steps", "a workflow with more steps than allowed") {
        draft, report in
        let limit = draft.catalogue.maximumSteps
        guard draft.steps.count > limit else { return }
        report.add(
            tooManySteps, "a workflow has at most \(limit) steps, this one has \(draft.steps.count)",
            at: draft.steps[limit].node.head, hints: ["put some of them into a workflow of their own"])
    }
}
