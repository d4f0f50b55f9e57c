import Git

/// The commits that an agent has made, as `HEAD` of its checkout tells.
struct AgentCommits {
    /// The oldest first.
    private(set) var ids: [ObjectID] = []
    private let base: ObjectID
    /// Why they can't be kept one by one.
    private(set) var remark: String?

    /// More than that is a rewritten history.
    private static let limit = 200

    init(from base: ObjectID, to head: ObjectID?, in repository: borrowing Repository) throws(GitError) {
        self.base = base
        guard let head, head != base else { return }
        var next = head
        while next != base {
            let commit = try repository.commit(next)
            guard commit.parents.count == 1, ids.count < Self.limit else {
                remark =
                    "the agent's commits don't follow each other on the commit that it began with: they count as one change"
                ids = []
                return
            }
            ids.append(next)
            next = commit.parents[0]
        }
        ids.reverse()
    }

    /// Writes them anew: in their place stands who the run works for, and not the mark of the agent.
    func write(in repository: borrowing Repository, committer: Signature) throws(GitError) -> [ObjectID] {
        var written: [ObjectID] = []
        for id in ids {
            let tree = try repository.commit(id).tree
            written.append(
                try repository.rewriteCommit(
                    id, tree: tree, parents: [written.last ?? base], committer: committer))
        }
        return written
    }
}
