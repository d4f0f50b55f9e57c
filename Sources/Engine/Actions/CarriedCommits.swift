import Git
import JSON

/// Commits that a program has made on its way to the run's files, to stand on the branch one by one.
struct CarriedCommits: Sendable {
    /// The oldest first; each is the only parent of the next.
    private let ids: [ObjectID]

    /// Those of the input `commits`: names in hexadecimal, as JSON or as an array. What is none counts for
    /// nothing, as the run's files have it all.
    init(_ value: JSON?) {
        var value = value
        if case .string(let text)? = value { value = try? JSON(parsing: Array(text.utf8)) }
        let names = value?.arrayValue ?? []
        let ids = names.compactMap { $0.stringValue.flatMap { ObjectID(hex: $0) } }
        self.ids = ids.count == names.count ? ids : []
    }

    var isEmpty: Bool { ids.isEmpty }

    /// Whether a commit may be the first of them, made anew.
    func begin(with commit: Commit, in repository: borrowing Repository) -> Bool {
        guard let first = ids.first, repository.contains(first),
            let own = try? repository.commit(first)
        else { return false }
        return own.message == commit.message && own.author == commit.author
    }

    /// Makes them anew on a commit.
    ///
    /// - Returns: the last one; `tip` itself where there are none, or where this clone has not got them.
    func write(
        on tip: ObjectID, committer: Signature, in repository: borrowing Repository
    ) throws(GitError) -> ObjectID {
        var last = tip
        for id in ids {
            guard repository.contains(id) else { return tip }
            let tree = try repository.commit(id).tree
            guard repository.contains(tree) else { return tip }
            last = try repository.rewriteCommit(id, tree: tree, parents: [last], committer: committer)
        }
        return last
    }
}
