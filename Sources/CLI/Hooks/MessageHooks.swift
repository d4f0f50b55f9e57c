import HookScripts
import Platform

/// `prepare-commit-msg` and `commit-msg`: what they do stands in the scripts, which need no other process.
enum MessageHooks {
    static let prepare: HookCommand.Body = { (session, arguments) throws(Failure) in
        try run("prepare-commit-msg", session, arguments)
    }

    static let check: HookCommand.Body = { (session, arguments) throws(Failure) in
        try run("commit-msg", session, arguments)
    }

    private static func run(
        _ name: String, _ session: borrowing Session, _ arguments: [String]
    ) throws(Failure) -> ExitStatus {
        guard let script = HookScripts.hooks.first(where: { $0.name == name })?.text else { return .done }
        // There is no such folder, so the script finds no hook of others in it.
        let command = ChildCommand(
            ["/bin/sh", "-c", String(decoding: script, as: UTF8.self), "/-/\(name)"] + arguments,
            environment: session.environment, output: .inherit, errorOutput: .inherit, group: .inherited)
        do { _ = try command.run() } catch { throw Failure(error) }
        return .done
    }
}
