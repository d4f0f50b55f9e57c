import Git
import JSON
import Workflow

extension Action {
    static let point = Action(
        signature: ActionSignature(
            name: "point", summary: "keep a rollback point of the run's files",
            inputs: [.init("name", "what it is called; the step's id where it is left out")],
            outputs: ["commit"]),
        perform: { (call) throws(StepFailure) in
            let name = call.text("name") ?? call.step
            let (tree, base) = (try await call.tree(), try call.base())
            let (state, signature) = (call.state, call.signature)
            let commit = try await call.git { repository in
                try PointChain(run: state.id, base: base)
                    .add(tree, named: name, by: signature, evenUnchanged: true, in: repository)
            }
            return StepOutcome(result: StepResult(outputs: ["commit": .string(commit.hex)]))
        },
        recovery: .repeats,
        compensation: .nothing)
}
