import Domain
import Engine
import Git
import Journal

/// `post-commit`: a commit on a branch of ours is recorded, and what has waited for it goes on.
///
/// The script calls it in the background, and not amid a rebase or a row of picks.
enum PostCommitHook {
    static let run: HookCommand.Body = { (session, arguments) throws(Failure) in
        var journal = try session.openJournal()
        guard let head = try HookHead(arguments, in: journal.repository) else { return .done }
        // Of an amended commit, post-rewrite tells, which knows what it was before.
        let log = HeadLog.message(of: head.commit, in: journal.repository.gitDirectory) ?? ""
        if log.hasPrefix("commit (amend)") { return .done }
        try BranchMoves.tell(head, .commit, by: "post-commit", &journal, session)
        return .done
    }
}

/// What hooks do when a branch has moved.
enum BranchMoves {
    /// Records a move of a branch of ours and has what follows from it done in the background.
    ///
    /// That a branch was checked out is news only where it stands elsewhere than when it was seen last.
    static func tell(
        _ head: HookHead, _ cause: BranchMove.Cause, by hook: String, _ journal: inout Journal,
        _ session: borrowing Session
    ) throws(Failure) {
        let (reference, commit) = (head.reference, head.commit)
        // Also a branch of somebody else's can be one that a pull request is to be merged into.
        defer { try? follow(reference, in: &journal, session) }
        do throws(JournalError) {
            guard try WatchedBranches.contain(reference, in: &journal) else { return }
        } catch { throw Failure(error) }
        guard try BranchRecord.add(reference, at: commit, cause, by: hook, to: &journal, session) else {
            return
        }
        guard cause != .checkout else { return }
        let verifies =
            try session.configuration(of: journal.repository).bool("autowrk.verifyOnCommit") ?? true
        let folder = journal.repository.workingDirectory ?? journal.repository.commonDirectory
        try FollowUp.start(
            ["follow-up", WatchedBranches.name(of: reference), commit.hex] + (verifies ? ["--verify"] : []),
            in: folder, session)
    }

    /// Lets the pull requests of a branch follow it.
    static func follow(
        _ reference: String, in journal: inout Journal, _ session: borrowing Session
    ) throws(Failure) {
        let changes = try session.pullRequests(in: journal)
        do throws(PullRequestError) {
            _ = try changes.followAll(of: WatchedBranches.name(of: reference), in: &journal)
        } catch { throw Failure(error) }
    }
}
