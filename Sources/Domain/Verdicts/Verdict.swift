/// What the checks of a repository have said about one tree.
///
/// It belongs to the tree and not to a commit: a rebase that leaves the files as they are keeps it.
public struct Verdict: Sendable, Equatable {
    /// The tree, in hexadecimal.
    public var tree: String
    /// One for each check, in the order in which they were performed.
    public var checks: [CheckResult]

    /// A verdict of these parts.
    public init(tree: String, checks: [CheckResult]) { (self.tree, self.checks) = (tree, checks) }

    /// Whether no critical check stands against the tree. Without any check nothing was verified.
    public var isPassed: Bool { !checks.isEmpty && !checks.contains { $0.isBlocking } }

    /// Whether tests were run. Where none were, a person has to look.
    public var hasTests: Bool { checks.contains { $0.kind == .test && $0.status == .passed } }
}

/// What one check has said.
public struct CheckResult: Sendable, Equatable {
    /// How it has ended.
    public enum Status: String, Sendable {
        case passed
        case failed
        /// It took longer than it may.
        case timedOut = "timed_out"
        /// A program that it needs is not there.
        case missing
        /// It was not performed: one before it has failed, or nothing that it depends on has changed.
        case skipped
    }

    /// As in `.autowrk/verify.yml`, or the name of the table's entry, as in `pytest`.
    public var name: String
    /// What it looks at; also its place in the order.
    public var kind: CheckKind
    /// What was run, for people.
    public var command: String
    /// Tells definitions of the check apart, and toolchains: a verdict counts for a tree, this and no other.
    public var key: String
    /// The versions that the verdict depends on, by the tool's name, as in `["python": "3.11.7"]`.
    public var toolchain: [String: String]
    /// Whether its failure stands in the way of the tree.
    public var isCritical: Bool
    /// How it has ended.
    public var status: Status
    /// Of the command; nil where it has not ended by itself.
    public var exitStatus: Int?
    /// How long it took.
    public var milliseconds: Int64
    /// Of tests; nil where nothing could be read.
    public var counts: TestCounts?
    /// Why it was skipped or has failed, where the status does not say enough.
    public var reason: String?

    /// A result of these properties.
    public init(
        name: String, kind: CheckKind, command: String, key: String, toolchain: [String: String] = [:],
        isCritical: Bool = true, status: Status, exitStatus: Int? = nil, milliseconds: Int64 = 0,
        counts: TestCounts? = nil, reason: String? = nil
    ) {
        (self.name, self.kind, self.command, self.key) = (name, kind, command, key)
        (self.toolchain, self.isCritical, self.status) = (toolchain, isCritical, status)
        (self.exitStatus, self.milliseconds, self.counts, self.reason) =
            (exitStatus, milliseconds, counts, reason)
    }

    /// Whether it stands in the way of the tree.
    public var isBlocking: Bool { isCritical && status != .passed && status != .skipped }
}

/// What a check looks at, in the order in which checks are performed.
public enum CheckKind: String, Sendable, CaseIterable, Comparable {
    case lint
    case types
    case build
    case test
    case custom

    /// By the order in which they are performed.
    public static func < (left: CheckKind, right: CheckKind) -> Bool { left.place < right.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

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
