import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

/// Goes on with runs in this process: the engine, what is shown meanwhile, and what a signal means.
struct RunFollowing {
    let engine: Engine
    let board: RunBoard
    let signals: StopSignals

    /// What came of a run.
    typealias Outcome = (run: RunID, result: Result<RunState, EngineError>)

    /// Makes everything ready; nothing is recorded yet.
    ///
    /// - Parameters:
    ///   - session: what the program was started with.
    ///   - base: the commit whose workflows steps can start; nil for that of `HEAD`.
    ///   - patience: how long to stay for the sake of a time that has to come; nil for ever.
    ///   - namesRuns: whether there may be several runs, so that lines have to name theirs.
    ///   - mode: how runs are shown; nil as the terminal allows.
    init(
        _ session: borrowing Session, base: ObjectID? = nil, patience: Duration? = .seconds(60),
        namesRuns: Bool = false, mode: RunBoard.Mode? = nil
    ) throws(Failure) {
        let board = RunBoard(
            try session.openJournal(), session, mode: mode ?? RunBoard.mode(session), namesRuns: namesRuns)
        self.board = board
        // Before the engine starts its threads.
        do throws(SystemError) {
            signals = try StopSignals { _ in board.remarkStop() }
        } catch { throw Failure(error) }
        engine = try session.openEngine(
            try session.openJournal(), base: base, patience: patience, observe: board.observer)
    }

    /// Waits for one call of the engine.
    func call<R: Sendable>(
        _ body: @escaping @Sendable (Engine) async throws(EngineError) -> R
    ) throws(EngineError) -> R {
        let engine = engine
        return try signals.run { () async -> Result<R, EngineError> in
            do throws(EngineError) { return .success(try await body(engine)) } catch {
                return .failure(error)
            }
        }.value.get()
    }

    /// Goes on with runs until each is over or waits for somebody, or a signal comes.
    func follow(_ runs: [RunID]) -> (outcomes: [Outcome], stoppedBy: StopSignal?) {
        let (engine, board) = (engine, board)
        let (outcomes, signal) = signals.run {
            await board.whileDrawn { () async -> [Outcome] in
                await withTaskGroup(of: Outcome.self) { group in
                    for run in runs {
                        group.addTask { (run, await Self.attempt(run, engine)) }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
            }
        }
        return (outcomes, signal)
    }

    /// What comes of going on with a run.
    static func attempt(_ run: RunID, _ engine: Engine) async -> Result<RunState, EngineError> {
        do throws(EngineError) { return .success(try await engine.follow(run)) } catch {
            return .failure(error)
        }
    }

    /// Goes on with one run, and tells how it stands then.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - session: where its document is printed.
    ///   - isJSON: whether there is one.
    ///   - status: what the caller of the program is told when no signal has come.
    func follow(
        _ run: RunID, _ session: inout Session, isJSON: Bool,
        status: (RunState) -> ExitStatus = { ExitStatus($0) }
    ) throws(Failure) -> ExitStatus {
        let (outcomes, signal) = follow([run])
        let state: RunState
        do throws(EngineError) {
            guard let outcome = outcomes.first else { throw .unknownRun(run) }
            state = try outcome.result.get()
        } catch {
            board.finish([])
            throw Failure(error)
        }
        var journal = try session.openJournal()
        let view = try RunReader.view(of: state, in: &journal)
        board.finish([view])
        if let hint = CommitHint.text(for: view, in: journal, session) { session.remark(hint) }
        if isJSON { try session.print(RunDocument.document(of: view)) }
        if let signal, !state.phase.isOver { return ExitStatus(signal) }
        return status(state)
    }

    /// Goes on with a run that was just started, here or with `--detach` in the background. Its name is
    /// printed before.
    func follow(
        new run: RunID, _ session: inout Session, _ arguments: Arguments
    ) throws(Failure) -> ExitStatus {
        let isJSON = arguments.has("--json")
        if !isJSON {
            try session.print(run.description)
            try session.flush()
        }
        guard arguments.has("--detach") else { return try follow(run, &session, isJSON: isJSON) }
        engine.handOver(run)
        try Self.handOver(run, session)
        if isJSON { try session.print(["id": .string(run.description)]) }
        return .done
    }

    /// Starts a process of its own that goes on with a run.
    static func handOver(_ run: RunID, _ session: borrowing Session) throws(Failure) {
        guard let program = Environment.programPath else {
            throw Failure(
                .system, "cannot start a process for run '\(run)': '/proc' is not there",
                hints: ["git autowrk resume \(run)"])
        }
        let command = ChildCommand(
            [program, "resume", run.description], environment: session.environment)
        do throws(SystemError) { try command.spawnDetached() } catch { throw Failure(error) }
    }
}
