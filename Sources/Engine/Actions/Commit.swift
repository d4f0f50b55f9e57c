import Git
import JSON
import Workflow

extension Action {
    static let commit = Action(
        signature: ActionSignature(
            name: "commit", summary: "commit the run's files on its branch",
            inputs: [
                .init("message", "what the commit says", isRequired: true),
                .init("branch", "the branch; the one that the run has made where it is left out"),
                .init("commits", "commits to keep one by one, as the action 'agent' names them"),
            ],
            outputs: ["commit", "tree", "branch", "changed"]),
        perform: { (call) throws(StepFailure) in
            let draft = try await CommitDraft(call)
            let (message, wasInterrupted) = (call.logMessage, call.wasInterrupted)
            return try await call.gitAgain { repository in
                guard let tip = try repository.reference(draft.reference) else {
                    throw StepFailure(.conflict, "branch '\(draft.branch)' is gone")
                }
                let commit = try draft.write(on: tip, in: repository)
                if commit != tip {
                    try Branches.requireFree(draft.reference, in: repository)
                    try LeftReferenceLock.cleared(
                        for: draft.reference, writers: .others, wasInterrupted: wasInterrupted,
                        in: repository
                    ) {
                        try repository.updateReference(
                            draft.reference, to: commit, expecting: .mustMatch(tip), logMessage: message)
                    }
                }
                return try draft.outcome(commit, on: tip, in: repository)
            }
        },
        recovery: .looks { (call) throws(StepFailure) in
            let draft = try await CommitDraft(call)
            return try await call.git { repository in
                guard let (commit, parent) = try draft.find(in: repository) else { return .notDone }
                return .done(try draft.outcome(commit, on: parent, in: repository))
            }
        },
        compensation: .effects)
}

/// A commit that a step is to make, on whatever stands on the branch by then.
private struct CommitDraft: Sendable {
    let reference: String
    /// Where the run has put the branch last.
    private let recorded: ObjectID
    /// The run's tree.
    private let tree: ObjectID
    /// What the run's tree has grown out of.
    private let ancestor: ObjectID
    private let signature: Signature
    private let message: String
    private let kept: CarriedCommits

    /// As far as others may have gone on with a branch while the run's process was not there.
    private static let searchLimit = 1000

    var branch: String { Branches.name(of: reference) }

    init(_ call: ActionCall) async throws(StepFailure) {
        (reference, recorded) = try Self.branch(of: call)
        let message = try call.requiredText("message")
        self.message = message.hasSuffix("\n") ? message : message + "\n"
        signature = call.signature
        kept = CarriedCommits(call.inputs["commits"])
        let (state, reference, recorded, base) = (call.state, reference, recorded, try call.base())
        (tree, ancestor) = try await call.git { repository in
            let tree = try repository.commit(recorded).tree
            let origin = state.hasWorked(on: recorded, tree, of: reference) ? recorded : base
            return (try state.currentTree(in: repository), try repository.commit(origin).tree)
        }
    }

    /// The branch that is meant, and where the run has put it last.
    private static func branch(of call: ActionCall) throws(StepFailure) -> (String, ObjectID) {
        let own = call.state.branches
        let reference: String
        if let name = call.text("branch") {
            reference = try Branches.reference(named: name)
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
            throw StepFailure(.input, "branch '\(Branches.name(of: reference))' was not made by this run")
        }
        return (reference, recorded)
    }

