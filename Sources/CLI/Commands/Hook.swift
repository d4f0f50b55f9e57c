import Platform

extension Subcommand {
    static let hook = Subcommand(
        path: ["hook"],
        summary: "do what one of Git's hooks asks for; the scripts that 'init' installs call it",
        operands: "<name> [<argument>]…", operandCount: 1...Int.max, operandsMayStartWithDash: true,
        discussion: [
            """
            The arguments and the standard input are those that Git gives the hook (githooks(5)). Where hooks are \
            in the hands of another tool, let it call this. A failure of any kind is kept from Git; only a push that \
            autowrk.prePush refuses ends with another status, which is 77.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let (name, rest) = (arguments.operands[0], Array(arguments.operands.dropFirst()))
        guard let hook = HookCommand.all[name] else {
            throw Failure(
                .usage, "there is no hook '\(printable(name))'",
                hints: [HookCommand.all.keys.sorted().joined(separator: ", ")])
        }
        session.forgetAuthor()
        do throws(Failure) { return try hook(&session, rest) } catch {
            // A broken repository or a full disk is no reason for a commit or a push to fail.
            session.trace.note("hook", "\(name) failed: \(error.message)")
            return .done
        }
    }
}

/// What the hooks do, by name.
enum HookCommand {
    typealias Body = @Sendable (inout Session, [String]) throws(Failure) -> ExitStatus

    static let all: [String: Body] = [
        "prepare-commit-msg": MessageHooks.prepare, "commit-msg": MessageHooks.check,
        "post-commit": PostCommitHook.run, "post-rewrite": PostRewriteHook.run, "pre-push": PrePushHook.run,
        "post-merge": IntakeHooks.merge, "post-checkout": IntakeHooks.checkout,
        "post-receive": PostReceiveHook.run,
        // What the others leave to a process of its own.
        "after-push": AfterPush.run, "follow-up": FollowUp.run,
    ]
}
