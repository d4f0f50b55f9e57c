import Git

/// The commits of a branch on top of another commit, made on objects alone.
enum RebasedCommits {
    /// Writes them as `git rebase` does: in their order, merges left out, those left out whose changes are
    /// there already; author, date and message stay. Where nothing has to be written anew, nothing is.
    ///
    /// - Returns: the last of them.
    static func write(
        _ head: ObjectID, onto: ObjectID, by committer: Signature, in repository: borrowing Repository
    ) throws -> ObjectID {
        var place = onto
        for id in try repository.revisions(
            from: [head], hiding: [onto], order: [.topological, .reverse])
        {
            let commit = try repository.commit(id)
            if commit.parents.count > 1 { continue }
            if commit.parents == [place] {
                place = id
            } else {
                place = try pick(commit, onto: place, by: committer, in: repository)
            }
        }
        return place
    }

    private static func pick(
        _ commit: Commit, onto place: ObjectID, by committer: Signature,
        in repository: borrowing Repository
    ) throws -> ObjectID {
        let current = try repository.commit(place).tree
        var before: ObjectID?
        if let parent = commit.parents.first { before = try repository.commit(parent).tree }
        let outcome = try repository.mergeTrees(ancestor: before, ours: current, theirs: commit.tree)
        guard case .clean(let tree) = outcome else {
            guard case .conflicts(let conflicts) = outcome else { return place }
            throw PullRequestError.conflicts(conflicts.map(\.path), commit: commit.id.hex)
        }
        let wasEmpty = commit.tree == before ?? .emptyTree
        if tree == current, !wasEmpty { return place }
        return try repository.rewriteCommit(
            commit.id, tree: tree, parents: [place], committer: committer)
    }
}
