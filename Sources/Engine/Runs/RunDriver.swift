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
    let interpreter: Interpreter
    private(set) var state: RunState
    private(set) var loaded: LoadedRun
    /// Whether the run is this process's: it was started here, or claimed.
    private var isClaimed: Bool
    /// The clone's name; one that finds itself copied takes another.
    private var replica: String
    let signals: RunSignals
    var work = WorkUnderWay()
    /// What the issue is told that the run is about.
    private var comments: IssueComments?

    /// - Parameters:
    ///   - run: the run.
    ///   - engine: whose it is.
    ///   - isFresh: whether this process has started the run, so that nothing of it can be under way
    ///     elsewhere.
    ///   - signals: what it hears of.
    init(
        _ run: RunID, engine: Engine, isFresh: Bool, _ signals: RunSignals
    ) async throws(EngineError) {
        // Before the run is read, so that nothing is missed that comes behind.
        await engine.watcher.add(run, signals)
        do throws(EngineError) {
            loaded = try await engine.store.load(run)
            guard let state = loaded.state else { throw .unknownRun(run) }
            self.state = state
            interpreter = try await engine.definitions.interpreter(for: run, blob: state.start.definition)
            comments = IssueComments(
                loaded, state, told: try await engine.store.newestComment(of: state), engine.configuration)
        } catch {
            engine.watcher.remove(run)
            throw error
        }
        (self.run, self.engine, self.signals) = (run, engine, signals)
        (isClaimed, replica) = (isFresh, engine.replica)
    }

    /// Goes on until the run is over or waits, and lets go of it then.
    func drive() async throws(EngineError) {
        defer {
            work.timer?.cancel()
            engine.watcher.remove(run)
        }
        do throws(EngineError) {
            try await takeOver()
            try await decide(.advance)
            try await goOn()
        } catch {
            await abandon()
            throw error
        }
    }

    // MARK: Deciding

    /// Decides and records; once more from the start when somebody else has recorded something meanwhile.
    ///
    /// - Parameters:
    ///   - command: what is to be decided.
    ///   - outcome: what goes along with the end of a step, or with its being taken back.
    ///   - step: which step that is.
    func decide(
        _ command: RunCommand, with outcome: StepOutcome = StepOutcome(), of step: String? = nil
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
            let all = try await claim() + events
            var carried: [Int: [Attachment]] = [:]
            let place = step.flatMap { step in all.firstIndex { $0.endedStep == step } }
            if let place, !outcome.attachments.isEmpty { carried[place] = outcome.attachments }
            let news = comments?.adding(all, at: engine.now())
            let others = (place == nil ? [] : outcome.events) + (news?.draft.map { [$0] } ?? [])
            if try await record(all, carried, others: others) {
                comments = news?.rest
                return
            }
        }
    }

    /// What makes the run this process's own, if it is not yet.
    ///
    /// What only another clone has must turn out to be missing before the run is taken away from it.
    private func claim() async throws(EngineError) -> [RunEvent] {
        if isClaimed { return [] }
        try await engine.provideMaterial(of: loaded, state, isTakenOver: state.owner != replica)
        do { return try interpreter.decide(.claim, in: state, engine.decisionContext(for: state)) } catch {
            throw .refused(error)
        }
    }

    /// - Returns: whether the events are recorded and count.
    private func record(
        _ events: [RunEvent], _ attachments: [Int: [Attachment]] = [:], others: [EventDraft] = []
    ) async throws(EngineError) -> Bool {
        let records = try await engine.store.append(
            events, to: run, after: state.newest, attachments: attachments, others: others)
        guard let records, let first = records.first else {
            try await reload()
            return false
        }
        engine.configuration.observe(.recorded(run, records))
        replica = first.replica
        if case .claimed = first.event { isClaimed = true }
        state.append(records)
        loaded.count += records.count
        if state.owner == replica { return true }
        // A clone that finds itself copied takes another name, and has to claim its runs by that.
        isClaimed = false
        try await reload()
        return false
    }

    /// Reads the run anew: other processes may have asked for something, other clones may have taken it.
    func reload() async throws(EngineError) {
        let known = state.newest
        loaded = try await engine.store.load(run)
        guard let state = loaded.state else { throw .unknownRun(run) }
        self.state = state
        comments?.add(loaded.records.filter { $0.id > known })
        if isClaimed, state.owner != replica { throw .lostClaim(run, owner: state.owner) }
    }

    // MARK: Taking over

    /// Settles what a process that is gone has left under way. Without that a run of this clone is not
    /// claimed before there is something to record; one of another clone is taken from it at once.
    private func takeOver() async throws(EngineError) {
        if isClaimed || state.phase.isOver { return }
        let left = state.work
        if state.owner == replica, left.performing.isEmpty, left.compensating == nil { return }
        while !isClaimed { _ = try await record(claim()) }
        for step in state.work.performing { try await recover(step) }
    }

    private func recover(_ step: String) async throws(EngineError) {
        switch await engine.recovery(of: step, in: state, interpreter) {
        case .done(let outcome): try await finish(step, .completed(outcome))
        case .repeatable: try await decide(.interruptStep(step, isRepeatable: true))
        case .unknown: try await decide(.interruptStep(step, isRepeatable: false))
        }
    }
}

extension RunEvent {
    /// The step that the event says has ended, or an attempt at it, or was taken back.
    var endedStep: String? {
        switch self {
        case .stepCompleted(let step, _), .stepFailed(let step, _, _, _), .stepCompensated(let step, _): step
        default: nil
        }
    }
}
