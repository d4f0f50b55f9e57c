/// How a run is stopped, and what follows from what people ask for.
extension Interpreter {
    /// What follows next where somebody has asked to cancel the run or to take it back.
    func stop(_ draft: inout DecisionDraft, _ context: DecisionContext) -> Bool {
        if draft.record(dropped(draft.state, context)) { return true }
        if let mode = draft.state.requestedRollback {
            // What is under way has to end first.
            return !draft.state.isBusy && draft.record(startRollback(mode, draft.state))
        }
        // Those steps that ask for `always()` or `cancelled()` have their turn.
        if draft.state.phase.isPaused { return draft.record([.resumed]) }
        if start(&draft, except: [], context) { return true }
        let isOver = graph.ids.indices.allSatisfy { isBehind($0, draft.state) }
        return isOver && draft.record([.cancelled])
    }

    /// What is not under way and would be later on.
    private func dropped(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        unsettled(state).compactMap { index in
            let id = graph.ids[index]
            let message: String
            switch state.steps[id]?.status {
            case .retrying: message = "the step was cancelled"
            case .interrupted where !keepsGoing(index, state, context): message = "the step was cancelled"
            // A run of its own has to be stopped by whoever performs the step.
            case .waiting where state.steps[id]?.child == nil: message = "the wait was cancelled"
            default: return nil
            }
            return .stepFailed(step: id, StepFailure(.cancelled, message), StepResult(), then: .fail)
        }
    }

    /// The steps under way that are to be stopped where the run stands, in the file's order.
    ///
    /// A run that is cancelled lets those go on whose condition holds all the same, by `always()` or
    /// `cancelled()`. One that is to be taken back has to stop all of them. One that is about to go back to
    /// an earlier step stops those that are to be performed again.
    ///
    /// - Parameters:
    ///   - state: where the run stands.
    ///   - context: the time and the way to files.
    public func stepsToStop(_ state: RunState, _ context: DecisionContext) -> [String] {
        if state.phase.isOver { return [] }
        let again = state.isStopping ? [] : held(state)
        return unsettled(state).filter { index in
            guard state.steps[graph.ids[index]]?.isBusy ?? false else { return false }
            return state.isStopping ? !keepsGoing(index, state, context) : again.contains(index)
        }.map { graph.ids[$0] }
    }

    private func keepsGoing(_ index: Int, _ state: RunState, _ context: DecisionContext) -> Bool {
        if state.requestedRollback != nil { return false }
        return (try? isWanted(index, state, context)) ?? false
    }

    // MARK: Answering

    /// What the oldest request that can be answered now leads to.
    func answerRequests(_ state: RunState) -> [RunEvent] {
        if state.requests.isEmpty { return [] }
        if !state.phase.isGoing, let mode = state.requestedRollback { return startRollback(mode, state) }
        for request in state.requests {
            switch (request.event, state.phase) {
            case (.cancelRequested, .pending): return [.cancelled]
            case (.resumeRequested, .paused): return [.resumed]
            case (.retryRequested, .pending), (.skipRequested, .pending): break
            case (.retryRequested(let step), _):
                let steps = stepsToRepeat(step, state)
                if !steps.isEmpty, isIdle(steps, state) {
                    return [.stepsReset(steps: steps, cause: .request)]
                }
            case (.skipRequested(let step), _):
                if let events = skip(step, state) { return events }
            default: break
            }
        }
        return []
    }

    private func skip(_ step: String, _ state: RunState) -> [RunEvent]? {
        // Those that were left out because of it have another chance.
        let steps = resetSet(from: [step], state)
        guard !steps.isEmpty, isIdle(steps, state) else { return nil }
        let isAlone = steps.count == 1 && !state.phase.isOver
        return (isAlone ? [] : [.stepsReset(steps: steps, cause: .request)])
            + [.stepSkipped(step: step, .request)]
    }

    /// What is performed again when somebody asks for a step to be tried again: the step, what came after
    /// it, and in a cancelled run all that the cancel has left out.
    private func stepsToRepeat(_ step: String, _ state: RunState) -> [String] {
        let leftOut = graph.ids.filter { state.wasLeftOutByCancel($0) }
        return resetSet(from: [step] + leftOut, state)
    }
}

extension RunState.Phase {
    /// Whether the run has come to an end, for now or for good.
    public var isOver: Bool { if case .ended = self { true } else { false } }

    /// Whether steps may be under way.
    var isGoing: Bool {
        switch self {
        case .active, .paused: true
        case .pending, .rollingBack, .ended: false
        }
    }
}
