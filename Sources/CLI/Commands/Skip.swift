import Workflow

extension Subcommand {
    static let skip = Subcommand(
        path: ["skip"], summary: "go on without a step that is in the way",
        operands: "[<run>]", operandCount: 0...1,
        options: [RunSteering.stepOption] + RunSteering.options,
        discussion: [
            RunSteering.discussion,
            "A step is in the way when it has failed, waits, or was interrupted with an unknown outcome.",
        ]
    ) { (session, arguments) throws(Failure) in
        try RunSteering(
            command: { _ in .skip(step: arguments.value("--step")) },
            wanted: "has a step in the way", includesEnded: true
        ).run(&session, arguments)
    }
}
