import YAML

extension Rule {
    static let unknownInput: Rule = Rule("unknown-input", "an argument that nobody takes") { draft, report in
        for call in draft.steps.flatMap(\.calls) {
            guard let parameters = draft.parameters(of: call) else { continue }
            let names = parameters.map(\.name)
            for argument in call.arguments {
                guard let name = argument.key.scalar?.text, !names.contains(name) else { continue }
                report.add(
                    unknownInput, "\(call.title) has no input '\(name)'", at: argument.key,
                    hints: names.isEmpty ? ["it takes nothing"] : suggestion(for: name, among: names))
            }
        }
    }
}

extension Call {
    /// What is called, for messages.
    var title: String {
        switch target {
        case .action(let name): "the action '\(name)'"
        case .workflow(let name): "the workflow '\(name)'"
        }
    }
}

extension Draft {
    /// What a call takes, and whether it must be given; nil when that is not known.
    func parameters(of call: Call) -> [(name: String, isRequired: Bool)]? {
        switch call.target {
        case .action(let name): catalogue.action(name)?.inputs.map { ($0.name, $0.isRequired) }
        case .workflow(let name):
            workflow(name)?.inputs?.map { ($0.name, $0.isRequired && $0.defaultValue == nil) }
        }
    }
}
