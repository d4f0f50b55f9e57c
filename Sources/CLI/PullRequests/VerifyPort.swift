import Domain
import Engine
import Git
import Journal
import Platform

/// What says whether the files of a merge are good.
struct VerifyPort: Sendable {
    /// What is said of a tree, which the given commit has.
    let verify: @Sendable (_ tree: ObjectID, _ commit: ObjectID) async throws -> Verdict

    /// Answers from what was recorded, and refuses what nobody has verified.
    static func recorded(_ session: borrowing Session) throws(Failure) -> VerifyPort {
        let journal = try session.openJournal()
        let identity = try session.identity(in: journal)
        let shared = SharedJournal(journal, identity: identity)
        return VerifyPort { tree, commit in
            let verdict = try await shared.read { journal in
                try RecordedVerdicts.verdict(of: tree.hex, in: &journal)
            }
            if let verdict { return verdict }
            throw PullRequestError.verification(
                message: "the files that the merge would make are not verified",
                hints: [
                    "git autowrk verify \(commit)", "or, to merge them as they are, add '--no-verify'",
                ])
        }
    }

    /// Waits for the answer.
    func callAsFunction(_ tree: ObjectID, _ commit: ObjectID) throws -> Verdict {
        let verify = verify
        return try BlockingTask { () async -> Result<Verdict, any Error> in
            do { return .success(try await verify(tree, commit)) } catch { return .failure(error) }
        }.wait().get()
    }
}
