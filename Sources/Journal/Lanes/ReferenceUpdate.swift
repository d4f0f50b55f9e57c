import Git
import Glibc
import Platform

/// Moves one reference of the journal, and waits for other programs that hold its lock.
///
/// Whoever makes this holds the clone's own lock, so a lock of Git's that stays is nobody's.
struct ReferenceUpdate {
    let name: String
    let target: ObjectID
    let expecting: Precondition

    /// `git pack-refs` holds the lock of a reference for less than a millisecond.
    private static let patience = 50
    private static let pause: UInt32 = 10_000  // microseconds
    /// The age at which a lock is taken for left behind by a machine that lost power.
    private static let staleAge: Int64 = 10_000_000_000  // nanoseconds

    func perform(in repository: borrowing Repository) throws(JournalError) {
        for attempt in 0... {
            do {
                return try repository.updateReference(
                    name, to: target, expecting: expecting, logMessage: "autowrk: append")
            } catch {
                // `git pack-refs` takes the file of a reference away, and its folder, under libgit2's hands.
                let now = try? repository.reference(name)
                if now == target { return }
                let isMoved = error.kind == .modified || error.isVanishedFolder
                let canGoOn = error.kind == .locked || (isMoved && isExpected(now) && attempt < Self.patience)
                guard canGoOn else { throw .git(error) }
                if attempt == Self.patience {
                    guard Self.isStale(name, in: repository) else { throw .referenceLocked(name) }
                    Self.clearLock(of: name, in: repository)
                } else if attempt > Self.patience {
                    throw .referenceLocked(name)
                } else {
                    usleep(Self.pause)
                }
            }
        }
    }

    private func isExpected(_ target: ObjectID?) -> Bool {
        switch expecting {
        case .none: true
        case .mustNotExist: target == nil
        case .mustMatch(let id): target == id
        }
    }

    /// Removes the lock that a killed writer left on a reference.
    static func clearLock(of name: String, in repository: borrowing Repository) {
        try? Files.remove(lockPath(name, repository))
    }

    private static func isStale(_ name: String, in repository: borrowing Repository) -> Bool {
        guard let status = try? Files.status(of: lockPath(name, repository)) else { return true }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let nanoseconds = Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
        return nanoseconds - status.modifiedNanoseconds > staleAge
    }

    private static func lockPath(_ name: String, _ repository: borrowing Repository) -> String {
        "\(repository.commonDirectory)/\(name).lock"
    }
}
