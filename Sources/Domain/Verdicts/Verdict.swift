/// What the checks of a repository have said about one tree.
///
/// It belongs to the tree and not to a commit: a rebase that leaves the files as they are keeps it.
public struct Verdict: Sendable, Equatable {
    /// The tree, in hexadecimal.
    public var tree: String
    /// One for each check, in the order in which they were performed.
    public var checks: [CheckResult]
    /// The names of all critical checks that the tree has, those among them that nobody has performed; empty
    /// where that was not recorded.
    public var plan: [String]

    /// A verdict of these parts.
    public init(tree: String, checks: [CheckResult], plan: [String] = []) {
        (self.tree, self.checks, self.plan) = (tree, checks, plan)
    }

    /// Whether something was verified, no critical check stands against the tree, and none is left to be
    /// performed.
    public var isPassed: Bool { isUnopposed && unfinished.isEmpty }

    /// Whether the checks that were performed speak for the tree, whatever others would say.
    public var isUnopposed: Bool {
        checks.contains(where: \.isGood) && !checks.contains(where: \.isBlocking)
    }

    /// The critical checks that say nothing yet, as the verification was stopped before or was not to perform
    /// them: without them a verdict is none on the whole tree.
    public var unfinished: [String] {
        plan.filter { name in
            !checks.contains { $0.name == name && ($0.status != .skipped || $0.isSettled) }
        }
    }

    /// Whether tests were run. Where none were, a person has to look.
    public var hasTests: Bool { checks.contains { $0.kind == .test && $0.isGood } }

    /// Whether lint and build have to stand in for tests, so that a person has to look.
    public var needsReview: Bool { !hasTests }

    /// All tests that were counted; nil where none were.
    public var counts: TestCounts? {
        checks.compactMap(\.counts).reduce(nil) { sum, counts in sum.map { $0 + counts } ?? counts }
    }
}
