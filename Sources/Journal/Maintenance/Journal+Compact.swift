import Git
import JSON
import Platform

/// What a compaction did.
public struct CompactionReport: Hashable, Sendable {
    /// The commits that the lane had, adopted ones among them.
    public let commitsBefore: Int
    /// The commits of the archive that has the same events.
    public let commitsAfter: Int
    /// The lane that holds them now.
    public let archive: ReplicaID
    /// This clone's new name: the lane of the old one is closed.
    public let replica: ReplicaID
}

extension Journal {
    /// Rewrites the own lane, and what it has adopted, as an archive lane of large commits with the same
    /// events, and goes on under a new name.
    ///
    /// Nothing is removed before the archive has been read back and compared. Clones that know the old
    /// lane read the same before and after.
    ///
    /// - Returns: nil when there is nothing to gain.
    public mutating func compact(by identity: Identity) throws(JournalError) -> CompactionReport? {
        try withMaintenanceLock { (journal) throws(JournalError) in
            try journal.withLane { (lane, journal) throws(JournalError) in
                try lane.state.format.requireWritable()
                guard let tip = lane.state.tip else { return nil }
                let old = lane.state.replica
                let content = try LaneContent(of: tip, in: journal.repository)
                let signature = identity.signature(at: journal.time.now())
                let count = content.archiveCommitCount
                guard count < content.commitCount else { return nil }
                let archiveTip = try content.writeArchive(by: signature, in: journal.repository)
                guard try LaneContent(of: archiveTip, in: journal.repository).hasSameEvents(as: content)
                else {
                    throw .unknownLane("archive of \(old)")
                }
                let archive = ReplicaID(bits: archiveTip.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
                try lane.moving { () throws(JournalError) in try journal.rescue(archiveTip) }
                let new = try ReplicaRecord.renew(journal.directory)
                lane.begin(as: new)
                try journal.record(
                    "lane_archived",
                    [
                        "lane": .string(old.description), "tip": .string(tip.hex),
                        "archive": .string(archive.description),
                    ], on: &lane, by: identity)
                try lane.publish(in: journal)
                try lane.moving { () throws(JournalError) in try journal.drop(old, at: tip) }
                return CompactionReport(
                    commitsBefore: content.commitCount, commitsAfter: count, archive: archive, replica: new)
            }
        }
    }

    /// The tips of lanes whose events an archive has.
    mutating func archivedTips() throws(JournalError) -> Set<ObjectID> {
        guard let stream = StreamName(Self.lanesStream) else { return [] }
        let events = try events(of: stream).filter { $0.type.description == "lane_archived" }
        return Set(events.compactMap { $0.data["tip"]?.stringValue.flatMap { ObjectID(hex: $0) } })
    }
}
