import Workflow

extension Subcommand {
    static let abort = Subcommand(
        path: ["abort"], summary: "stop a run, and take back what it has done",
        operands: "[<run>]", operandCount: 0...1, options: RunSteering.options,
        discussion: [
            RunSteering.discussion,
            """
            As 'rollback --hard' for a run that is not over: completed steps are taken back in reverse. What \
            could not be taken back is listed on standard error; where something was tried and failed, the \
            exit status is 1.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        try RunSteering(
            command: { _ in .rollback(.hard) }, wanted: "is under way", status: { Rollback.status($0) }
        ).run(&session, arguments)
    }
}
