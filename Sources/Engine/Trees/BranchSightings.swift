public import Domain
public import Git
public import Journal

/// Where branches were seen last, as their streams tell.
public enum BranchSightings {
    /// What records that a branch stands at a commit; nil where that was recorded last.
    ///
    /// - Parameters:
    ///   - branch: its short name.
    ///   - commit: where it stands.
    ///   - cause: what has moved it; nil where nobody knows. That it was checked out is news only for a branch
    ///     that was seen before.
    ///   - actor: who tells it.
    ///   - journal: what is known; whoever records something about the branch in between makes the decision stale.
    public static func decision(
        _ branch: String, at commit: ObjectID, _ cause: BranchMove.Cause?, by actor: String,
        in journal: inout Journal
    ) throws(JournalError) -> Decision? {
        guard let stream = StreamName(BranchStream.name(of: branch)),
            let type = EventType(BranchMove.eventType)
        else { return nil }
        let newest = try journal.newestID(of: stream)
        let last = try lastMove(of: stream, in: &journal)
        guard last?.commit != commit.hex, last != nil || cause != .checkout else { return nil }
        let move = BranchMove(branch: branch, commit: commit.hex, previous: last?.commit, cause: cause)
        return Decision(
            subject: "branch \(branch): \(cause?.rawValue ?? "now at") \(commit.hex.prefix(10))",
            events: [EventDraft(stream: stream, type: type, actor: actor, data: move.data)],
            precondition: .streamAt(stream, newest))
    }

    private static func lastMove(
        of stream: StreamName, in journal: inout Journal
    ) throws(JournalError) -> BranchMove? {
        var move: BranchMove?
        try journal.forEachEvent(of: stream, newestFirst: true) { event in
            guard event.type.description == BranchMove.eventType else { return true }
            move = BranchMove(event.data)
            return move == nil
        }
        return move
    }
}
