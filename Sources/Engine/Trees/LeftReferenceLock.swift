import Git
import Glibc
import Platform

/// The lock file of a reference that a killed process has left behind; Git and libgit2 refuse the reference
/// for ever then.
enum LeftReferenceLock {
    /// Who else may be writing the reference.
    enum Writers {
        /// Nobody: the reference belongs to a run that this process has the lock of.
        case nobody
        /// Users and their tools. Nobody holds the lock of a reference for longer than it takes to write a
        /// line, so one that does not change for a second belongs to nobody any more.
        case others
    }

    /// Longer than any writer takes, in nanoseconds.
    private static let patience: Int64 = 1_000_000_000

    /// Calls `move`, and once more when it finds a lock that a killed process of ours may have left.
    ///
    /// - Parameters:
    ///   - reference: what is moved, by its full name.
    ///   - writers: who else may be at it.
    ///   - wasInterrupted: whether a process of the run was killed before; else locks are somebody else's.
    ///   - repository: where.
    ///   - move: moves the reference.
    static func cleared(
        for reference: String, writers: Writers, wasInterrupted: Bool, in repository: borrowing Repository,
        _ move: () throws -> Void
    ) throws {
        do { try move() } catch let error as GitError {
            guard error.kind == .locked, wasInterrupted,
                clear("\(repository.commonDirectory)/\(reference).lock", writers)
            else { throw error }
            try move()
        }
    }

    private static func clear(_ lock: String, _ writers: Writers) -> Bool {
        guard let before = try? Files.status(of: lock, followingLinks: false) else { return true }
        if writers == .others {
            let age = TimeSource.system.now().milliseconds * 1_000_000 - before.modifiedNanoseconds
            if age < patience { usleep(useconds_t((patience - max(age, 0)) / 1000)) }
            guard let after = try? Files.status(of: lock, followingLinks: false) else { return true }
            guard after.inode == before.inode, after.modifiedNanoseconds == before.modifiedNanoseconds else {
                return false
            }
        }
        return (try? Files.remove(lock)) != nil
    }
}
