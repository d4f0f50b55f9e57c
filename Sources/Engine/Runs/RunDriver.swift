import Git
import Journal
import Platform
import Workflow

/// Goes on with one run, in one task of one process.
///
/// It keeps deciding and carrying out until nothing is under way and nothing is due soon.
final class RunDriver {
    let run: RunID
    let engine: Engine
    private(set) var state: RunState
    let interpreter: Interpreter
    private var loaded: LoadedRun
    /// Whether the run was started by this process, so that nothing of it can be under way elsewhere.
    private let isFresh: Bool
    private let signals: AsyncStream<RunSignal>
    private let continuation: AsyncStream<RunSignal>.Continuation
    private var performing: [String: Task<Void, Never>] = [:]
    private var compensating: String?
    /// Steps whose own runs wait for somebody; looked at once more before the driver leaves.
    private var suspended: Set<String> = []
    private var hasLookedAgain = false
    private var isCancelled = false

    init(_ run: RunID, engine: Engine, isFresh: Bool) async throws(EngineError) {
        loaded = try await engine.store.load(run)
        guard let state = loaded.state else { throw .unknownRun(run) }
        (self.run, self.engine, self.state, self.isFresh) = (run, engine, state, isFresh)
        interpreter = try await engine.definitions.interpreter(for: run, blob: state.start.definition)
        (signals, continuation) = AsyncStream.makeStream()
    }

    /// Goes on until the run is over or waits.
    func drive() async throws(EngineError) -> RunState {
        if !isFresh { try await takeOver() }
        engine.watcher.add(run, continuation)
        defer { engine.watcher.remove(run) }
        let continuation = continuation
        let outcome = await withTaskCancellationHandler {
            await perform()
        } onCancel: {
            continuation.yield(.stop)
        }
        return try outcome.get()
    }

    private func perform() async -> Result<RunState, EngineError> {
        var failure: EngineError?
        var iterator = signals.makeAsyncIterator()
        do throws(EngineError) {
            try await decide(.advance)
            while try await carryOut() {
                guard let signal = await iterator.next() else { break }
                try await handle(signal)
            }
        } catch {
            failure = error
            // Commands end with their driver: nobody else would know of them.
            stopPerforming()
            while !performing.isEmpty, let signal = await iterator.next() {
                if case .ended(let step, _) = signal { performing[step] = nil }
            }
        }
        return if let failure { .failure(failure) } else { .success(state) }
    }

    // MARK: Deciding

    /// Decides and records; once more from the start when somebody else has recorded something meanwhile.
    func decide(
        _ command: RunCommand, attachments: [Attachment] = [], of step: String? = nil
    ) async throws(EngineError) {
        while true {
            let events: [RunEvent]
            do {
                events = try interpreter.decide(command, in: state, engine.decisionContext(for: state))
            } catch {
                // What has come of a step that is not under way any more, as others have decided.
                engine.configuration.trace.note("refused", "run \(run): \(error.message)")
                return
            }
            if events.isEmpty { return }
            var carried: [Int: [Attachment]] = [:]
            if !attachments.isEmpty, let place = events.firstIndex(where: { $0.endedStep == step }) {
                carried[place] = attachments
            }
            let records = try await engine.store.append(
                events, to: run, after: state.newest, attachments: carried)
            if let records {
                state.append(records)
                loaded.count += records.count
                engine.configuration.observe(.recorded(run, records))
                // A clone that finds itself copied takes another name, and with it loses its runs.
                if let record = records.first, record.replica != state.owner { try await reload() }
                return
            }
            try await reload()
        }
    }

    /// Reads the run anew: other processes may have asked for something, other clones may have taken it.
    private func reload() async throws(EngineError) {
        loaded = try await engine.store.load(run)
        guard let state = loaded.state else { throw .unknownRun(run) }
        self.state = state
        guard state.owner == engine.replica else { throw .lostClaim(run, owner: state.owner) }
    }

    // MARK: Taking over

    private func takeOver() async throws(EngineError) {
        if case .ended = state.phase {
            guard !state.requests.isEmpty else { return }
        } else {
            try await decide(.claim)
        }
        let material = RunMaterial(run: loaded)
        let state = state
        do { try await engine.repository.use { try material.provide(state, in: $0) } } catch {
            throw EngineError(error)
        }
        for step in state.work.performing { try await recover(step) }
    }

    /// Settles what is to be done with a step that was under way in a process that is gone.
    private func recover(_ step: String) async throws(EngineError) {
        switch await engine.recovery(of: step, in: state, interpreter) {
        case .done(let outcome): try await finish(step, .completed(outcome))
        case .repeatable: try await decide(.interruptStep(step, isRepeatable: true))
        case .unknown: try await decide(.interruptStep(step, isRepeatable: false))
        }
    }

