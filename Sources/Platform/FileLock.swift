import Glibc

/// A lock among processes and threads on a file that exists for that purpose (`flock(2)`).
///
/// Held until the value is gone; the kernel frees it when the process dies in whatever way. Children do
/// not inherit it. Works on one machine: over NFS it may not reach other clients.
public struct FileLock: ~Copyable, Sendable {
    /// Who else may hold the lock at the same time.
    public enum Mode: Sendable {
        /// Nobody.
        case exclusive
        /// Whoever asks for `shared` too.
        case shared
    }

    /// How long to wait for whoever holds the lock.
    public enum Wait: Sendable, Equatable {
        /// Until it is free, in the kernel's queue: first come, first served.
        case block
        /// Not at all.
        case none
        /// So long at most. It asks again in growing intervals of up to 16 ms, so those who `block`
        /// go first.
        case until(Duration)
    }

    private let file: Descriptor
    private let path: String

    /// Takes the lock; makes the file, but not its folder, when there is none.
    ///
    /// - Throws: `wouldBlock` when `wait` is over, `system` when the file cannot be opened.
    public init(path: String, mode: Mode, wait: Wait) throws(LockError) {
        var attempt = LockAttempt(path: path, mode: mode, wait: wait)
        var file = try attempt.openFile()
        try attempt.lock(file)
        // Whoever deletes the lock file while we wait leaves us a lock that nobody else will ask for.
        while !attempt.isCurrent(file) {
            file = try attempt.openFile()
            try attempt.lock(file)
        }
        self.file = file
        self.path = path
    }

    deinit {
        // Closing alone would not do while a child that was just forked still holds a copy.
        flock(file.number, LOCK_UN)
    }

    /// The lock file's own content, for what the holder leaves to the next one.
    ///
    /// A holder that died while writing may leave any part of the old and new content.
    public borrowing func read() throws(SystemError) -> [UInt8] {
        guard lseek(file.number, 0, SEEK_SET) == 0 else { throw SystemError("read", path: path) }
        return try file.readToEnd(path: path)
    }

    /// Replaces the lock file's content; not made durable. Only under an `exclusive` lock is it safe
    /// from other writers.
    public borrowing func write(_ bytes: [UInt8]) throws(SystemError) {
        guard lseek(file.number, 0, SEEK_SET) == 0 else { throw SystemError("write", path: path) }
        try file.writeAll(bytes, path: path)
        guard uninterrupted({ ftruncate(file.number, off_t(bytes.count)) }) == 0 else {
            throw SystemError("truncate", path: path)
        }
    }
}
