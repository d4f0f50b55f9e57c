/// Where a clone sees the branch of a pull request, and how that place lies to the one that is known.
public struct HeadSighting: Sendable, Equatable {
    /// How two commits lie to each other.
    public enum Relation: Sendable, Equatable {
        /// The new one has the known one in its history.
        case ahead
        /// The new one is in the history of the known one.
        case behind
        /// They have the same parents.
        case sibling
        /// Neither; or the known one is not in this clone.
        case apart
    }

    /// The place.
    public var head: PullRequestHead
    /// How it lies to the newest place that is known.
    public var relation: Relation
    /// Whether the commit is in the history of a place where the branch was seen before.
    public var isKnown: Bool
    /// Whether it was seen where people work: a branch of a clone with files, not one of a server or a remote.
    public var isLocal: Bool

    /// A sighting of these parts.
    public init(_ head: PullRequestHead, relation: Relation, isKnown: Bool, isLocal: Bool) {
        (self.head, self.relation, self.isKnown, self.isLocal) = (head, relation, isKnown, isLocal)
    }

    /// How the branch came there.
    var cause: HeadMove {
        switch relation {
        case .ahead: isLocal ? .commit : .push
        case .behind: .reset
        case .sibling: .amend
        case .apart: .rebase
        }
    }
}

extension PullRequestState {
    /// What a sighting means: nil where there is nothing new in it.
    ///
    /// A branch that other clones have moved stays where it was in this one until somebody fetches it. So a
    /// commit that was seen before is news only in the clone that has moved the branch last: elsewhere it is
    /// most likely what that clone had before.
    public func move(to sighting: HeadSighting, seenBy replica: String) -> PullRequestCommand? {
        guard status == .open, sighting.head.commit != head.commit else { return nil }
        if sighting.isKnown, heads.last?.replica != replica { return nil }
        return .moveHead(sighting.head, sighting.cause)
    }
}
