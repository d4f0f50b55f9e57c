/// Requests, and taking back.
extension Interpreter {
    /// What the oldest request that can be answered now leads to; nil when there is none.
    func answerRequests(_ state: RunState) -> [RunEvent]? {
        for request in state.requests {
            switch (request.event, state.phase) {
            case (.cancelRequested, .pending): return [.cancelled]
            case (.rollbackRequested(let mode), .pending), (.rollbackRequested(let mode), .ended):
                return startRollback(mode, state)
            case (.cancelRequested, .active), (.cancelRequested, .paused),
                (.rollbackRequested, .active), (.rollbackRequested, .paused):
                if let events = answerStop(state) { return events }
            case (.resumeRequested, .paused) where !state.isStopping: return [.resumed]
            case (.retryRequested(let step), _):
                if let events = retry(step, state) { return events }
            case (.skipRequested(let step), _):
                if let events = skip(step, state) { return events }
            default: break
            }
        }
        return nil
    }

    /// A stop that was asked for, once nothing is under way: those steps that ask for `always()` or
    /// `cancelled()` have their turn first when the run is only cancelled.
    func answerStop(_ state: RunState) -> [RunEvent]? {
        guard state.isStopping, !state.isPerforming else { return nil }
        for request in state.requests {
            if case .rollbackRequested(let mode) = request.event { return startRollback(mode, state) }
        }
        if case .paused = state.phase { return [.cancelled] }
        let isOver = definition.steps.allSatisfy { state.steps[$0.id]?.hasEnded ?? false }
        let holds = state.steps.values.contains { $0.status == .unknown }
        return isOver || holds ? [.cancelled] : nil
    }

    private func retry(_ step: String, _ state: RunState) -> [RunEvent]? {
        switch state.steps[step]?.status {
        case .failed, .unknown, .retrying: break
        default: return nil
        }
        return [.stepsReset(steps: resetSet(from: step, state), cause: .request)]
    }

    private func skip(_ step: String, _ state: RunState) -> [RunEvent]? {
        switch state.steps[step]?.status {
        case .failed, .unknown, .retrying, .waiting: break
        default: return nil
        }
        var events: [RunEvent] = []
        // Those that were left out because of it have another chance.
        let steps = resetSet(from: step, state)
        if steps.count > 1 || state.phase.isOver {
            events.append(.stepsReset(steps: steps, cause: .request))
        }
        events.append(.stepSkipped(step: step, .request))
        if case .paused = state.phase, events.count == 1 { events.append(.resumed) }
        return events
    }

    // MARK: Taking back

    private func startRollback(_ mode: RollbackMode, _ state: RunState) -> [RunEvent]? {
        let kept: Int
        switch mode {
        case .soft: return [.rollbackStarted(mode, steps: [])]
        case .hard: kept = 0
        case .to(let step): kept = state.steps[step]?.order ?? 0
        }
        let steps = state.steps.filter { $1.order > kept && $1.needsCompensation }
            .sorted { ($0.value.order, $0.key) > ($1.value.order, $1.key) }.map(\.key)
        return [.rollbackStarted(mode, steps: steps)]
    }

    func finishRollback(_ mode: RollbackMode, _ state: RunState) -> [RunEvent] {
        guard case .to(let step) = mode else { return [.rolledBack(mode)] }
        let kept = state.steps[step]?.order ?? 0
        let behind = definition.steps.map(\.id).filter { id in
            guard let step = state.steps[id] else { return false }
            return step.order > kept || !step.hasEnded
        }
        return [
            .stepsReset(steps: behind, cause: .rollback(to: step, tree: state.steps[step]?.treeAfter))
        ]
    }
}

extension RunState.Phase {
    /// Whether the run has come to an end, for now or for good.
    public var isOver: Bool { if case .ended = self { true } else { false } }
}

extension StepState {
    /// Whether it may have left something to take back.
    var needsCompensation: Bool {
        switch status {
        case .completed: true
        // An attempt that failed half-way through may have had effects that it knows of.
        case .failed: !result.effects.isEmpty
        default: false
        }
    }
}
