import Git

/// Keeps the commits that branches of pull requests were at: Git collects what no reference leads to, and a
/// pull request outlives its branch.
///
/// A reference for each commit, as for the commits that runs start from (`KeptBases`).
enum KeptHeads {
    static let prefix = "refs/autowrk/heads/"

    /// Makes the reference, if it is not there.
    static func keep(_ commit: ObjectID, in repository: borrowing Repository) throws {
        try KeptCommits.keep(commit, below: prefix, because: "a pull request is here", in: repository)
    }
}
