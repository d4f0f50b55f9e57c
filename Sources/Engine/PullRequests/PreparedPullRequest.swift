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

    /// What records it, if nobody has recorded anything about it yet.
    public func decision(by actor: String) -> Decision {
        PullRequestStore.decision(
            [.opened(opening)], of: id, after: nil, by: actor, description: description)
    }

    /// Hides secrets in what people have written.
    mutating func mask(_ mask: SecretMask) {
        opening.title = mask.apply(to: opening.title)
        description = mask.apply(to: description)
    }
}
