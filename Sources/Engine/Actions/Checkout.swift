import Git
import JSON
import Workflow

extension Action {
    static let checkout = Action(
        signature: ActionSignature(
            name: "checkout", summary: "go on with the files of another commit",
            inputs: [.init("ref", "a branch, a tag or a commit; the run's base where it is left out")],
            outputs: ["commit"]),
        perform: { (call) throws(StepFailure) in
            let revision = call.text("ref")
            let (base, before) = (try call.base(), try await call.tree())
            let (commit, tree) = try await call.git { repository in
                let commit = try revision.map { try repository.peel(revision: $0) } ?? base
                return (commit, try repository.commit(commit).tree)
            }
            return StepOutcome(
                result: StepResult(outputs: ["commit": .string(commit.hex)]), trees: (before, tree))
        },
        recovery: .repeats,
        compensation: .nothing)
}
