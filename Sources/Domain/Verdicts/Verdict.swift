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

    /// Whether something was verified and no critical check stands against the tree.
    public var isPassed: Bool { checks.contains(where: \.isGood) && !checks.contains(where: \.isBlocking) }

    /// Whether tests were run. Where none were, a person has to look.
    public var hasTests: Bool { checks.contains { $0.kind == .test && $0.isGood } }

    /// Whether lint and build have to stand in for tests, so that a person has to look.
    public var needsReview: Bool { !hasTests }

    /// All tests that were counted; nil where none were.
    public var counts: TestCounts? {
        checks.compactMap(\.counts).reduce(nil) { sum, counts in sum.map { $0 + counts } ?? counts }
    }
}
