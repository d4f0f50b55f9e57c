import Git

/// Keeps the commits that runs start from: Git collects what no reference leads to, and a run may wait for
/// longer than its branch lives.
///
/// A reference for each commit and not for each run, as a thousand runs of one commit then need one.
enum KeptBases {
    static let prefix = "refs/autowrk/bases/"

    /// Whether the reference is there as a file of its own, which is the usual case and costs nothing.
    static func isKept(_ base: ObjectID, commonDirectory: String) -> Bool {
        KeptCommits.isKept(base, below: prefix, commonDirectory: commonDirectory)
    }

    /// Makes the reference, if it is not there.
    static func keep(_ base: ObjectID, in repository: borrowing Repository) throws {
        try KeptCommits.keep(base, below: prefix, because: "a run starts here", in: repository)
    }
}

extension Engine {
    /// Keeps the commit that a run starts from, before anything says that there is such a run.
    func keep(base: ObjectID) async throws {
        if KeptBases.isKept(base, commonDirectory: commonDirectory) { return }
        try await repository.use { try KeptBases.keep(base, in: $0) }
    }
}
