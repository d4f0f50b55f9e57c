import Git
import Platform

/// Keeps others in this clone from verifying the same tree meanwhile: whoever comes later finds a verdict.
struct VerificationTurn: ~Copyable {
    private let path: String
    private let lock: FileLock?

    /// Waits until nobody else is at it, and says so; where no lock can be had it goes without.
    init(for tree: ObjectID, in repository: borrowing Repository, _ session: borrowing Session) {
        let folder = repository.commonDirectory + "/autowrk"
        path = "\(folder)/verify-\(tree.hex.prefix(16)).lock"
        try? Files.createDirectories(folder)
        do throws(LockError) {
            lock = try FileLock(path: path, mode: .exclusive, wait: .none)
        } catch {
            guard case .wouldBlock = error else {
                lock = nil
                return
            }
            session.remark("another process verifies tree \(tree.hex.prefix(10)): waiting for its verdict")
            lock = try? FileLock(path: path, mode: .exclusive, wait: .block)
        }
    }

    deinit {
        // Before the lock is free: whoever waits for it makes the file anew.
        if lock != nil { try? Files.remove(path) }
    }
}
