import CPlatform
import Glibc
import Synchronization

/// Any number of locks by number among processes and threads, on one file and one descriptor (open file
/// description locks of fcntl(2)).
///
/// The file stays empty: a lock is one byte that need not exist. All locks end with the process in whatever
/// way. Works on one machine: over NFS it may not reach other clients.
public final class RangeLocks: Sendable {
    /// What is open, and what of it is taken. The kernel lets those of one descriptor have each other's
    /// locks, so within the process `held` decides.
    private struct State: ~Copyable {
        var file: Descriptor
        var held: Set<UInt64> = []
    }

    private let path: String
    private let state: Mutex<State>

    /// Opens the file, which is made when there is none, but not its folder.
    public init(path: String) throws(LockError) {
        self.path = path
        state = Mutex(State(file: try Self.open(path)))
    }

    /// Takes the lock of a number without waiting; it is held as long as the value lives.
    ///
    /// Numbers that differ in the highest bit alone share a lock.
    ///
    /// - Throws: `wouldBlock` when somebody has it, in this process or another.
    public func tryLock(key: UInt64) throws(LockError) -> RangeLock {
        let key = key & Self.keys
        try state.withLock { (state) throws(LockError) in
            try refresh(&state)
            guard !state.held.contains(key), try take(key, state.file) else {
                throw .wouldBlock(path: path)
            }
            state.held.insert(key)
        }
        return RangeLock(key: key, of: self)
    }

    /// Whether somebody has the lock of this number, in this process or another.
    public func isLocked(key: UInt64) throws(LockError) -> Bool {
        let key = key & Self.keys
        return try state.withLock { (state) throws(LockError) in
            try refresh(&state)
            if state.held.contains(key) { return true }
            let answer = autowrk_byte_is_locked(state.file.number, Int64(key))
            guard answer >= 0 else { throw .system(SystemError("lock", path: path)) }
            return answer == 1
        }
    }

    func unlock(_ key: UInt64) {
        state.withLock { state in
            _ = autowrk_lock_byte(state.file.number, Int64(key), false)
            state.held.remove(key)
        }
    }

    /// The offsets that a file may have.
    private static let keys = UInt64(Int64.max)

    private static func open(_ path: String) throws(LockError) -> Descriptor {
        do throws(SystemError) {
            return try Descriptor(opening: path, flags: O_RDWR | O_CREAT)
        } catch {
            throw .system(error)
        }
    }

    /// Opens the file anew when somebody has deleted or replaced it, as others will ask for the locks of
    /// the new one; what is held is taken along, as far as nobody was quicker.
    private func refresh(_ state: inout State) throws(LockError) {
        if state.file.isFile(at: path) { return }
        let file = try Self.open(path)
        for key in state.held { _ = try take(key, file) }
        state.file = file
    }

    /// False when another process has it.
    private func take(_ key: UInt64, _ file: borrowing Descriptor) throws(LockError) -> Bool {
        if autowrk_lock_byte(file.number, Int64(key), true) == 0 { return true }
        guard [EAGAIN, EACCES].contains(errno) else { throw .system(SystemError("lock", path: path)) }
        return false
    }
}

/// A lock of ``RangeLocks`` that is held until the last reference to it is gone.
public final class RangeLock: Sendable {
    private let key: UInt64
    private let locks: RangeLocks

    init(key: UInt64, of locks: RangeLocks) {
        (self.key, self.locks) = (key, locks)
    }

    deinit {
        locks.unlock(key)
    }
}
