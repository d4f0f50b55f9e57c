import Domain
import Engine
import Git
import Journal
import Platform
import Verification

/// Verifies the files that a merge would make, in this process and before anybody's eyes. What is known of
/// them is not verified again.
struct MergeVerification {
    private let run: VerificationRun
    /// The signal that has ended a verification.
    private(set) var stoppedBy: StopSignal?

    /// Makes everything ready.
    init(_ session: borrowing Session, _ journal: borrowing Journal) throws(Failure) {
        let board = VerificationBoard(session, style: TextStyle.error(session.terminal)) { lines in
            StandardError.write(lines.map { $0 + "\n" }.joined())
        }
        run = try VerificationRun(session, journal, board: board)
    }

    /// What the checks say of a tree; recorded, and noted on the commit.
    mutating func verdict(
        on tree: ObjectID, of commit: ObjectID, _ session: borrowing Session
    ) throws(PullRequestError) -> Verdict {
        do throws(Failure) {
            // The merge has a journal of its own, and looks into this one's lane when it goes on.
            var journal = try session.openJournal()
            let known: KnownVerdicts
            do throws(JournalError) {
                known = try KnownVerdicts(of: tree, commit: commit, in: &journal)
            } catch { throw Failure(error) }
            let (verification, signal) = try run.perform(
                Verifier.Request(tree: tree, commit: commit), known: known)
            try VerificationRun.record(verification, session, in: &journal)
            if signal != nil || verification.wasStopped {
                stoppedBy = signal
                throw Failure(.conflict, "the verification of the merged files was stopped")
            }
            if verification.verdict.checks.isEmpty { throw Self.noChecks }
            return verification.verdict
        } catch {
            throw .verification(message: error.message, hints: error.hints)
        }
    }

    private static var noChecks: Failure {
        Failure(
            .conflict, "no check was found that says whether the merged files are good",
            hints: Failure.noChecks.hints + ["or, to merge them as they are, add '--no-verify'"])
    }
}
