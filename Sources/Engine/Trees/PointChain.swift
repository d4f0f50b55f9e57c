import Git
public import Workflow

/// The rollback points of a run: a chain of commits on `refs/autowrk/points/<run>`, one for each tree.
///
/// Also what keeps Git from collecting the objects of a run that is under way. The chain follows from the
/// run's events and may be made anew at any time.
struct PointChain {
    static let prefix = "refs/autowrk/points/"

    let run: RunID
    /// The commit that the chain begins at.
    let base: ObjectID

    /// The reference that names the newest point.
    var reference: String { run.pointsReference }

    /// Adds a point and returns its commit.
    ///
    /// - Parameters:
    ///   - tree: what the point holds.
    ///   - name: the step that has made it.
    ///   - signature: who stands in the commit and when.
    ///   - evenUnchanged: whether a point that holds what the one before holds is made all the same.
    ///   - repository: where.
    @discardableResult
    func add(
        _ tree: ObjectID, named name: String, by signature: Signature, evenUnchanged: Bool = false,
        in repository: borrowing Repository
    ) throws -> ObjectID {
        let newest = try repository.reference(reference)
        let parent = newest ?? base
        let message = "run \(run): \(name)\n"
        let last = try repository.commit(parent)
        if newest != nil, last.tree == tree {
            // An attempt before may have made it.
            let isSame = last.message == message && last.committer == signature
            if isSame || !evenUnchanged { return parent }
        }
        let commit = try repository.writeCommit(
            tree: tree, parents: [parent], author: signature, committer: signature, message: message)
        try LeftReferenceLock.cleared(
            for: reference, writers: .nobody, wasInterrupted: true, in: repository
        ) {
            try repository.updateReference(
                reference, to: commit, expecting: newest.map { .mustMatch($0) } ?? .mustNotExist,
                logMessage: "autowrk: run \(run) \(name)")
        }
        return commit
    }

    /// Drops the chain.
    func remove(in repository: borrowing Repository) throws(GitError) {
        guard let newest = try repository.reference(reference) else { return }
        try repository.deleteReference(reference, expecting: .mustMatch(newest))
    }
}

extension RunID {
    /// The reference that names the run's newest rollback point, which keeps the objects of its tree.
    public var pointsReference: String { PointChain.prefix + description }
}
