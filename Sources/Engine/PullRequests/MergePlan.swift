public import Domain
public import Git

/// The commit that a base is to be moved to, written but not named yet.
public struct MergePlan: Sendable, Equatable {
    /// The way of merging.
    public var method: PullRequestMerge.Method
    /// Where the base is.
    public var onto: ObjectID
    /// Where it is to be.
    public var commit: ObjectID
    /// The files that it has then.
    public var tree: ObjectID

    /// Makes the commits that a merge needs.
    ///
    /// - Parameters:
    ///   - state: the pull request.
    ///   - description: its description.
    ///   - method: the way of merging.
    ///   - onto: where the base is.
    ///   - signature: who merges.
    ///   - repository: where they are written.
    /// - Throws: for conflicts, and where nothing would change.
    static func make(
        for state: PullRequestState, _ description: String?, _ method: PullRequestMerge.Method,
        onto: ObjectID, by signature: Signature, in repository: borrowing Repository
    ) throws(PullRequestError) -> MergePlan {
        guard let head = ObjectID(hex: state.head.commit), repository.contains(head) else {
            throw .missingCommit(state.head.commit)
        }
        do {
            guard try repository.mergeBase(onto, head) != nil else {
                throw PullRequestError.unrelated(head: state.headBranch, base: state.base)
            }
            let message = MergeMessage(state, description)
            let commit: ObjectID
            switch method {
            case .merge, .elsewhere:
                commit = try repository.writeCommit(
                    tree: try merged(onto, head, in: repository), parents: [onto, head], author: signature,
                    committer: signature, message: message.merge)
            case .squash:
                let tree = try merged(onto, head, in: repository)
                guard tree != (try repository.commit(onto).tree) else { throw state.nothingToMerge }
                let authors = try MergeMessage.coauthors(
                    from: onto, to: head, beside: signature, in: repository)
                commit = try repository.writeCommit(
                    tree: tree, parents: [onto], author: signature, committer: signature,
                    message: message.squash(authors))
            case .rebase:
                commit = try RebasedCommits.write(head, onto: onto, by: signature, in: repository)
                guard commit != onto else { throw state.nothingToMerge }
            }
            return MergePlan(
                method: method, onto: onto, commit: commit, tree: try repository.commit(commit).tree)
        } catch { throw PullRequestError(error) }
    }

    private static func merged(
        _ onto: ObjectID, _ head: ObjectID, in repository: borrowing Repository
    ) throws -> ObjectID {
        switch try repository.mergeCommits(ours: onto, theirs: head) {
        case .clean(let tree): return tree
        case .conflicts(let conflicts):
            throw PullRequestError.conflicts(conflicts.map(\.path), commit: nil)
        }
    }
}

extension PullRequestState {
    fileprivate var nothingToMerge: PullRequestError { .nothingToMerge(head: headBranch, base: base) }
}
