import Domain
import Git
import Journal

/// Records where branches stand, each move once.
enum BranchRecord {
    /// Records that a branch stands at a commit, unless that is what was recorded last.
    ///
    /// - Parameters:
    ///   - reference: the branch, named in full.
    ///   - commit: where it stands.
    ///   - cause: what has moved it.
    ///   - hook: the name of the hook, which is the actor.
    ///   - journal: where it is recorded.
    ///   - session: whose identity it is.
    /// - Returns: whether it was news.
    static func add(
        _ reference: String, at commit: ObjectID, _ cause: BranchMove.Cause, by hook: String,
        to journal: inout Journal, _ session: borrowing Session
    ) throws(Failure) -> Bool {
        let name = WatchedBranches.name(of: reference)
        guard let stream = StreamName(BranchStream.name(of: name)),
            let type = EventType(BranchMove.eventType)
        else { return false }
        let identity = try session.identity(in: journal)
        do throws(JournalError) {
            // Another hook may tell the same at the same time.
            for _ in 0..<3 {
                let newest = try journal.newestID(of: stream)
                let last = try lastMove(of: stream, in: &journal)
                guard last?.commit != commit.hex, last != nil || cause != .checkout else { return false }
                let move = BranchMove(branch: name, commit: commit.hex, previous: last?.commit, cause: cause)
                let decision = Decision(
                    subject: "branch \(name): \(cause.rawValue) \(commit.hex.prefix(10))",
                    events: [
                        EventDraft(stream: stream, type: type, actor: "hook/\(hook)", data: move.data)
                    ], precondition: .streamAt(stream, newest))
                do throws(JournalError) {
                    _ = try journal.append(decision, by: identity)
                    return true
                } catch {
                    guard case .stale = error else { throw error }
                }
            }
        } catch { throw Failure(error) }
        return false
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
