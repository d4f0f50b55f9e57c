import Platform
import Synchronization
import Workflow

/// The runs that this process goes on with, each under a lock that is gone when the process is.
final class RunLocks: Sendable {
    private struct Hold {
        let lock: RangeLock
        var isFollowed: Bool
    }

    private let locks: RangeLocks
    private let held = Mutex<[RunID: Hold]>([:])

    /// Between two attempts to take the lock of a group, whose holder decides and records one thing.
    private static let pause = Duration.milliseconds(5)

    /// The file with the locks, in the folder for what belongs to no event.
    static func file(_ folder: String) -> String { folder + "/runs.lock" }

    init(path: String) throws(LockError) { locks = try RangeLocks(path: path) }

    /// Makes this process the one that goes on with a run.
    ///
    /// - Throws: ``EngineError/busy(_:)`` while another one, or another task of this one, does.
    func hold(_ run: RunID) throws(EngineError) { try take(run, isFollowed: false) }

    /// Makes this task the one that goes on with a run.
    ///
    /// - Returns: whether this process has held the run since it was started, so that nobody else can have
    ///   begun anything of it.
    /// - Throws: ``EngineError/busy(_:)`` while another process, or another task of this one, does.
    func follow(_ run: RunID) throws(EngineError) -> Bool {
        let wasFollowed = held.withLock { held in
            let before = held[run]?.isFollowed
            held[run]?.isFollowed = true
            return before
        }
        switch wasFollowed {
        case true?: throw .busy(run)
        case false?: return true
        case nil:
            try take(run, isFollowed: true)
            return false
        }
    }

    func release(_ run: RunID) { held.withLock { $0[run] = nil } }

    /// Lets go of a run that nobody here goes on with.
    func releaseUnlessFollowed(_ run: RunID) {
        held.withLock { if $0[run]?.isFollowed == false { $0[run] = nil } }
    }

    /// Whether some process goes on with a run right now.
    func isHeld(_ run: RunID) -> Bool { (try? locks.isLocked(key: run.lockKey)) ?? false }

    /// Takes the lock under which it is decided which run of a group has its turn.
    func lock(group: String) async throws(EngineError) -> RangeLock {
        while true {
            do throws(LockError) { return try locks.tryLock(key: Hash.fnv1a("group/\(group)")) } catch {
                if case .system(let error) = error { throw .system(error) }
            }
            do { try await Task.sleep(for: Self.pause) } catch { throw .refused(RunRefusal("cancelled")) }
        }
    }

    private func take(_ run: RunID, isFollowed: Bool) throws(EngineError) {
        do throws(LockError) {
            let lock = try locks.tryLock(key: run.lockKey)
            held.withLock { $0[run] = Hold(lock: lock, isFollowed: isFollowed) }
        } catch {
            switch error {
            case .wouldBlock: throw .busy(run)
            case .system(let error): throw .system(error)
            }
        }
    }
}

extension RunID {
    /// The number of its lock.
    var lockKey: UInt64 { Hash.fnv1a(description) }
}

/// Hashes of texts for names and locks; not against anybody.
enum Hash {
    /// FNV-1a, 64 bits (Fowler, Noll and Vo).
    static func fnv1a(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
