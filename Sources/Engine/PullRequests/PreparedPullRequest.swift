public import Domain
public import Journal

/// A pull request that can be recorded.
public struct PreparedPullRequest: Sendable {
    /// Its name.
    public var id: PullRequestID
    /// What it begins with.
    public var opening: PullRequestOpening
    /// Its description.
    public var description: String
    /// An open one for the same branches, which stands in the way.
    public var existing: PullRequestID?

    /// The facts to be recorded.
    public func drafts(by actor: String) -> [EventDraft] {
        PullRequestStore.drafts([.opened(opening)], of: id, by: actor, description: description)
    }
}
