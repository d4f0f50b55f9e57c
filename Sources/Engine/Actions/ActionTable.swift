public import Workflow

/// The actions that steps can use.
public enum ActionTable {
    static let all: [Action] = [.branchCreate, .commit, .checkout, .point, .note, .message]

    static func action(_ name: String) -> Action? { all.first { $0.signature.name == name } }

    static func require(_ name: String) throws(StepFailure) -> Action {
        guard let action = action(name) else {
            throw StepFailure(.missing, "there is no action '\(name)'")
        }
        return action
    }

    /// What the definition language knows of them.
    public static let signatures: [ActionSignature] = all.map(\.signature) + [workflow]

    /// Starts a run; the engine does that itself, as for a step that says `workflow`.
    static let workflow = ActionSignature(
        name: "workflow", summary: "perform another workflow as a run of its own",
        inputs: [
            .init("name", "the workflow's name", isRequired: true),
            .init("inputs", "what it is started with, by name"),
        ], outputs: nil)
}
