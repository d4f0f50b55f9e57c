import Domain
import Engine
import Git
import Journal
import Platform

/// What goes on by itself after a hook, in a process of its own.
enum FollowUp {
    /// The commands, one after the other, that go on with the work when a branch has come to a commit: the runs that
    /// have waited for it, then its verification.
    static func commands(afterMoveTo commit: String, verifies: Bool) -> [[String]] {
        [["work", "--once"]] + (verifies ? [["verify", commit]] : [])
    }

    /// The commands when a branch has arrived at a remote or, from another clone, here: its pull request is made,
    /// unless there is one.
    static func commands(
        afterArrivalOf branch: String, in journal: inout Journal
    ) throws(Failure) -> [[String]] {
        do throws(JournalError) {
            guard try PullRequestIndex.open(head: branch, in: &journal).isEmpty else { return [] }
        } catch { throw Failure(error) }
        let issue = IssueBranch(branch)?.issue.map { ["--issue", $0] } ?? []
        return [["pr", "create", "--head", branch] + issue]
    }

    /// Starts `git autowrk hook <words>` in the background.
    static func start(_ words: [String], in folder: String, _ session: borrowing Session) throws(Failure) {
        guard let program = Environment.programPath else { return }
        let command = ChildCommand(
            [program, "hook"] + words, in: folder, environment: Self.environment(session))
        do { try command.spawnDetached() } catch { throw Failure(error) }
    }

    /// What a process that outlives a hook gets: nothing that ties it to the command that ran the hook.
    static func environment(_ session: borrowing Session) -> [String: String] {
        session.environment.filter { name, _ in
            !RepositoryVariables.places.contains(name)
                && !["GIT_EDITOR", "GIT_EXEC_PATH", "GIT_REFLOG_ACTION", "GIT_SEQUENCE_EDITOR"].contains(name)
        }
    }

    /// `git autowrk hook follow-up <branch> <commit> [--verify]`: performs the commands.
    ///
    /// One process at a time does; one that comes late, when the branch has gone on, leaves it to the next.
    static let run: HookCommand.Body = { (session, arguments) throws(Failure) in
        guard arguments.count >= 2 else { throw Failure(.usage, "'follow-up' needs a branch and a commit") }
        let (branch, commit) = (arguments[0], arguments[1])
        let journal = try session.openJournal()
        let folder = journal.repository.workingDirectory ?? journal.repository.commonDirectory
        let lock: FileLock
        do throws(LockError) {
            lock = try FileLock(
                path: journal.repository.commonDirectory + "/autowrk/follow-up.lock", mode: .exclusive,
                wait: .block)
        } catch { throw Failure(.system, "cannot take turns: \(error)") }
        for words in commands(afterMoveTo: commit, verifies: arguments.contains("--verify")) {
            let tip = try? journal.repository.reference("refs/heads/\(branch)")
            guard tip?.hex == commit else { break }
            perform(words, in: folder, session)
        }
        _ = consume lock
        return .done
    }

    /// Performs a command of ours, whatever comes of it.
    static func perform(_ words: [String], in folder: String, _ session: borrowing Session) {
        guard let program = Environment.programPath else { return }
        let command = ChildCommand(
            [program] + words, in: folder, environment: environment(session), output: .discard,
            errorOutput: .discard)
        let outcome = try? command.run()
        session.trace.note(
            "hook", "\(words.joined(separator: " ")): \(outcome.map { "\($0.ending)" } ?? "not started")")
    }
}
