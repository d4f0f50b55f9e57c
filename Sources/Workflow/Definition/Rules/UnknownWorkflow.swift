import YAML

extension Rule {
    static let unknownWorkflow: Rule = Rule("unknown-workflow", "a workflow that does not exist") {
        draft, report in
        guard let known = draft.catalogue.workflows else { return }
        for call in draft.steps.flatMap(\.calls) {
            guard case .workflow(let name) = call.target, draft.workflow(name) == nil else { continue }
            report.add(
                unknownWorkflow, "there is no workflow '\(name)'", at: call.node,
                hints: suggestion(for: name, among: (draft.nested + known).map(\.name)))
        }
    }
}
