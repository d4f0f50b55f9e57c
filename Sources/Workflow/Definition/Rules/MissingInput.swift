import YAML

extension Rule {
    static let missingInput: Rule = Rule("missing-input", "an argument that must be given and is not") {
        draft, report in
        for call in draft.steps.flatMap(\.calls) {
            let given = call.arguments.compactMap { $0.key.scalar?.text }
            let missing = (draft.parameters(of: call) ?? []).filter {
                $0.isRequired && !given.contains($0.name)
            }
            for parameter in missing {
                report.add(
                    missingInput, "\(call.title) needs the input '\(parameter.name)'", at: call.node,
                    hints: ["give it below 'with'"])
            }
        }
    }
}
