import Domain
import Engine
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
        let identity = try session.identity(in: journal)
        do throws(JournalError) {
            // Another hook may tell the same at the same time.
            for _ in 0..<3 {
                let decision = try BranchSightings.decision(
                    name, at: commit, cause, by: "hook/\(hook)", in: &journal)
                guard let decision else { return false }
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
}
