import Platform
public import Workflow

/// Tells which runs some process of this clone goes on with, for those who only look.
public struct RunPresence: Sendable {
    /// Nil where no run was ever performed, or where nothing can be locked.
    private let locks: RangeLocks?

    /// The presence of runs in the repository with this common directory; nothing is made there.
    public init(commonDirectory: String) {
        let file = RunLocks.file(commonDirectory + "/autowrk")
        locks = Files.exists(file) ? try? RangeLocks(path: file) : nil
    }

    /// Whether some process goes on with a run right now.
    public func isPerformed(_ run: RunID) -> Bool {
        (try? locks?.isLocked(key: run.lockKey)) ?? false
    }
}
