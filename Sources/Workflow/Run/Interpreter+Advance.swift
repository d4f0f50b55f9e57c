import JSON
import Platform

/// How a run goes on.
extension Interpreter {
    /// Everything that follows from where the run stands, up to where it needs an effect, a person or time.
    func advance(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        var state = state
        var all: [RunEvent] = []
        while true {
            let events = next(state, context)
            if events.isEmpty { return all }
            state.preview(events, at: context.now)
            all += events
        }
    }

    private func next(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        if let events = answerRequests(state) { return events }
        switch state.phase {
        case .pending: return []
        case .ended: return []
        case .rollingBack(let mode, let remaining):
            return remaining.isEmpty ? finishRollback(mode, state) : []
        case .paused: return settleWaits(state, context)
        case .active:
            let settled = settleWaits(state, context) + repeats(state, context)
            if !settled.isEmpty { return settled }
            let started = begin(state, context)
            return started.isEmpty ? finish(state, context) : started
        }
    }

    // MARK: Waiting

    /// Waits that are over: by votes or by the clock.
    private func settleWaits(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        for definition in definition.steps {
            guard let step = state.steps[definition.id], case .waiting(let wait) = step.status else {
                continue
            }
            // A run of its own has to be stopped by whoever performs the step.
            if case .run = wait.condition { continue }
            if state.isStopping {
                let failure = StepFailure(.cancelled, "the wait was cancelled")
                return [.stepFailed(step: definition.id, failure, StepResult(), then: .fail)]
            }
            if let events = settle(definition, step, wait, state, context) { return events }
        }
        return []
    }

    private func settle(
        _ definition: StepDefinition, _ step: StepState, _ wait: Wait, _ state: RunState,
        _ context: DecisionContext
    ) -> [RunEvent]? {
        switch wait.condition {
        case .approval(let names):
            if let cast = step.votes.first(where: { $0.counts(for: names) }) {
                return decided(definition.id, by: cast, state, context)
            }
        case .time(let time):
            if context.now >= time { return [.stepCompleted(step: definition.id, StepResult())] }
        case .event, .run: break
        }
        guard let expires = wait.expires, context.now >= expires else { return nil }
        if case .wait(let wait) = definition.kind, wait.onTimeout == .proceed {
            return [.stepCompleted(step: definition.id, StepResult(outputs: ["timed-out": true]))]
        }
        let failure = StepFailure(.timeout, "step '\(definition.id)' waited until \(expires.iso8601)")
        return failed(definition.id, failure, StepResult(), state, context)
    }

    private func decided(
        _ step: String, by cast: CastVote, _ state: RunState, _ context: DecisionContext
    ) -> [RunEvent] {
        var outputs: JSON.Object = [
            "approved": .bool(cast.vote.approves), "by": .string(String(cast.actor.dropFirst(7))),
        ]
        if let comment = cast.vote.comment { outputs["comment"] = .string(comment) }
        let result = StepResult(outputs: outputs)
        if cast.vote.approves { return [.stepCompleted(step: step, result)] }
        let reason = cast.vote.comment.map { ": \($0)" } ?? ""
        let failure = StepFailure(.rejected, "'\(cast.actor.dropFirst(7))' has rejected it\(reason)")
        return failed(step, failure, result, state, context)
    }

    // MARK: Starting

    /// Steps whose next attempt is due, and those that were interrupted.
    private func repeats(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        definition.steps.compactMap { definition in
            guard let step = state.steps[definition.id] else { return nil }
            switch step.status {
            case .retrying where state.isStopping:
                let failure = StepFailure(.cancelled, "the step was cancelled")
                return .stepFailed(step: definition.id, failure, StepResult(), then: .fail)
            case .retrying(let time) where context.now >= time:
                return .stepStarted(step: definition.id, attempt: step.attempts + 1)
            case .interrupted where state.isStopping:
                let failure = StepFailure(.cancelled, "the step was cancelled")
                return .stepFailed(step: definition.id, failure, StepResult(), then: .fail)
            case .interrupted:
                return .stepStarted(step: definition.id, attempt: step.attempts + 1)
            default: return nil
            }
        }
    }

    /// Steps that have all they need.
    private func begin(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        if state.isRollingBackSoon { return [] }
        var events: [RunEvent] = []
        for (index, step) in definition.steps.enumerated() where state.steps[step.id] == nil {
            let isReady = graph.needs[index].allSatisfy {
                state.steps[definition.steps[$0].id]?.hasEnded ?? false
            }
            guard isReady else { continue }
            events += begin(index, state, context)
        }
        return events
    }

    private func begin(_ index: Int, _ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        let step = definition.steps[index]
        do throws(ExpressionError) {
            guard try isWanted(index, state, context) else {
                return [.stepSkipped(step: step.id, .condition)]
            }
            guard case .wait(let wait) = step.kind else {
                return [.stepStarted(step: step.id, attempt: 1)]
            }
            return [.waitStarted(step: step.id, try evaluate(wait, index, state, context))]
        } catch {
            let failure = StepFailure(.input, "step '\(step.id)': \(error.message)")
            return failed(step.id, failure, StepResult(), state, context)
        }
    }

    // MARK: Ending

    private func finish(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        let isOver = definition.steps.allSatisfy { state.steps[$0.id]?.hasEnded ?? false }
        guard isOver else { return [] }
        if let events = answerStop(state) { return events }
        for step in definition.steps {
            guard let ended = state.steps[step.id], ended.status == .failed else { continue }
            return [.failed(step: step.id, ended.failure ?? StepFailure(.system, "the step failed"))]
        }
        do throws(ExpressionError) {
            return [.completed(outputs: try evaluateOutputs(state, context))]
        } catch {
            let step = definition.steps[definition.steps.count - 1].id
            return [.failed(step: step, StepFailure(.input, "cannot make the outputs: \(error.message)"))]
        }
    }
}