    // MARK: Carrying out

    /// Starts what the state asks for and is not under way yet; false when there is nothing to stay for.
    private func carryOut() async throws(EngineError) -> Bool {
        try await receiveEvents()
        let work = state.work
        if work.isStopping || isCancelled { for task in performing.values { task.cancel() } }
        if case .pending = state.phase, try await engine.admit(self) { return try await carryOut() }
        for step in work.performing + work.following
        where performing[step] == nil && !suspended.contains(step) && !isCancelled {
            perform(step)
        }
        if let step = work.compensating, compensating != step, !isCancelled {
            compensating = step
            let (engine, state, interpreter, continuation) = (engine, state, interpreter, continuation)
            Task {
                let compensation = await engine.compensate(step, in: state, interpreter)
                continuation.yield(.compensated(step, compensation))
            }
        }
        if !performing.isEmpty || (compensating != nil && !isCancelled) { return true }
        if !suspended.isEmpty, !hasLookedAgain {
            (suspended, hasLookedAgain) = ([], true)
            return try await carryOut()
        }
        return !isCancelled && waitForTime(work)
    }

    /// Ends waits for events that were recorded by now.
    private func receiveEvents() async throws(EngineError) {
        for step in state.work.listening {
            guard let result = try await engine.awaitedEvent(of: step, in: state, interpreter) else {
                continue
            }
            try await decide(.signalStep(step, result))
        }
    }

    private func perform(_ step: String) {
        let (engine, state, interpreter, continuation) = (engine, state, interpreter, continuation)
        performing[step] = Task {
            let ending = await engine.perform(step, in: state, interpreter)
            continuation.yield(.ended(step, ending))
        }
    }

    /// Whether the run is worth staying for until the clock makes a difference.
    private func waitForTime(_ work: RunWork) -> Bool {
        guard let due = work.due else { return false }
        let left = due.milliseconds - engine.now().milliseconds
        if let patience = engine.configuration.patience, .milliseconds(left) > patience { return false }
        let continuation = continuation
        Task {
            try? await Task.sleep(for: .milliseconds(max(left, 1)))
            continuation.yield(.time)
        }
        return true
    }

    private func stopPerforming() {
        isCancelled = true
        for task in performing.values { task.cancel() }
    }

    // MARK: What comes of it

    private func handle(_ signal: RunSignal) async throws(EngineError) {
        switch signal {
        case .ended(let step, let ending):
            performing[step] = nil
            // A process that is told to stop leaves its steps to the next one.
            if isCancelled, case .failed(let failure, _) = ending, failure.kind == .cancelled { return }
            try await finish(step, ending)
        case .compensated(let step, let compensation):
            compensating = nil
            try await decide(.compensateStep(step, compensation))
        case .time: try await decide(.advance)
        case .news(let count):
            guard count != loaded.count else { return }
            try await reload()
            try await decide(.advance)
        case .stop: stopPerforming()
        }
    }

    private func finish(_ step: String, _ ending: StepEnding) async throws(EngineError) {
        switch ending {
        case .completed(let outcome):
            let merged: StepOutcome
            do throws(StepFailure) {
                merged = try await engine.merge(outcome, of: step, into: state)
            } catch {
                return try await decide(
                    .failStep(step, error, StepResult()), attachments: outcome.attachments, of: step)
            }
            try await decide(
                .completeStep(step, merged.result), attachments: merged.attachments, of: step)
        case .failed(let failure, let outcome):
            var result = outcome.result
            result.tree = nil
            try await decide(
                .failStep(step, failure, result), attachments: outcome.attachments, of: step)
        case .suspended(let child):
            suspended.insert(step)
            try await decide(.suspendStep(step, run: child))
        }
    }
}

/// What a driver hears of.
enum RunSignal: Sendable {
    /// A step has come to an end.
    case ended(String, StepEnding)
    /// A step was taken back, or not.
    case compensated(String, Compensation)
    /// A time has come, or something has happened anywhere.
    case time
    /// How many events about the run there are; somebody else may have recorded some.
    case news(count: Int)
    /// This process is told to leave the run as it is.
    case stop
}

/// How an attempt at a step has ended.
enum StepEnding: Sendable {
    case completed(StepOutcome)
    case failed(StepFailure, StepOutcome)
    /// The run that the step has started waits for somebody.
    case suspended(RunID)
}

extension RunEvent {
    /// The step that the event says has ended, or an attempt at it.
    var endedStep: String? {
        switch self {
        case .stepCompleted(let step, _), .stepFailed(let step, _, _, _): step
        default: nil
        }
    }
}
