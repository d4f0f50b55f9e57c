import Git
import Platform

/// What `doctor` asks.
extension Journal {
    /// The names of all remotes.
    public func remotes() throws(JournalError) -> [String] {
        do { return try repository.configuration().remotes } catch { throw .git(error) }
    }

    /// The lanes of which a remote had nothing or less at the last fetch or push.
    public func unsentLanes(to remote: String) throws(JournalError) -> [ReplicaID] {
        try lanesThatLack(at: remote).map(\.replica)
    }

    /// The newest id of all lanes that a clock can follow; nil without events.
    public mutating func newestID() throws(JournalError) -> EventID? {
        try withFreshCache { (cache) throws(JournalError) in try cache.newestID() }
    }

    /// Whether the next process finds the query cache as this one leaves it.
    public mutating func hasLastingCache() throws(JournalError) -> Bool {
        try withFreshCache { (cache) throws(JournalError) in cache.isPersistent }
    }

    /// Lock files of lanes that are there at this moment.
    public func leftLocks() -> [String] {
        let locks = LeftLocks(in: repository)
        return locks.references(below: Lanes.prefix).map { locks.path(of: $0) }
    }

    /// The lock of packed-refs, when it is there at this moment. A process that was killed leaves it behind,
    /// ours or Git's, and nobody can tell whose it is.
    public func leftPackedReferencesLock() -> String? {
        let path = repository.commonDirectory + "/packed-refs.lock"
        return Files.exists(path) ? path : nil
    }
}
