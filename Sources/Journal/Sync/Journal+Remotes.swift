import Git

extension Journal {
    /// Has `git fetch` bring the lanes of a remote along, into tracking references of their own.
    ///
    /// - Returns: false when the configuration says so already and nothing was written.
    public func addFetchRefspec(for remote: String, through git: GitProgram) throws(JournalError) -> Bool {
        guard try !isFetching(remote) else { return false }
        try git.output(
            of: ["config", "--add", "remote.\(remote).fetch", Lanes.fetchRefspec(remote)],
            gitDirectory: repository.gitDirectory)
        return true
    }

    /// Takes back what ``addFetchRefspec(for:through:)`` has written.
    ///
    /// - Returns: false when there was nothing.
    public func removeFetchRefspec(for remote: String, through git: GitProgram) throws(JournalError) -> Bool {
        guard try isFetching(remote) else { return false }
        let pattern = Lanes.fetchRefspec(remote).map { "+*.?[]^$(){}|\\".contains($0) ? "\\\($0)" : "\($0)" }
        try git.output(
            of: ["config", "--unset-all", "remote.\(remote).fetch", "^\(pattern.joined())$"],
            gitDirectory: repository.gitDirectory)
        return true
    }

    /// Whether `git fetch` brings the lanes of a remote along.
    public func isFetching(_ remote: String) throws(JournalError) -> Bool {
        try fetchRefspecs(of: remote).contains(Lanes.fetchRefspec(remote))
    }

    /// The fetch refspecs of a remote that write straight into the lanes, where a fetch can overwrite or
    /// prune what was not pushed.
    public func dangerousRefspecs(of remote: String) throws(JournalError) -> [String] {
        try fetchRefspecs(of: remote).filter { refspec in
            let target = refspec.split(separator: ":").last ?? ""
            let prefix = target.prefix { $0 != "*" }
            return target.hasPrefix(Lanes.prefix) || (target.contains("*") && Lanes.prefix.hasPrefix(prefix))
        }
    }

    /// Whether there are tracking references of a remote.
    public func hasFetched(from remote: String) throws(JournalError) -> Bool {
        try references().contains { $0.name.hasPrefix(Lanes.trackingPrefix + remote + "/") }
    }

    private func fetchRefspecs(of remote: String) throws(JournalError) -> [String] {
        do { return try repository.configuration().strings("remote.\(remote).fetch") } catch {
            throw .git(error)
        }
    }
}
