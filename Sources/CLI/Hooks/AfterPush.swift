import Domain
import Git
import Journal
import Platform

/// What is done when a push has arrived: state is pushed along, and pull requests are made.
///
/// Git has no hook for that. A process of its own waits for the end of `git push`, and then looks whether the
/// remote has what was pushed.
enum AfterPush {
    /// Nobody waits for a push for ever.
    private static let patience = Duration.seconds(3600)
    private static let pause = Duration.milliseconds(50)
    /// For each command that talks to the remote.
    private static let budget = Duration.seconds(120)

    /// Starts the process, where there is something for it to do.
    static func start(
        _ references: [PushedReference], to remote: String, _ journal: borrowing Journal,
        _ session: borrowing Session
    ) throws(Failure) {
        let replica: ReplicaID?
        do throws(JournalError) { replica = try journal.replica() } catch { throw Failure(error) }
        guard !references.isEmpty || replica != nil else { return }
        let push = HookRunner.process
        let folder = journal.repository.workingDirectory ?? journal.repository.commonDirectory
        try FollowUp.start(
            ["after-push", push.map { "\($0.id)/\($0.startTime)" } ?? "-", remote] + references.map(\.word),
            in: folder, session)
    }

    /// `git autowrk hook after-push <process> <remote> [<object>:<reference>]…`
    static let run: HookCommand.Body = { (session, arguments) throws(Failure) in
        guard arguments.count >= 2 else { throw Failure(.usage, "'after-push' needs a process and a remote") }
        wait(forEndOf: arguments[0])
        let remote = arguments[1]
        var journal = try session.openJournal()
        let folder = journal.repository.workingDirectory ?? journal.repository.commonDirectory
        let configuration = try session.configuration(of: journal.repository)
        // What has begun with the commit ends first, be it a run that makes a pull request: its state is pushed
        // along, and no second one is made.
        _ = try FollowUp.takeTurn(in: journal.repository)
        for reference in arguments.dropFirst(2).compactMap({ PushedReference(word: $0) }) {
            guard try hasArrived(reference, at: remote, journal.repository, session) else { continue }
            let isNews = try BranchRecord.add(
                reference.name, at: reference.commit, .push, by: "pre-push", to: &journal, session)
            if isNews { FollowUp.perform(["work", "--once"], in: folder, session) }
            guard configuration.bool("autowrk.push.pullRequests") ?? true else { continue }
            let branch = WatchedBranches.name(of: reference.name)
            for words in try FollowUp.commands(afterArrivalOf: branch, in: &journal) {
                FollowUp.perform(words, in: folder, session)
            }
        }
        // To an address without a name nothing is pushed along.
        if configuration.bool("autowrk.push.state") ?? true, configuration.remotes.contains(remote) {
            FollowUp.perform(
                ["sync", "--quiet", "--timeout", "\(budget.components.seconds)", remote], in: folder, session)
        }
        return .done
    }

    private static func wait(forEndOf process: String) {
        let words = process.split(separator: "/")
        guard words.count == 2, let id = Int32(words[0]), let startTime = UInt64(words[1]) else { return }
        let stopwatch = Stopwatch()
        while let process = ProcessStatus(id), !process.hasEnded, process.startTime == startTime,
            stopwatch.elapsed < patience
        {
            Pause.wait(pause)
        }
    }

    /// Whether the remote has a branch where it was pushed to, as far as Git has noted after the push, or as the
    /// remote says.
    private static func hasArrived(
        _ reference: PushedReference, at remote: String, _ repository: borrowing Repository,
        _ session: borrowing Session
    ) throws(Failure) -> Bool {
        let tracking = "refs/remotes/\(remote)/\(WatchedBranches.name(of: reference.name))"
        if let tip = try? repository.reference(tracking) { return tip == reference.commit }
        var environment = FollowUp.environment(session)
        environment["GIT_TERMINAL_PROMPT"] = "0"
        let question = ChildCommand(
            ["git", "--git-dir=\(repository.gitDirectory)", "ls-remote", remote, reference.name],
            environment: environment, timeLimit: budget)
        guard let answer = try? question.run(), answer.succeeded else { return false }
        return answer.outputText.split(separator: "\n").contains {
            $0.hasPrefix(reference.commit.hex) && $0.hasSuffix("\t" + reference.name)
        }
    }
}
