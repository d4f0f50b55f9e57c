public import Git
import JSON
public import Platform

/// A lane as it stands here.
public struct LaneSummary: Hashable, Sendable {
    /// Whose it is, or was.
    public let replica: ReplicaID
    /// Its newest commit.
    public let tip: ObjectID
    /// When that was made, by the clock of its writer.
    public let lastWrite: Timestamp
    /// Whether it is this clone's own.
    public let isOwn: Bool
}

extension Journal {
    /// All lanes that have a reference here, by name.
    public func lanes() throws(JournalError) -> [LaneSummary] {
        let own = try replica()
        var lanes: [LaneSummary] = []
        for reference in try references() where reference.name.hasPrefix(Lanes.prefix) {
            guard let replica = Lanes.replica(of: reference.name) else { continue }
            let seconds = (try? repository.commit(reference.target).committer.seconds) ?? 0
            lanes.append(
                LaneSummary(
                    replica: replica, tip: reference.target,
                    lastWrite: Timestamp(milliseconds: seconds * 1000),
                    isOwn: replica == own))
        }
        return lanes
    }

    /// Takes over lanes whose clones are gone: a commit on the own lane has their tips as further parents,
    /// after which they need no references of their own.
    ///
    /// A clone that comes back to life goes on with its lane as if nothing had happened.
    ///
    /// - Throws: ``JournalError/unknownLane(_:)`` for a lane that is not here or is the own one.
    public mutating func adopt(_ replicas: [ReplicaID], by identity: Identity) throws(JournalError) {
        try withLane { (lane, journal) throws(JournalError) in
            try lane.state.format.requireWritable()
            var adopted: [(ReplicaID, ObjectID)] = []
            for replica in replicas {
                guard replica != lane.state.replica,
                    let tip = try journal.target(of: Lanes.reference(replica))
                else { throw .unknownLane(replica.description) }
                adopted.append((replica, tip))
            }
            guard !adopted.isEmpty else { return }
            let lanes = adopted.map { ($0.description, JSON.string($1.hex)) }
            try journal.record(
                "lane_adopted", ["lanes": .object(JSON.Object(lanes))], on: &lane, adopting: adopted.map(\.1),
                by: identity)
            try lane.publish(in: journal)
            try lane.moving { () throws(JournalError) in
                for (replica, tip) in adopted { try journal.drop(replica, at: tip) }
            }
        }
    }

    /// Removes the references of lanes that another lane has wholly in its history, or that were archived.
    ///
    /// - Returns: the lanes that have no reference any more.
    @discardableResult
    public mutating func dropRedundantLanes() throws(JournalError) -> [ReplicaID] {
        let archived = try archivedTips()
        return try withLane { (lane, journal) throws(JournalError) in
            var dropped: [ReplicaID] = []
            var lanes = try journal.lanes()
            for candidate in lanes where candidate.replica != lane.state.replica {
                let others = lanes.filter { $0.replica != candidate.replica }.map(\.tip)
                let isAdopted = (try? journal.repository.isReachable(candidate.tip, fromAny: others)) ?? false
                guard archived.contains(candidate.tip) || (!others.isEmpty && isAdopted) else { continue }
                try lane.moving { () throws(JournalError) in
                    try journal.drop(candidate.replica, at: candidate.tip)
                }
                lanes.removeAll { $0.replica == candidate.replica }
                dropped.append(candidate.replica)
            }
            return dropped
        }
    }

    /// Removes the reference of a lane whose commits, up to `tip`, are safe elsewhere.
    func drop(_ replica: ReplicaID, at tip: ObjectID) throws(JournalError) {
        do {
            try repository.deleteReference(Lanes.reference(replica), expecting: .mustMatch(tip))
        } catch {
            // One that has moved since is not redundant, and one that is locked is left to the next time.
            guard [.modified, .locked].contains(error.kind) else { throw .git(error) }
        }
    }

    /// The stream of what happened to lanes themselves.
    static let lanesStream = "journal/lanes"

    /// Records a fact about lanes.
    mutating func record(
        _ type: String, _ data: JSON.Object, on lane: inout Lane, adopting others: [ObjectID] = [],
        by identity: Identity
    ) throws(JournalError) {
        guard let stream = StreamName(Self.lanesStream), let type = EventType(type) else { return }
        let now = time.now()
        let event = Event(
            id: try lane.state.clock.next(at: now, replica: lane.state.replica), stream: stream, type: type,
            at: now,
            actor: "worker/git-autowrk", cause: nil, attachments: [:], data: data)
        let message = CommitMessage.text(
            subject: CommitMessage.subject(for: [event]), lines: try DraftCheck.lines(of: [event]))
        do {
            _ = try lane.extend(
                tree: try repository.writeTree([]), message: message, adopting: others,
                by: identity.signature(at: now), in: repository)
        } catch { throw .git(error) }
    }
}
