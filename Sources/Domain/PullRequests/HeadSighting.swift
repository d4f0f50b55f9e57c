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
    /// Whether it was seen where people work: a branch of a clone with files, not one of a server or a remote.
    public var isLocal: Bool

    /// A sighting of these parts.
    public init(_ head: PullRequestHead, relation: Relation, isLocal: Bool) {
        (self.head, self.relation, self.isLocal) = (head, relation, isLocal)
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
    /// A branch that other clones have moved on stays where it was in this one until somebody fetches it, so
    /// a place counts as news only if it lies ahead of the known one, or if this clone has moved its branch
    /// since it looked last.
    public func move(to sighting: HeadSighting, seenBy replica: String) -> PullRequestCommand? {
        let place = sighting.head
        guard status == .open, place.commit != head.commit else { return nil }
        let move = PullRequestCommand.moveHead(place, sighting.cause)
        if sighting.relation == .ahead { return move }
        guard let seen = head(seenBy: replica) else {
            let isKnown = heads.contains { $0.head.commit == place.commit }
            return isKnown || sighting.relation == .behind ? nil : move
        }
        if seen.commit == place.commit { return nil }
        // Between what it saw last and what is known now: it has fetched a part of what others did.
        if sighting.relation == .behind, seen.commit != head.commit { return nil }
        return move
    }
}
