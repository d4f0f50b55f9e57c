import Engine
import JSON
import Journal
import Platform
import Workflow

/// What the commands have in common that ask something of a run and then go on with it.
struct RunSteering {
    /// What is asked; with the actor, as votes have one.
    let command: (_ actor: String) -> RunCommand
    /// What is said where no run is named and none fits.
    let wanted: String
    /// Whether it makes sense for runs that are over.
    var includesEnded = false
    /// Whether it is meant for the run that a step of the named one waits for, where it makes sense for that
    /// alone: a question of an agent is a run of its own.
    var reachesRunsOfSteps = false
    /// What the caller of the program is told in the end.
    var status: (RunState) -> ExitStatus = { ExitStatus($0) }

    /// What all of them understand.
    static let options = [
        Option(name: "--detach", help: "leave what follows to a process in the background"),
        Option(name: "--no-follow", help: "record the request only; 'resume' or 'work' act on it"),
        .json,
    ]
    /// For those about one step.
    static let stepOption = Option(
        name: "--step", value: "<step>", help: "which step, where there are several")
    /// For those that vote on a step.
    static let voteOptions =
        [Option(name: "--message", short: "-m", value: "<text>", help: "why"), stepOption] + options
    /// A sentence about the run for their discussions.
    static let discussion = """
        Without a name it is the only run for which that makes sense. The request is recorded first; then \
        this process goes on with the run, unless another one is at it, or another clone owns it.
        """

    func run(_ session: inout Session, _ arguments: Arguments) throws(Failure) -> ExitStatus {
        let view = try chosen(arguments, session)
        let following = try RunFollowing(session)
        let actor = session.actor(try session.identity(in: try session.openJournal()))
        let (command, run) = (command(actor), view.state.id)
        let addressee = reachesRunsOfSteps ? try addressee(command, of: view, session) : run
        let state: RunState
        do throws(EngineError) {
            state = try following.call { (engine) throws(EngineError) in
                try await engine.request(command, of: addressee)
            }
        } catch { throw Failure(error) }
        if state.owner != following.engine.replica {
            session.remark(
                "recorded; clone \(state.owner) goes on with run \(view.shortName) after 'git autowrk sync'")
            session.remark("hint: 'git autowrk resume \(view.shortName)' takes it over")
            return try leave(run, &session, arguments)
        }
        if following.engine.isPerforming(run) {
            session.remark("recorded; another process is at run \(view.shortName) and goes on with it")
            return try leave(run, &session, arguments)
        }
        if arguments.has("--detach") {
            try RunFollowing.handOver(run, session)
            return try leave(run, &session, arguments)
        }
        if arguments.has("--no-follow") {
            session.remark("recorded; 'git autowrk resume \(view.shortName)' goes on with the run")
            return try leave(run, &session, arguments)
        }
        return try following.follow(run, &session, isJSON: arguments.has("--json"), status: status)
    }

    /// The run that is meant, once it is clear that it has the step that is named.
    private func chosen(_ arguments: Arguments, _ session: borrowing Session) throws(Failure) -> RunView {
        var journal = try session.openJournalForReading()
        let actor = session.actor(try session.identity(in: journal))
        let choice = RunChoice(
            wanted: wanted, includesEnded: includesEnded, command(actor), session)
        let view = try choice.choose(arguments.operands.first, in: &journal)
        if let step = arguments.value("--step") { try RunSteps.require(step, in: view) }
        return view
    }

    /// The run that takes the request; the named one where none does, as it tells why.
    private func addressee(
        _ command: RunCommand, of view: RunView, _ session: borrowing Session
    ) throws(Failure) -> RunID {
        var journal = try session.openJournalForReading()
        let choice = RunChoice(wanted: wanted, command, session)
        var rest = [view]
        while !rest.isEmpty {
            let view = rest.removeFirst()
            if let definition = RunReader.definition(of: view.state, in: journal),
                choice.fits(view, Interpreter(definition))
            {
                return view.state.id
            }
            for step in view.state.work.following {
                guard let child = view.state.steps[step]?.child else { continue }
                rest.append(try RunReader.view(child, in: &journal))
            }
        }
        return view.state.id
    }

    private func leave(
        _ run: RunID, _ session: inout Session, _ arguments: Arguments
    ) throws(Failure) -> ExitStatus {
        guard arguments.has("--json") else { return .done }
        var journal = try session.openJournal()
        try session.print(RunDocument.document(of: try RunReader.view(run, in: &journal)))
        return .done
    }
}
