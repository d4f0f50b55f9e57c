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
                    let locks = LeftLocks(in: repository)
                    let isStale = locks.isLocked(name, for: LeftLocks.staleAge)
                    guard isStale || !locks.isLocked(name, for: 0) else { throw .referenceLocked(name) }
                    locks.clear(name)
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
}
