import Workflow

extension Subcommand {
    static let retry = Subcommand(
        path: ["retry"], summary: "perform a step again that has failed or whose outcome is unknown",
        operands: "[<run>]", operandCount: 0...1,
        options: [RunSteering.stepOption] + RunSteering.options,
        discussion: [RunSteering.discussion, "The steps behind it are performed again, too."]
    ) { (session, arguments) throws(Failure) in
        try RunSteering(
            command: { _ in .retry(step: arguments.value("--step")) },
            wanted: "has a step to be tried again", includesEnded: true
        ).run(&session, arguments)
    }
}
