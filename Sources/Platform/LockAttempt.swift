import Glibc

/// The steps of taking a `FileLock`.
struct LockAttempt {
    private let path: String
    private let operation: Int32
    private let wait: FileLock.Wait
    private let stopwatch = Stopwatch()
    private var pause: Int64 = 250_000

    /// 16 ms: short beside what a person notices, long beside an append.
    private static let longestPause: Int64 = 16_000_000

    init(path: String, mode: FileLock.Mode, wait: FileLock.Wait) {
        self.path = path
        self.wait = wait
        operation = (mode == .exclusive ? LOCK_EX : LOCK_SH) | (wait == .block ? 0 : LOCK_NB)
    }

    func openFile() throws(LockError) -> Descriptor {
        do throws(SystemError) {
            return try Descriptor(opening: path, flags: O_RDWR | O_CREAT)
        } catch {
            throw .system(error)
        }
    }

    mutating func lock(_ file: borrowing Descriptor) throws(LockError) {
        while uninterrupted({ flock(file.number, operation) }) != 0 {
            guard errno == EWOULDBLOCK else { throw .system(SystemError("lock", path: path)) }
            guard pauseBeforeRetry() else { throw .wouldBlock(path: path) }
        }
    }

    /// The path still leads to the file that is open.
    func isCurrent(_ file: borrowing Descriptor) -> Bool { file.isFile(at: path) }

    /// False when the time allowed is over.
    private mutating func pauseBeforeRetry() -> Bool {
        guard case .until(let limit) = wait else { return false }
        let left = limit.nanoseconds - stopwatch.elapsedNanoseconds
        guard left > 0 else { return false }
        let length = min(pause, left)
        pause = min(pause * 2, Self.longestPause)
        var request = timespec(tv_sec: 0, tv_nsec: Int(length))
        // Woken early by a signal: the loop around this just asks sooner.
        nanosleep(&request, nil)
        return true
    }
}
