import Engine
import JSON
import Journal
import Platform
import Workflow

extension Subcommand {
    static let fork = Subcommand(
        path: ["fork"], summary: "start a run that branches off from another one behind a step",
        operands: "<run>", operandCount: 1...1,
        options: [
            Option(name: "--at", value: "<step>", help: "the last step that both share"),
            Option(
                name: "--input", short: "-i", value: "<name>=<value>", repeats: true,
                help: "what is to be different"),
            Option(name: "--detach", help: "leave the new run to a process in the background"),
            .json,
        ],
        discussion: [
            """
            The new run takes over what the other one had done up to that step: its files, outputs and \
            branches, these under names of their own. The other run is left alone, whatever its state. The id \
            of the new run is printed first.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let step = try Self.lastSharedStep(arguments)
        let inputs = try RunInputs.parse(arguments.values("--input"))
        var journal = try session.openJournalForReading()
        let view = try RunReader.view(
            try RunNames.find(arguments.operands[0], in: &journal), in: &journal)
        try RunSteps.require(step, in: view)
        let following = try RunFollowing(session)
        let origin = view.state.id
        let run: RunID
        do throws(EngineError) {
            run = try following.call { (engine) throws(EngineError) in
                try await engine.fork(origin, at: step, inputs: inputs)
            }
        } catch { throw Failure(usage: error) }
        return try following.follow(new: run, &session, arguments)
    }

    private static func lastSharedStep(_ arguments: Arguments) throws(Failure) -> String {
        guard let step = arguments.value("--at") else {
            throw Failure(.usage, "'fork' needs '--at'", hints: ["usage: \(fork.usage)"])
        }
        return step
    }
}
