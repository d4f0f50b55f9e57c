import YAML

extension Rule {
    static let unknownAction: Rule = Rule("unknown-action", "an action that does not exist") {
        draft, report in
        for call in draft.steps.flatMap(\.calls) {
            guard case .action(let name) = call.target, draft.catalogue.action(name) == nil else { continue }
            report.add(
                unknownAction, "there is no action '\(name)'", at: call.node, hints: hints(name, draft))
        }
    }

    private static func hints(_ name: String, _ draft: Draft) -> [String] {
        if name.hasPrefix("actions/checkout") {
            return ["steps start in a checkout of the run's tree: there is nothing to do"]
        }
        if name.contains("@") || name.hasPrefix("./") || name.hasPrefix("docker:") {
            return ["GitHub's actions can't be used here: write a command with 'run'"]
        }
        if draft.workflow(name) != nil { return ["a workflow is started with 'workflow: \(name)'"] }
        return suggestion(for: name, among: draft.catalogue.actions.map(\.name))
    }
}