    /// Makes the commit, without moving the branch: the run's changes on top of what others have added.
    ///
    /// - Returns: `tip` itself when there is nothing to add.
    func write(on tip: ObjectID, in repository: borrowing Repository) throws -> ObjectID {
        let standing = try repository.commit(tip).tree
        guard try tip == recorded || repository.isAncestor(recorded, of: tip) else {
            throw StepFailure(.conflict, "branch '\(branch)' was moved to '\(tip)' meanwhile")
        }
        var merged = tree
        // Nothing is to be added to what somebody has committed and gone on from.
        if try isCommitted(below: tip, in: repository) { return tip }
        if standing != ancestor {
            switch try repository.mergeTrees(ancestor: ancestor, ours: standing, theirs: tree) {
            case .clean(let tree): merged = tree
            case .conflicts(let conflicts):
                let paths = conflicts.map(\.path).joined(separator: ", ")
                throw StepFailure(
                    .conflict, "changes on branch '\(branch)' don't go with the run's: \(paths)")
            }
        }
        if standing == merged { return tip }
        // On changes of others they would take those back.
        let parent =
            standing == ancestor ? try kept.write(on: tip, committer: signature, in: repository) : tip
        if try repository.commit(parent).tree == merged { return parent }
        return try repository.writeCommit(
            tree: merged, parents: [parent], author: signature, committer: signature, message: message)
    }

    /// Whether the run's files are those of a commit that others have made on the branch.
    private func isCommitted(below tip: ObjectID, in repository: borrowing Repository) throws -> Bool {
        var next = tip
        for _ in 0..<Self.searchLimit where next != recorded {
            let commit = try repository.commit(next)
            if commit.tree == tree { return true }
            guard let parent = commit.parents.first else { return false }
            next = parent
        }
        return false
    }

    /// The commit that an attempt before has made, and what it is on; nil when there is none.
    ///
    /// It has the time of the step's first start: made again it is the same one.
    func find(in repository: borrowing Repository) throws -> (commit: ObjectID, parent: ObjectID)? {
        guard var next = try repository.reference(reference) else { return nil }
        guard kept.isEmpty else { return try findKept(below: next, in: repository) }
        for _ in 0..<Self.searchLimit where next != recorded {
            let commit = try repository.commit(next)
            guard let parent = commit.parents.first else { return nil }
            if commit.message == message, commit.author == signature,
                let again = try? write(on: parent, in: repository), again == next
            {
                return (next, parent)
            }
            next = parent
        }
        return nil
    }

    /// The same where commits are kept: their number is known only once they are made again.
    private func findKept(
        below tip: ObjectID, in repository: borrowing Repository
    ) throws -> (commit: ObjectID, parent: ObjectID)? {
        var chain = [tip]
        while let last = chain.last, last != recorded, chain.count < Self.searchLimit {
            guard let parent = try repository.commit(last).parents.first else { break }
            chain.append(parent)
        }
        for index in chain.indices.dropFirst().reversed() {
            let (parent, above) = (chain[index], try repository.commit(chain[index - 1]))
            // To make them all anew takes time; what does not begin like them is not theirs.
            guard
                above.message == message && above.author == signature
                    || kept.begin(with: above, in: repository)
            else { continue }
            if let again = try? write(on: parent, in: repository), again != parent,
                chain[..<index].contains(again)
            {
                return (again, parent)
            }
        }
        return nil
    }

    func outcome(
        _ commit: ObjectID, on tip: ObjectID, in repository: borrowing Repository
    ) throws -> StepOutcome {
        let isChanged = commit != tip
        let after = try repository.commit(commit).tree
        let effects: [StepEffect] =
            isChanged ? [.branchMoved(reference: reference, from: tip.hex, to: commit.hex)] : []
        return StepOutcome(
            result: StepResult(
                outputs: [
                    "commit": .string(commit.hex), "tree": .string(after.hex), "branch": .string(branch),
                    "changed": .bool(isChanged),
                ], effects: effects,
                summary: isChanged ? "Committed \(commit.hex.prefix(10)) on `\(branch)`" : nil),
            trees: (before: tree, after: after))
    }
}

extension RunState {
    /// Whether the run's files have grown out of a commit of one of its branches. Those of a branch that was
    /// made somewhere else than at the run's base have not, until the run has committed on it or has
    /// checked it out.
    fileprivate func hasWorked(on commit: ObjectID, _ tree: ObjectID, of reference: String) -> Bool {
        if start.base == commit.hex || start.fork != nil { return true }
        return steps.values.contains { step in
            step.treeAfter == tree.hex
                || step.result.effects.contains { effect in
                    guard case .branchMoved(reference, _, let to) = effect else { return false }
                    return to == commit.hex
                }
        }
    }
}
