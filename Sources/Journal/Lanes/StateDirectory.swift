import Git
import Platform

/// The folder `autowrk` in a repository's common directory: locks, caches and the replica's name. None of
/// it is needed to understand the history.
struct StateDirectory: Sendable {
    let path: String

    init(of repository: borrowing Repository) { path = repository.commonDirectory + "/autowrk" }

    /// Held while the lane moves; its content is a ``LaneState``.
    var lock: String { path + "/lock" }
    /// The replica's name, a ``ReplicaRecord``.
    var replica: String { path + "/replica" }
    /// The query cache, an SQLite database.
    var cache: String { path + "/cache.sqlite" }
    /// Held while packs are written or lanes rewritten.
    var maintenanceLock: String { path + "/maintenance.lock" }

    /// Makes the folder when it is not there.
    func create() throws(JournalError) {
        do { try Files.createDirectories(path) } catch { throw .system(error) }
    }
}
