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
    /// unless there is one, or a run is at it that makes one itself.
    static func commands(
        afterArrivalOf branch: String, in journal: inout Journal
    ) throws(Failure) -> [[String]] {
        do throws(JournalError) {
            guard try PullRequestIndex.open(head: branch, in: &journal).isEmpty,
                try !WatchedBranches.haveLiveRun("refs/heads/\(branch)", in: &journal)
            else { return [] }
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
    /// One process at a time does, and of each branch one waits for its turn: it looks where the branch stands
    /// then, so that of many commits in a row the last one is verified.
    static let run: HookCommand.Body = { (session, arguments) throws(Failure) in
        guard arguments.count >= 2 else { throw Failure(.usage, "'follow-up' needs a branch and a commit") }
        let branch = arguments[0]
        let journal = try session.openJournal()
        let repository = journal.repository.commonDirectory
        let folder = journal.repository.workingDirectory ?? repository
        guard let turn = try takeTurn(after: branch, journal.repository) else { return .done }
        guard let commit = try? journal.repository.reference("refs/heads/\(branch)") else { return .done }
        for words in commands(afterMoveTo: commit.hex, verifies: arguments.contains("--verify")) {
            let tip = try? journal.repository.reference("refs/heads/\(branch)")
            guard tip == commit else { break }
            perform(words, in: folder, session)
        }
        _ = consume turn
        return .done
    }

    /// Waits until no other process does what follows on something.
    static func takeTurn(in repository: borrowing Repository) throws(Failure) -> FileLock {
        try lock("follow-up.lock", .block, repository)
    }

    /// The same for a branch; nil when another process waits for it already.
    private static func takeTurn(
        after branch: String, _ repository: borrowing Repository
    ) throws(Failure) -> FileLock? {
        let number: ObjectID
        do throws(GitError) {
            number = try repository.name(ofObject: Array(branch.utf8), as: .blob)
        } catch { throw Failure(error) }
        let name = "follow-up-\(number.hex.prefix(16)).lock"
        let waiting: FileLock
        do throws(Failure) { waiting = try lock(name, .none, repository) } catch {
            if error.kind == .conflict { return nil }
            throw error
        }
        let turn = try takeTurn(in: repository)
        // Whoever comes from now on has to wait for the next turn; whoever came before has left it to us.
        try? Files.remove("\(repository.commonDirectory)/autowrk/\(name)")
        _ = consume waiting
        return turn
    }

    private static func lock(
        _ name: String, _ wait: FileLock.Wait, _ repository: borrowing Repository
    ) throws(Failure) -> FileLock {
        do throws(LockError) {
            return try FileLock(
                path: "\(repository.commonDirectory)/autowrk/\(name)", mode: .exclusive, wait: wait)
        } catch {
            if case .wouldBlock = error { throw Failure(.conflict, "another process waits already") }
            throw Failure(.system, "cannot take turns: \(error)")
        }
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
