public import Git
public import Platform

/// Who stands as author and committer in the commits of the journal: the user's Git identity.
public struct Identity: Hashable, Sendable {
    /// As in `user.name`.
    public var name: String
    /// As in `user.email`.
    public var email: String

    /// An identity; Git takes angle brackets and line ends out of both.
    public init(name: String, email: String) { (self.name, self.email) = (name, email) }

    func signature(at time: Timestamp) -> Signature {
        Signature(name: name, email: email, seconds: time.milliseconds / 1000, offsetMinutes: 0)
    }
}

/// What an append acknowledges: it is durable.
public struct Receipt: Hashable, Sendable {
    /// The ids of the decision's events, in order.
    public let events: [EventID]
    /// The commit that holds them, alone or with other decisions.
    public let commit: ObjectID
    /// The wall time that its events carry.
    public let at: Timestamp
}

extension Journal {
    /// Records one decision.
    ///
    /// When this returns, the events are on the lane and, unless that was turned off, on the disk.
    public mutating func append(_ decision: Decision, by identity: Identity) throws(JournalError) -> Receipt {
        try append([decision], by: identity)[0].get()
    }

    /// Records many decisions with as few commits as their attachments allow (group commit).
    ///
    /// - Parameters:
    ///   - decisions: in the order in which they are recorded.
    ///   - identity: the author and committer of the commits.
    ///   - stopsAtRefusal: whether decisions behind one that is left out are left out as well.
    /// - Returns: for each decision its receipt, or why it alone was left out: malformed, too large or
    ///   stale. Shorter than `decisions` when it has stopped.
    /// - Throws: what kept all of them from being recorded.
    public mutating func append(
        _ decisions: [Decision], by identity: Identity, stopsAtRefusal: Bool = false
    ) throws(JournalError) -> [Swift.Result<Receipt, JournalError>] {
        try withLane { (lane, journal) throws(JournalError) in
            try lane.state.format.requireWritable()
            try journal.recallHeads(for: decisions, on: lane)
            let stopwatch = Stopwatch()
            var group = CommitGroup(now: journal.time.now(), identity: identity)
            for decision in decisions {
                try group.add(decision, to: &lane, in: &journal)
                if stopsAtRefusal && group.hasRefused { break }
            }
            try group.commit(to: &lane, in: journal.repository)
            journal.trace.note("events", group.summary, since: stopwatch)
            let tip = lane.published
            try lane.publish(in: journal)
            journal.ownMoves.add(lane.reference, from: tip, to: lane.published)
            journal.heads.follow(to: lane.place, appending: group.newest)
            return group.outcomes()
        }
    }
}
