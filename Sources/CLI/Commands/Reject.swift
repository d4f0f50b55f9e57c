import Workflow

extension Subcommand {
    static let reject = Subcommand(
        path: ["reject"], summary: "say no to a step that waits for an approval",
        operands: "[<run>]", operandCount: 0...1,
        options: RunSteering.voteOptions,
        discussion: [
            RunSteering.discussion,
            "The exit status is 0 when the run has failed on account of that, else as with 'run'.",
        ]
    ) { (session, arguments) throws(Failure) in
        let vote = Vote(approves: false, comment: arguments.value("--message"))
        return try RunSteering(
            command: { .vote(step: arguments.value("--step"), vote, by: $0) },
            wanted: "waits for your approval", reachesRunsOfSteps: true,
            status: { state in
                let isRejected = state.steps.values.contains { $0.failure?.kind == .rejected }
                return state.status == .failed && isRejected ? .done : ExitStatus(state)
            }
        ).run(&session, arguments)
    }
}
