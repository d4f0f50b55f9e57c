import Git
import Journal
import Platform

/// `pre-push`: looks at the verdicts of branches of ours, and leaves the rest to a process that waits for the push.
enum PrePushHook {
    /// What is done about a branch whose tree has a failed or missing critical verdict, `autowrk.prePush`.
    enum Policy: String, CaseIterable {
        /// Verifies now what has no verdict; refuses what fails.
        case verify
        /// Says so, and lets it pass.
        case warn
        /// Refuses.
        case refuse
        /// Doesn't look.
        case off

        /// What the configuration says; nil for nothing.
        init?(in configuration: Configuration, _ session: borrowing Session) {
            guard let word = configuration.string("autowrk.prePush") else { return nil }
            guard let policy = Self(word) else {
                session.remark("git autowrk: \(Self.unknown(word))")
                return nil
            }
            self = policy
        }

        /// What a word stands for, in whatever case.
        init?(_ word: String) { self.init(rawValue: word.lowercased()) }

        /// Says that a word is none of them.
        static func unknown(_ word: String) -> String {
            "autowrk.prePush is '\(printable(word))', which counts as 'warn': there are "
                + allCases.map(\.rawValue).joined(separator: ", ")
        }
    }

    static let run: HookCommand.Body = { (session, arguments) throws(Failure) in
        let text: String
        do throws(SystemError) {
            text = String(decoding: try StandardInput.readToEnd(), as: UTF8.self)
        } catch { throw Failure(error) }
        let references = text.split(separator: "\n").compactMap { PushedReference(sending: $0) }
        guard let remote = arguments.first, !references.isEmpty else { return .done }
        var journal = try session.openJournal()
        let configuration = try session.configuration(of: journal.repository)
        let policy = Policy(in: configuration, session) ?? .warn
        var ours: [PushedReference] = []
        do throws(JournalError) {
            for reference in references where try WatchedBranches.contain(reference.name, in: &journal) {
                ours.append(reference)
            }
        } catch {
            // The state is broken: the push goes on.
            session.trace.note("hook", "pre-push: \(error)")
        }
        var isRefused = false
        for reference in ours where policy != .off {
            do throws(Failure) {
                if try refuses(reference, policy, &journal, session) { isRefused = true }
            } catch {
                session.trace.note("hook", "pre-push: \(error.message)")
            }
        }
        if isRefused { return .refused }
        try AfterPush.start(ours, to: remote, journal, session)
        return .done
    }

    /// Looks at one branch.
    private static func refuses(
        _ reference: PushedReference, _ policy: Policy, _ journal: inout Journal, _ session: borrowing Session
    ) throws(Failure) -> Bool {
        let name = WatchedBranches.name(of: reference.name)
        var standing = try VerdictStanding(of: reference.commit, in: &journal)
        if standing == .missing, policy == .verify {
            switch verify(reference.commit, journal.repository, session) {
            case .done: standing = .passed
            case .failed:
                session.remark("git autowrk: '\(printable(name))' is not pushed: verification failed")
                session.remark("hint: 'git push --no-verify' pushes it all the same")
                return true
            default:
                // What keeps it from verifying at all is no verdict.
                session.remark("git autowrk: '\(printable(name))' is pushed, but could not be verified")
                return false
            }
        }
        let finding: String
        switch standing {
        case .passed: return false
        case .missing: finding = "its tree is not verified"
        case .failed(let names):
            finding = "verification failed: \(names.map { printable($0) }.joined(separator: ", "))"
        }
        guard policy == .warn else {
            session.remark("git autowrk: '\(printable(name))' is not pushed: \(finding)")
            session.remark(
                "hint: 'git autowrk verify' verifies it, 'git push --no-verify' pushes it all the same")
            return true
        }
        session.remark("git autowrk: '\(printable(name))' is pushed, but \(finding)")
        return false
    }

    /// Verifies now; the person looks on. Nil for an end that is no exit status of ours.
    private static func verify(
        _ commit: ObjectID, _ repository: borrowing Repository, _ session: borrowing Session
    ) -> ExitStatus? {
        guard let program = Environment.programPath else { return nil }
        var command = ChildCommand(
            [program, "verify", commit.hex],
            in: repository.workingDirectory ?? repository.commonDirectory,
            environment: FollowUp.environment(session), errorOutput: .inherit, group: .inherited)
        // Git's own output goes to standard output.
        command.output = .stream { StandardError.write(String(decoding: $0, as: UTF8.self)) }
        guard let outcome = try? command.run(), case .exited(let status) = outcome.ending else { return nil }
        return ExitStatus(rawValue: status)
    }
}
