import Platform

/// How a run goes on.
extension Interpreter {
    /// Events, and everything that follows from them up to where the run needs an effect, a person or time.
    func advance(_ state: RunState, _ events: [RunEvent], _ context: DecisionContext) -> [RunEvent] {
        var draft = DecisionDraft(state, at: context.now)
        draft.record(events)
        while goOn(&draft, context) {}
        return draft.events
    }

    /// Adds what follows next; false when nothing does.
    private func goOn(_ draft: inout DecisionDraft, _ context: DecisionContext) -> Bool {
        let state = draft.state
        switch state.phase {
        case .pending, .ended: return draft.record(answerRequests(state))
        case .rollingBack(let mode, let remaining):
            return draft.record(goOnTakingBack(mode, remaining, state))
        case .active, .paused:
            if state.isStopping { return stop(&draft, context) }
            if draft.record(answerRequests(state)) || draft.record(goBack(state))
                || draft.record(settleWaits(state, context))
            {
                return true
            }
            if state.phase.isPaused { return false }
            let held = held(state)
            return start(&draft, except: held, context) || draft.record(finish(state, except: held, context))
        }
    }

    // MARK: Starting

    /// Starts what has all it needs, one step after the other in the file's order, so that a step that is
    /// left out is behind those that need it at once.
    func start(_ draft: inout DecisionDraft, except held: Set<Int>, _ context: DecisionContext) -> Bool {
        let before = draft.events.count
        for index in definition.steps.indices where !held.contains(index) {
            guard isDue(index, draft.state, context) else { continue }
            let events = begin(index, draft.state, context)
            draft.record(events)
            // What comes of a failure is settled before anything else is started.
            if case .stepFailed = events.first { break }
        }
        return draft.events.count > before
    }

    private func isDue(_ index: Int, _ state: RunState, _ context: DecisionContext) -> Bool {
        switch state.steps[definition.steps[index].id]?.status {
        case nil: graph.needs[index].allSatisfy { isBehind($0, state) }
        case .retrying(let time): context.now >= time
        case .interrupted: true
        default: false
        }
    }

    /// Whether nothing has to be waited for on account of a step. A run that is cancelled does not wait for
    /// somebody to say what has become of a step.
    func isBehind(_ index: Int, _ state: RunState) -> Bool {
        guard let step = state.steps[definition.steps[index].id] else { return false }
        return step.hasEnded || step.status == .unknown && state.isStopping
    }

    private func begin(_ index: Int, _ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        let step = definition.steps[index]
        let known = state.steps[step.id]
        do throws(ExpressionError) {
            // A step that was started once was wanted then; one that could not even be asked is asked again.
            if known?.startedAt == nil, !(try isWanted(index, state, context)) {
                return [.stepSkipped(step: step.id, .condition)]
            }
            if case .wait(let wait) = step.kind {
                return [.waitStarted(step: step.id, try evaluate(wait, index, state, context))]
            }
            return [.stepStarted(step: step.id, attempt: (known?.attempts ?? 0) + 1)]
        } catch {
            let failure = StepFailure(.input, "step '\(step.id)': \(error.message)")
            return failed(step.id, failure, StepResult(), state, context)
        }
    }

    // MARK: Ending

    private func finish(_ state: RunState, except held: Set<Int>, _ context: DecisionContext) -> [RunEvent] {
        var failures: [(step: String, failure: StepFailure, isPutToPerson: Bool)] = []
        for (index, step) in definition.steps.enumerated() {
            guard let ended = state.steps[step.id] else {
                if held.contains(index) { continue }
                return []
            }
            guard ended.hasEnded else { return [] }
            if ended.status == .failed {
                let failure = ended.failure ?? StepFailure(.system, "the step failed")
                failures.append((step.id, failure, ended.isPutToPerson))
            }
        }
        // A pause that was over on account of another failure.
        if let open = failures.first(where: \.isPutToPerson) { return [pause(open.step, open.failure)] }
        if let first = failures.first { return [.failed(step: first.step, first.failure)] }
        do throws(ExpressionError) {
            return [.completed(outputs: try evaluateOutputs(state, context))]
        } catch {
            let step = definition.steps[definition.steps.count - 1].id
            return [.failed(step: step, StepFailure(.input, "cannot make the outputs: \(error.message)"))]
        }
    }
}
