/// What can be configured of how issues are judged. Labels are compared without case, and without what stands
/// in front of a `/` or `:`, so that `bug` is `Type: Bug`, too.
public struct IssueSettings: Sendable, Equatable {
    /// Labels of defects.
    public var bugLabels = ["bug", "defect", "regression", "crash", "fix", "bugfix"]
    /// Labels of what is new.
    public var featureLabels = ["feature", "enhancement", "feature-request", "improvement", "proposal"]
    /// What an issue is of which neither labels nor words say anything.
    public var defaultKind = Issue.Kind.feature
    /// What labels add to the score, or take from it.
    public var labelScores = [
        "breaking-change": 6, "breaking": 6, "architecture": 6, "security": 6, "epic": 6, "migration": 3,
        "refactoring": 2, "performance": 1, "good-first-issue": -2, "documentation": -1, "typo": -3,
    ]
    /// Labels of issues that nobody shall work on yet.
    public var skipLabels = [
        "needs-discussion", "needs-info", "needs-triage", "question", "wontfix", "won't-fix", "duplicate",
        "invalid", "blocked", "on-hold",
    ]
    /// The least score of a moderate issue.
    public var moderateScore = 3
    /// The least score of a complex one.
    public var complexScore = 6

    /// Those that count when nothing is configured.
    public init() {}
}
