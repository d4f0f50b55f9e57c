import Workflow

extension Subcommand {
    static let rollback = Subcommand(
        path: ["rollback"], summary: "take a run back: all of it, or to where a step had ended",
        operands: "[<run>]", operandCount: 0...1,
        options: [
            Option(name: "--soft", help: "end the run, and leave its branch for a person"),
            Option(name: "--hard", help: "take back every completed step, its branches included"),
            Option(name: "--to", value: "<step>", help: "take back what came after this step, and pause"),
        ] + RunSteering.options,
        discussion: [
            RunSteering.discussion,
            """
            Steps are taken back in reverse. A branch that somebody else has moved since is left alone. \
            What could not be taken back is listed on standard error; where something was tried and failed, \
            the exit status is 1.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        let mode = try Rollback.mode(arguments)
        return try RunSteering(
            command: { _ in .rollback(mode) }, wanted: "can be rolled back", includesEnded: true,
            status: { Rollback.status($0) }
        ).run(&session, arguments)
    }
}

/// What `rollback` and `abort` share.
enum Rollback {
    static func mode(_ arguments: Arguments) throws(Failure) -> RollbackMode {
        var modes: [RollbackMode] = []
        if arguments.has("--soft") { modes.append(.soft) }
        if arguments.has("--hard") { modes.append(.hard) }
        if let step = arguments.value("--to") { modes.append(.to(step: step)) }
        guard let mode = modes.first, modes.count == 1 else {
            throw Failure(
                .usage, "'rollback' needs one of '--soft', '--hard' and '--to'",
                hints: ["usage: \(Subcommand.rollback.usage)"])
        }
        return mode
    }

    /// Done when the run is back where it should be and nothing that was tried has failed.
    static func status(_ state: RunState) -> ExitStatus {
        let hasFailed = state.compensations.contains { _, compensation in
            if case .failed = compensation { true } else { false }
        }
        if hasFailed { return .failed }
        switch state.phase {
        case .ended(.rolledBack), .paused: return .done
        default: return ExitStatus(state)
        }
    }
}
