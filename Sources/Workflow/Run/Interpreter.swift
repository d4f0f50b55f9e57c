public import Platform

/// Decides what becomes of the runs of one definition: state × command → events, without any effect.
///
/// | command | pending | active | paused | stopping | rolling back | ended |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | vote | no | on a step that waits for one | the same | no | no | no |
/// | retry | no | a failed, retrying or unknown step | the same | no | no | failed, cancelled |
/// | skip | no | a failed, retrying, unknown or waiting step | the same | no | no | failed |
/// | resume | no | no | yes | no | no | no |
/// | cancel | yes | yes | yes | yes | no | no |
/// | rollback | soft or hard | soft, hard or to a completed step | the same | the same | no | unless rolled back |
/// | claim | yes | yes | yes | yes | yes | when something is asked of it |
/// | admit | yes | no | no | no | no | no |
/// | advance | yes | yes | yes | yes | yes | yes |
/// | completeStep, failStep | no | a step under way | the same | the same | no | no |
/// | interruptStep | no | a step under way | the same | the same | no | no |
/// | suspendStep | no | a step under way | the same | the same | no | no |
/// | signalStep | no | a step that waits for an event or a run | the same | the same | no | no |
/// | compensateStep | no | no | no | no | the next one | no |
///
/// A run is *stopping* from the request to cancel it or to take it back until what is under way has ended.
///
/// What people ask for is recorded as a request, which any clone may do. What follows from it the owner
/// decides when it advances the run.
public struct Interpreter: Sendable {
    /// What the runs perform.
    public let definition: Definition
    let graph: RunGraph
    /// Of each step, by its place in the file.
    let conditions: [StepCondition?]

    /// An interpreter for the runs of a definition that has passed its checks.
    public init(_ definition: Definition) {
        self.definition = definition
        let graph = RunGraph(definition)
        self.graph = graph
        conditions = definition.steps.map { $0.condition.map { StepCondition($0, graph) } }
    }

    /// The first events of a run: its start and what follows from that at once.
    ///
    /// - Parameters:
    ///   - start: how it begins.
    ///   - run: its name.
    ///   - actor: who starts it.
    ///   - replica: the clone that will own it.
    ///   - context: the time, and what else the definition may ask for.
    public func begin(
        _ start: RunStart, of run: RunID, by actor: String, in replica: String, _ context: DecisionContext
    ) -> [RunEvent] {
        let record = RunRecord(
            id: "", replica: replica, at: context.now, actor: actor, event: .started(start))
        guard let state = RunState(run, record) else { return [] }
        return [.started(start)] + advance(state, [], context)
    }

    /// The concurrency group of a run that starts so; nil for a definition without.
    public func group(of start: RunStart, run: RunID, at now: Timestamp) throws(ExpressionError) -> String? {
        guard let concurrency = definition.concurrency else { return nil }
        let record = RunRecord(id: "", replica: "", at: now, actor: "", event: .started(start))
        guard let state = RunState(run, record) else { return nil }
        let text = try concurrency.group.evaluate(
            in: evaluationContext(nil, state, DecisionContext(now: now))
        ).text
        return text.isEmpty ? nil : text
    }

    /// What a command means for a run that stands here.
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - state: where the run stands.
    ///   - context: the time, and what else the state does not hold.
    /// - Returns: the events to be recorded together; none when there is nothing to do.
    /// - Throws: why it can't be.
    public func decide(
        _ command: RunCommand, in state: RunState, _ context: DecisionContext
    ) throws(RunRefusal) -> [RunEvent] {
        switch command {
        case .vote(let step, let vote, let actor):
            [.voted(step: try waitingStep(step, for: actor, in: state), vote)]
        case .retry(let step): [.retryRequested(step: try stepToRetry(step, in: state))]
        case .skip(let step): [.skipRequested(step: try stepToSkip(step, in: state))]
        case .resume: try resume(state)
        case .cancel: try cancel(state)
        case .rollback(let mode): try requestRollback(mode, in: state)
        case .claim: try claim(state)
        case .admit:
            if state.phase == .pending { [.admitted] } else { throw RunRefusal("the run is not pending") }
        case .advance: advance(state, [], context)
        case .completeStep(let step, let result):
            advance(state, [.stepCompleted(step: try underWay(step, in: state), result)], context)
        case .failStep(let step, let failure, let result):
            advance(state, failed(try underWay(step, in: state), failure, result, state, context), context)
        case .interruptStep(let step, let isRepeatable):
            [.stepInterrupted(step: try running(step, in: state), isRepeatable: isRepeatable)]
        case .suspendStep(let step, let run):
            if state.steps[step]?.child == run {
                []
            } else {
                advance(state, [.waitStarted(step: try underWay(step, in: state), Wait(.run(run)))], context)
            }
        case .signalStep(let step, let result):
            advance(state, [.stepCompleted(step: try listening(step, in: state), result)], context)
        case .compensateStep(let step, let compensation):
            advance(state, [try compensated(step, compensation, in: state)], context)
        }
    }

    private func underWay(_ step: String, in state: RunState) throws(RunRefusal) -> String {
        guard let known = state.steps[step], known.isBusy else {
            throw RunRefusal("step '\(step)' is not under way")
        }
        return step
    }

    private func running(_ step: String, in state: RunState) throws(RunRefusal) -> String {
        guard state.steps[step]?.status == .running else {
            throw RunRefusal("step '\(step)' is not under way")
        }
        return step
    }

    private func listening(_ step: String, in state: RunState) throws(RunRefusal) -> String {
        guard case .waiting(let wait) = state.steps[step]?.status else {
            throw RunRefusal("step '\(step)' does not wait")
        }
        switch wait.condition {
        case .event, .run: return step
        case .approval, .time: throw RunRefusal("step '\(step)' does not wait for an event")
        }
    }

    private func claim(_ state: RunState) throws(RunRefusal) -> [RunEvent] {
        // What is asked of a run that is over may have to be done by another clone than its last owner.
        if state.phase.isOver, state.requests.isEmpty { throw RunRefusal("the run is over") }
        return [.claimed(RunClaim(after: state.claim, seen: state.newestProgress))]
    }

    private func compensated(
        _ step: String, _ compensation: Compensation, in state: RunState
    ) throws(RunRefusal) -> RunEvent {
        guard case .rollingBack(_, let remaining) = state.phase, remaining.first == step else {
            throw RunRefusal("step '\(step)' is not the next one to take back")
        }
        return .stepCompensated(step: step, compensation)
    }
}
