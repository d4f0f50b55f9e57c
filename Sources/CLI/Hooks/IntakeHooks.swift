import Domain
import Git
import Journal
import Platform

/// `post-merge` and `post-checkout`: what a fetch has brought is taken in, so that the next command need not.
enum IntakeHooks {
    static let merge: HookCommand.Body = { (session, _) throws(Failure) in
        try takeIn(.merge, by: "post-merge", session)
    }

    static let checkout: HookCommand.Body = { (session, _) throws(Failure) in
        try takeIn(.checkout, by: "post-checkout", session)
    }

    /// Makes the file whose time tells the script of `post-checkout` whether there was a fetch since.
    static func mark(_ journal: borrowing Journal) {
        let folder = journal.repository.commonDirectory + "/autowrk"
        try? Files.createDirectories(folder)
        try? Files.writeAtomically([], to: "\(folder)/taken-in", durable: false)
    }

    private static func takeIn(
        _ cause: BranchMove.Cause, by hook: String, _ session: borrowing Session
    ) throws(Failure) -> ExitStatus {
        var journal = try session.openJournal()
        mark(journal)
        do throws(JournalError) { try journal.refresh() } catch { throw Failure(error) }
        let head: Head
        do throws(GitError) { head = try journal.repository.head() } catch { throw Failure(error) }
        guard case .branch(let reference, let commit) = head else { return .done }
        try BranchMoves.tell(reference, commit, cause, by: hook, &journal, session)
        return .done
    }
}
