import Domain
import Engine
import Git
import Journal

/// How the verdict on a commit's tree stands, for the gate of `pre-push`.
enum VerdictStanding: Equatable {
    case passed
    /// The names of critical checks that did not pass.
    case failed([String])
    /// Nobody has verified this tree, or not to the end.
    case missing

    /// What the journal knows of it.
    init(of commit: ObjectID, in journal: inout Journal) throws(Failure) {
        let tree: ObjectID
        do throws(GitError) { tree = try journal.repository.commit(commit).tree } catch {
            throw Failure(error)
        }
        do throws(JournalError) {
            guard let verdict = try RecordedVerdicts.verdict(of: tree.hex, in: &journal),
                !verdict.checks.isEmpty
            else {
                self = .missing
                return
            }
            let blocking = verdict.checks.filter { $0.isBlocking }.map { $0.name }
            self =
                verdict.isPassed
                ? .passed : blocking.isEmpty && !verdict.unfinished.isEmpty ? .missing : .failed(blocking)
        } catch { throw Failure(error) }
    }
}
