import Git
import JSON
import Journal
import Workflow

extension Action {
    static let commit = Action(
        signature: ActionSignature(
            name: "commit", summary: "commit the run's files on its branch",
            inputs: [
                .init("message", "what the commit says", isRequired: true),
                .init("branch", "the branch; the one that the run has made where it is left out"),
            ],
            outputs: ["commit", "branch", "changed"]),
        perform: { (call) throws(StepFailure) in
            let plan = try await plan(call)
            guard plan.commit != plan.tip else { return plan.outcome }
            let (message, wasInterrupted) = (call.logMessage, call.wasInterrupted)
            try await call.git { repository in
                try Branches.requireFree(plan.reference, in: repository)
                try LeftReferenceLock.cleared(
                    for: plan.reference, writers: .others, wasInterrupted: wasInterrupted, in: repository
                ) {
                    try repository.updateReference(
                        plan.reference, to: plan.commit, expecting: .mustMatch(plan.tip), logMessage: message)
                }
            }
            return plan.outcome
        },
        recovery: .looks { (call) throws(StepFailure) in
            // The commit has the time of the step's first start: made again it is the same one.
            guard let (reference, recorded) = try? branch(of: call) else { return .notDone }
            let tip = try await call.git { try $0.reference(reference) }
            guard let tip else { return .unclear }
            if tip == recorded { return .notDone }
            let plan = try await plan(call, on: recorded)
            return plan.commit == tip ? .done(plan.outcome) : .unclear
        },
        compensation: .effects)

    /// The branch that is meant, and where the run has put it last.
    private static func branch(of call: ActionCall) throws(StepFailure) -> (String, ObjectID) {
        let own = call.state.branches
        let reference: String
        if let name = call.text("branch") {
            reference = name.hasPrefix("refs/heads/") ? name : "refs/heads/" + name
        } else if own.count == 1, let only = own.keys.first {
            reference = only
        } else {
            throw StepFailure(
                .input,
                own.isEmpty
                    ? "there is no branch to commit on: a step with 'branch.create' has to come first"
                    : "the run has \(own.count) branches: 'branch' has to name one")
        }
        guard let branch = own[reference], let recorded = ObjectID(hex: branch.current) else {
            throw StepFailure(.input, "branch '\(reference)' was not made by this run")
        }
        return (reference, recorded)
    }

    /// Makes the commit, without moving the branch.
    ///
    /// Where others have added to the branch, the run's changes go on top of theirs.
    private static func plan(
        _ call: ActionCall, on assumed: ObjectID? = nil
    ) async throws(StepFailure) -> CommitPlan {
        let (reference, recorded) = try branch(of: call)
        let message = try call.requiredText("message")
        let (tree, signature) = (try await call.tree(), call.signature)
        return try await call.git { repository in
            guard let tip = try assumed ?? repository.reference(reference) else {
                throw StepFailure(.conflict, "branch '\(reference)' is gone")
            }
            var merged = tree
            if tip != recorded {
                guard try repository.isAncestor(recorded, of: tip) else {
                    throw StepFailure(.conflict, "branch '\(reference)' was moved to '\(tip)' meanwhile")
                }
                let outcome = try repository.mergeTrees(
                    ancestor: try repository.commit(recorded).tree,
                    ours: try repository.commit(tip).tree, theirs: tree)
                switch outcome {
                case .clean(let tree): merged = tree
                case .conflicts(let conflicts):
                    let paths = conflicts.map(\.path).joined(separator: ", ")
                    throw StepFailure(
                        .conflict, "changes on branch '\(reference)' don't go with the run's: \(paths)")
                }
            }
            let isChanged = try repository.commit(tip).tree != merged
            let commit =
                isChanged
                ? try repository.writeCommit(
                    tree: merged, parents: [tip], author: signature, committer: signature,
                    message: message.hasSuffix("\n") ? message : message + "\n") : tip
            return CommitPlan(reference: reference, tip: tip, commit: commit, before: tree, after: merged)
        }
    }
}

private struct CommitPlan: Sendable {
    let reference: String
    let tip: ObjectID
    let commit: ObjectID
    let before: ObjectID
    let after: ObjectID

    var outcome: StepOutcome {
        let isChanged = commit != tip
        var outcome = StepOutcome(
            result: StepResult(
                outputs: [
                    "commit": .string(commit.hex), "branch": .string(String(reference.dropFirst(11))),
                    "changed": .bool(isChanged),
                ]))
        guard isChanged else { return outcome }
        outcome.result.effects = [.branchMoved(reference: reference, from: tip.hex, to: commit.hex)]
        outcome.trees = (before, after)
        return outcome
    }
}
