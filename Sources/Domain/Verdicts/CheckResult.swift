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
    /// The tree whose verdict stands in, in hexadecimal: nothing that the check depends on differs from it.
    public var standIn: String?
    /// Whether it would have run tests and found none; it is skipped then.
    public var foundNoTests = false
    /// The lines of the output that say what failed.
    public var excerpt: String?
    /// What its output is called among the attachments of the event that records it; nil where it has printed
    /// nothing.
    public var output: String?

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

    /// Whether it speaks for the tree, be it by the verdict on another one.
    public var isGood: Bool { status == .passed || status == .skipped && standIn != nil && !foundNoTests }

    /// Whether it was performed to an end that is the same another time, so that it need not be repeated.
    public var isSettled: Bool {
        switch status {
        case .passed, .failed: true
        case .skipped: standIn != nil || foundNoTests
        case .timedOut, .missing: false
        }
    }

    /// Whether it stands in the way of the tree.
    public var isBlocking: Bool { isCritical && status != .passed && status != .skipped }
}
