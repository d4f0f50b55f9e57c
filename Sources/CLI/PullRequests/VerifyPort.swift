import Domain
import Engine
import Git
import Journal
import Platform
import Verification

/// What says whether the files of a merge are good: the verdict that is known of them, or else their checks.
struct VerifyPort {
    private let run: VerificationRun
    private let journal: SharedJournal
    private let actor: String
    private let signature: Signature

    /// Makes everything ready; nothing is run yet.
    init(_ session: borrowing Session) throws(Failure) {
        let journal = try session.openJournal()
        let identity = try session.identity(in: journal)
        actor = session.actor(identity)
        signature = Signature(
            name: identity.name, email: identity.email, seconds: session.time.now().milliseconds / 1000,
            offsetMinutes: 0)
        let board = VerificationBoard(session, style: TextStyle.error(session.terminal)) { lines in
            StandardError.write(lines.map { $0 + "\n" }.joined())
        }
        run = try VerificationRun(session, journal, board: board)
        self.journal = SharedJournal(try session.openJournal(), identity: identity)
    }

    /// What is said of a tree that the given commit has. It is recorded.
    func callAsFunction(_ tree: ObjectID, _ commit: ObjectID) throws -> Verdict {
        let known = try wait {
            try await journal.read { try KnownVerdicts(of: tree, commit: commit, in: &$0) }
        }
        let verification: Verification
        do throws(Failure) {
            verification = try run.perform(Verifier.Request(tree: tree, commit: commit), known: known)
                .verification
        } catch {
            throw PullRequestError.verification(message: error.message, hints: error.hints)
        }
        if verification.wasStopped {
            throw PullRequestError.verification(message: "the verification was stopped", hints: [])
        }
        if let decision = verification.decision(actor: actor) {
            let (verdict, signature) = (verification.verdict, signature)
            _ = try wait { try await journal.append(decision) }
            try wait {
                try await journal.read { journal in
                    try VerdictNote.write(verdict, on: commit, author: signature, in: journal.repository)
                }
            }
        }
        return verification.verdict
    }

    private func wait<R: Sendable>(_ body: @escaping @Sendable () async throws -> R) throws -> R {
        try BlockingTask { () async -> Result<R, any Error> in
            do { return .success(try await body()) } catch { return .failure(error) }
        }.wait().get()
    }
}
