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
        switch draft.state.phase {
        case .pending, .ended: return draft.record(answerRequests(draft.state))
        case .rollingBack(let mode, let remaining):
            return draft.record(goOnTakingBack(mode, remaining, draft.state))
        case .active, .paused:
            if draft.state.isStopping { return stop(&draft, context) }
            if draft.record(answerRequests(draft.state)) || draft.record(goBack(draft.state))
                || draft.record(settleWaits(draft.state, context))
            {
                return true
            }
            if draft.state.phase.isPaused { return false }
            let held = held(draft.state)
            return start(&draft, except: held, context)
                || draft.record(finish(draft.state, except: held, context))
        }
    }

    /// The steps of which something is still to come, by their place in the file.
    func unsettled(_ state: RunState) -> [Int] {
        state.unsettled.compactMap { graph.place(of: $0) }.sorted()
    }

    // MARK: Starting

    /// Starts what has all it needs, one step after the other in the file's order, so that a step that is
    /// left out is behind those that need it at once.
    func start(_ draft: inout DecisionDraft, except held: Set<Int>, _ context: DecisionContext) -> Bool {
        let before = draft.events.count
        for index in graph.ids.indices where !held.contains(index) {
            guard isDue(index, draft.state, context) else { continue }
            let events = begin(index, draft.state, context)
            draft.record(events)
            // What comes of a failure is settled before anything else is started.
            if case .stepFailed = events.first { break }
        }
        return draft.events.count > before
    }

    private func isDue(_ index: Int, _ state: RunState, _ context: DecisionContext) -> Bool {
        switch state.steps[graph.ids[index]]?.status {
        case nil: graph.needs[index].allSatisfy { isBehind($0, state) }
        case .retrying(let time): context.now >= time
        case .interrupted: true
        default: false
        }
    }

    /// Whether nothing has to be waited for on account of a step. A run that is cancelled does not wait for
    /// somebody to say what has become of a step.
    func isBehind(_ index: Int, _ state: RunState) -> Bool {
        guard let step = state.steps[graph.ids[index]] else { return false }
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
        if state.unsettled.contains(where: { !(state.steps[$0]?.hasEnded ?? false) }) { return [] }
        if graph.ids.indices.contains(where: { state.steps[graph.ids[$0]] == nil && !held.contains($0) }) {
            return []
        }
        let failures = graph.ids.filter { state.failed.contains($0) }.map { id in
            let step = state.steps[id]
            let failure = step?.failure ?? StepFailure(.system, "the step failed")
            return (step: id, failure: failure, isPutToPerson: step?.isPutToPerson ?? false)
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
