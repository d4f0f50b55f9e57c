import Engine
import JSON
import Journal
import Platform
import Workflow

extension Subcommand {
    static let resume = Subcommand(
        path: ["resume"], summary: "go on with a run that was interrupted, is paused, or has an answer now",
        operands: "[<run>]", operandCount: 0...1,
        options: [
            Option(name: "--all", help: "go on with every run of this clone that can"),
            Option(name: "--detach", help: "leave the run to a process in the background"),
            .json,
        ],
        discussion: [
            """
            Completed steps are not repeated. A step that was under way is performed again when that does no \
            harm; else the run waits for 'retry' or 'skip'. Without a name it is the only run of this clone \
            that can go on. With --all and --json each run is printed as a document on a line.
            """,
            """
            A run that another clone owns is taken over; what that clone does from then on without knowing \
            counts for nothing, and 'show' lists it.
            """,
            """
            Where a run is paused as somebody could not be reached, an AI provider for instance, that step is \
            tried again, as with 'retry'. After any other failure the pause alone is over.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        if arguments.has("--all") {
            guard arguments.operands.isEmpty else {
                throw Failure(.usage, "option '--all' goes without a run")
            }
            return try Passes.run(&session, isJSON: arguments.has("--json"), every: nil)
        }
        let view = try Self.runToResume(arguments, session)
        let (run, name) = (view.state.id, view.shortName)
        if view.isPerformed { throw Failure(.busy(run)) }
        if case .ended(let status) = view.state.phase, view.state.requests.isEmpty {
            throw Failure(
                .conflict, "run '\(name)' is over: it is \(status.words(isInterrupted: false))",
                hints: RunAnswers.commands(for: view))
        }
        let following = try RunFollowing(session)
        if case .paused = view.state.phase {
            // Who was not there may be there now; to leave it at the failure would be the end of the run.
            let command = view.state.stepToAskAgain.map { RunCommand.retry(step: $0) } ?? .resume
            do throws(EngineError) {
                _ = try following.call { (engine) throws(EngineError) in
                    try await engine.request(command, of: run)
                }
            } catch { throw Failure(error) }
        }
        if arguments.has("--detach") {
            try RunFollowing.handOver(run, session)
            if arguments.has("--json") { try session.print(["id": .string(run.description)]) }
            return .done
        }
        var isOwn = view.isOwn
        let status = try following.follow(run, &session, isJSON: arguments.has("--json")) { state in
            isOwn = state.owner == following.engine.replica
            return ExitStatus(state)
        }
        if isOwn, !view.isOwn {
            session.remark("run \(name) is taken over from clone \(view.state.owner)")
        }
        return status
    }

    private static func runToResume(
        _ arguments: Arguments, _ session: borrowing Session
    ) throws(Failure) -> RunView {
        var journal = try session.openJournalForReading()
        let now = session.time.now()
        let choice = RunChoice(
            wanted: "can go on",
            fits: { view, _ in
                guard view.isOwn, !view.isPerformed else { return false }
                if case .paused = view.state.phase { return true }
                let work = view.state.work
                return view.state.status != .waiting || view.state.summary.hasRequests
                    || !work.listening.isEmpty || work.due.map { $0 <= now } ?? false
            })
        return try choice.choose(arguments.operands.first, in: &journal)
    }
}
