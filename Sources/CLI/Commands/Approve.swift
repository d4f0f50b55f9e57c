import Workflow

extension Subcommand {
    static let approve = Subcommand(
        path: ["approve"], summary: "say yes to a step that waits for it",
        operands: "[<run>]", operandCount: 0...1,
        options: RunSteering.voteOptions,
        discussion: [RunSteering.discussion]
    ) { (session, arguments) throws(Failure) in
        let vote = Vote(approves: true, comment: arguments.value("--message"))
        return try RunSteering(
            command: { .vote(step: arguments.value("--step"), vote, by: $0) },
            wanted: "waits for your approval", reachesRunsOfSteps: true
        ).run(&session, arguments)
    }
}
