/// How many tests have ended how.
public struct TestCounts: Sendable, Equatable {
    /// Those that passed.
    public var passed: Int
    /// Those that failed, errors among them.
    public var failed: Int
    /// Those that were not performed.
    public var skipped: Int

    /// Counts of these.
    public init(passed: Int, failed: Int = 0, skipped: Int = 0) {
        (self.passed, self.failed, self.skipped) = (passed, failed, skipped)
    }

    /// Both together.
    public static func + (left: TestCounts, right: TestCounts) -> TestCounts {
        TestCounts(
            passed: left.passed + right.passed, failed: left.failed + right.failed,
            skipped: left.skipped + right.skipped)
    }
}
