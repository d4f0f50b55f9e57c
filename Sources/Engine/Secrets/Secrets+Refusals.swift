import JSON
import Workflow

/// What is recorded as it is, and must not hold a secret: masked it would be something else.
extension Secrets {
    /// Refuses inputs with a secret.
    func requireNone(in inputs: [String: JSON]) throws(RunRefusal) {
        if mask.isEmpty { return }
        for (input, value) in inputs.sorted(by: { $0.key < $1.key }) {
            guard let name = name(where: { $0.isNeeded(for: value) || $0.isNeeded(for: input) }) else {
                continue
            }
            throw RunRefusal(
                "input '\(mask.apply(to: input))' holds the secret '\(name)', and inputs are recorded",
                hints: [
                    "the step that needs it gets it with 'env: {\(name): ${{ secrets.\(name) }}}'",
                    Self.exemption(of: name),
                ])
        }
    }

    /// Refuses a workflow whose text has a secret in it.
    func requireNone(in workflow: RunnableWorkflow) throws(RunRefusal) {
        guard !inFiles.isEmpty, inFiles.isNeeded(for: workflow.text),
            let name = name(where: { $0.isNeeded(for: workflow.text) })
        else { return }
        throw RunRefusal(
            "workflow '\(workflow.definition.name)' holds the secret '\(name)', and its text is recorded",
            hints: ["it can say '${{ secrets.\(name) }}'", Self.exemption(of: name)])
    }
}
