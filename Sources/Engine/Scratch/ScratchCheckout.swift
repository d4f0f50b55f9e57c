public import Git
import Platform

/// A folder with the files of a tree in which commands can do what they like, held until the value is gone.
///
/// It is a linked worktree of the repository with a detached `HEAD`, so that `git` works in it; the user's
/// working directory, index and branches have no part in it.
public struct ScratchCheckout: ~Copyable, Sendable {
    private let slot: ScratchSlot
    private let lock: FileLock
    private let pool: ScratchPool
    private let commit: ObjectID
    private var tree: ObjectID
    /// Whether the folder was brought to `tree`, and nothing went wrong since.
    private var isSettled = false

    /// The folder; absolute, without symbolic links.
    public var path: String { slot.path }

    /// Takes over a slot and brings it to a tree.
    init(
        _ slot: ScratchSlot, lock: consuming FileLock, pool: ScratchPool, tree: ObjectID, commit: ObjectID
    ) throws(ScratchError) {
        let record = (try? lock.read()).flatMap { ScratchRecord($0) }
        (self.slot, self.pool, self.tree, self.commit) = (slot, pool, tree, commit)
        self.lock = lock
        try note(isInUse: true, tree: record?.tree)
        let content = ScratchContent(worktree: slot.worktree, git: pool.git)
        if slot.worktree.isIntact {
            do throws(ScratchError) {
                try content.bring(
                    to: tree, head: commit, previous: record?.tree,
                    isTrusted: record?.isTrustworthy ?? false)
                try settle()
                return
            } catch {
                // Damaged beyond what Git mends: made anew, which fails for the same reason if it is another.
            }
        }
        try slot.worktree.remove()
        try slot.worktree.create(head: commit)
        try content.bring(to: tree, head: commit, previous: nil, isTrusted: true)
        try settle()
    }

    /// Brings the folder back to a tree, whatever was done in it; `HEAD` is where it was when the checkout was
    /// handed out.
    public mutating func reset(to tree: ObjectID) throws(ScratchError) {
        let content = ScratchContent(worktree: slot.worktree, git: pool.git)
        guard slot.worktree.isIntact else { throw .gone(path: path) }
        let (wasSettled, previous) = (isSettled, self.tree)
        (isSettled, self.tree) = (false, tree)
        try content.bring(to: tree, head: commit, previous: previous, isTrusted: wasSettled)
        try settle()
    }

    /// Stores what is in the folder now in the repository: all files that are not ignored, with their modes
    /// and as filters have them. Submodules are as they were; other repositories in it are left out.
    ///
    /// - Parameter hasChanges: false where ``changedPaths()`` has shown that there is nothing to store.
    public func capture(hasChanges: Bool = true) throws(ScratchError) -> ScratchCapture {
        try ScratchContent(worktree: slot.worktree, git: pool.git)
            .capture(base: tree, hasChanges: hasChanges)
    }

    /// The files that ``capture(hasChanges:)`` would store, and those that are gone; what a command has put
    /// into the index itself is not among them.
    public func changedPaths() throws(ScratchError) -> [String] {
        try ScratchContent(worktree: slot.worktree, git: pool.git).changedPaths()
    }

    private mutating func settle() throws(ScratchError) {
        try note(isInUse: true, tree: tree)
        isSettled = true
    }

    private func note(isInUse: Bool, tree: ObjectID?) throws(ScratchError) {
        let record = ScratchRecord(isInUse: isInUse, tree: tree, usedAt: pool.time.now())
        try system { () throws(SystemError) in try lock.write(record.bytes) }
    }

    deinit {
        // Without it the next one reads each file, no more.
        if isSettled { try? note(isInUse: false, tree: tree) }
    }
}
