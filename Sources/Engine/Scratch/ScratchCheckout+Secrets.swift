public import Git

extension ScratchCheckout {
    /// Stores what a command has left, unless one of the secrets stands in a file: what is stored becomes part
    /// of the journal as it is.
    ///
    /// - Parameters:
    ///   - secrets: what may not be in the files.
    ///   - before: the tree that the command began with; what had a secret by then is no news.
    ///   - repository: the checkout's.
    /// - Throws: a step's failure that names the file with a secret, and errors of the checkout.
    public func capture(
        without secrets: Secrets, since before: ObjectID, in repository: borrowing Repository
    ) throws -> ScratchCapture {
        try LeftFiles(secrets, since: before).capture(self, in: repository)
    }

    /// Finds out whether one of the secrets stands in commits that a command has made; see
    /// ``capture(without:since:in:)``.
    ///
    /// - Parameters:
    ///   - commits: the oldest first.
    ///   - secrets: what may not be in their files, messages and names.
    ///   - before: the tree that the command began with.
    ///   - repository: the checkout's.
    /// - Throws: a step's failure that names the file or the commit with a secret.
    public static func look(
        at commits: [ObjectID], for secrets: Secrets, since before: ObjectID,
        in repository: borrowing Repository
    ) throws {
        try LeftFiles(secrets, since: before).look(atCommits: commits, in: repository)
    }
}
