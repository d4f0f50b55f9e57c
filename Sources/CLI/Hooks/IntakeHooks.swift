import Domain
import Git
import Journal
import Platform

/// `post-merge` and `post-checkout`: what a fetch has brought is taken in, so that the next command need not.
enum IntakeHooks {
    static let merge: HookCommand.Body = { (session, arguments) throws(Failure) in
        try takeIn(.merge, by: "post-merge", arguments.dropFirst(), session)
    }

    static let checkout: HookCommand.Body = { (session, arguments) throws(Failure) in
        try takeIn(.checkout, by: "post-checkout", arguments.dropFirst(3), session)
    }

    /// Makes the file whose time tells the script of `post-checkout` whether there was a fetch since.
    static func mark(_ journal: borrowing Journal) {
        let folder = journal.repository.commonDirectory + "/autowrk"
        try? Files.createDirectories(folder)
        try? Files.writeAtomically([], to: "\(folder)/taken-in", durable: false)
    }

    private static func takeIn(
        _ cause: BranchMove.Cause, by hook: String, _ words: ArraySlice<String>,
        _ session: borrowing Session
    ) throws(Failure) -> ExitStatus {
        var journal = try session.openJournal()
        mark(journal)
        do throws(JournalError) { try journal.refresh() } catch { throw Failure(error) }
        guard let head = try HookHead(words, in: journal.repository) else { return .done }
        try BranchMoves.tell(head, cause, by: hook, &journal, session)
        return .done
    }
}
