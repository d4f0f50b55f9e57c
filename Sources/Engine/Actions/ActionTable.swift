public import Workflow

/// The actions that steps can use.
public struct ActionTable: Sendable {
    /// Those that the engine has itself.
    public static let builtIn = ActionTable([
        .branchCreate, .commit, .checkout, .point, .note, .message, .issueRead, .pullRequestCreate,
    ])

    private let actions: [String: Action]
    /// What the definition language knows of them.
    public let signatures: [ActionSignature]

    /// Starts a run; the engine does that itself, as for a step that says `workflow`.
    static let workflow = ActionSignature(
        name: "workflow", summary: "perform another workflow as a run of its own",
        inputs: [
            .init("name", "the workflow's name", isRequired: true),
            .init("inputs", "what it is started with, by name"),
        ], outputs: nil)

    /// A table of these, in the order in which they are listed.
    private init(_ all: [Action]) {
        actions = Dictionary(all.map { ($0.signature.name, $0) }, uniquingKeysWith: { $1 })
        signatures = all.map(\.signature) + [Self.workflow]
    }

    private init(_ actions: [String: Action], _ signatures: [ActionSignature]) {
        (self.actions, self.signatures) = (actions, signatures)
    }

    /// The table with more of them; of two with the same name the later one counts.
    public func adding(_ others: [Action]) -> ActionTable {
        let names = Set(others.map(\.signature.name))
        return ActionTable(
            actions.merging(others.map { ($0.signature.name, $0) }) { $1 },
            signatures.filter { !names.contains($0.name) } + others.map(\.signature))
    }

    func action(_ name: String) -> Action? { actions[name] }

    func require(_ name: String) throws(StepFailure) -> Action {
        guard let action = action(name) else {
            throw StepFailure(.missing, "there is no action '\(name)'")
        }
        return action
    }
}
