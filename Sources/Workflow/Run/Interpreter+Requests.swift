/// What people ask for.
extension Interpreter {
    func waitingStep(
        _ asked: String?, for actor: String, in state: RunState
    ) throws(RunRefusal) -> String {
        let step = try choose(asked, in: state, "waits for an approval") { $0.approvers != nil }
        let names = state.steps[step]?.approvers ?? []
        guard CastVote.mayVote(actor, for: names) else {
            throw RunRefusal(
                "step '\(step)' can't be decided by '\(actor)'",
                hints: [names.isEmpty ? "only a person can" : "it asks \(names.joined(separator: ", "))"])
        }
        return step
    }

    func stepToRetry(_ asked: String?, in state: RunState) throws(RunRefusal) -> String {
        switch state.phase {
        case .active, .paused, .ended(.failed), .ended(.cancelled): break
        case .pending, .rollingBack, .ended: throw refusal("be retried", state)
        }
        return try choose(asked, in: state, "has failed or is unknown") { step in
            switch step.status {
            case .failed, .unknown, .retrying: true
            default: false
            }
        }
    }

    func stepToSkip(_ asked: String?, in state: RunState) throws(RunRefusal) -> String {
        switch state.phase {
        case .active, .paused, .ended(.failed): break
        case .pending, .rollingBack, .ended: throw refusal("go on without a step", state)
        }
        return try choose(asked, in: state, "is in the way") { step in
            switch step.status {
            case .failed, .unknown, .retrying, .waiting: true
            default: false
            }
        }
    }

    func resume(_ state: RunState) throws(RunRefusal) -> [RunEvent] {
        guard case .paused = state.phase else { throw RunRefusal("the run is not paused") }
        return [.resumeRequested]
    }

    func cancel(_ state: RunState) throws(RunRefusal) -> [RunEvent] {
        switch state.phase {
        case .pending, .active, .paused: return state.isStopping ? [] : [.cancelRequested]
        case .rollingBack, .ended: throw refusal("be cancelled", state)
        }
    }

    func requestRollback(_ mode: RollbackMode, in state: RunState) throws(RunRefusal) -> [RunEvent] {
        switch state.phase {
        case .pending, .active, .paused, .ended(.completed), .ended(.failed), .ended(.cancelled): break
        case .rollingBack, .ended: throw refusal("be rolled back", state)
        }
        if case .to(let step) = mode {
            guard definition.index(of: step) != nil else { throw unknown(step) }
            guard state.steps[step]?.status == .completed else {
                throw RunRefusal("step '\(step)' is not completed, so there is nothing to go back to")
            }
        }
        return [.rollbackRequested(mode)]
    }

    /// The step that is asked for, or the only one that fits.
    private func choose(
        _ asked: String?, in state: RunState, _ wanted: String, _ fits: (StepState) -> Bool
    ) throws(RunRefusal) -> String {
        if case .ended(let status) = state.phase, status != .failed, status != .cancelled {
            throw refusal("do that", state)
        }
        if state.phase == .pending { throw refusal("do that", state) }
        if case .rollingBack = state.phase { throw refusal("do that", state) }
        if let asked {
            guard definition.index(of: asked) != nil else { throw unknown(asked) }
            guard let step = state.steps[asked], fits(step) else {
                throw RunRefusal("step '\(asked)' is not one that \(wanted)")
            }
            return asked
        }
        let found = definition.steps.map(\.id).filter { state.steps[$0].map(fits) ?? false }
        guard let first = found.first else { throw RunRefusal("no step \(wanted)") }
        guard found.count == 1 else {
            throw RunRefusal(
                "more than one step \(wanted)",
                hints: ["name one with --step: \(found.joined(separator: ", "))"])
        }
        return first
    }

    private func unknown(_ step: String) -> RunRefusal {
        RunRefusal(
            "the workflow has no step '\(step)'",
            hints: ["it has \(definition.steps.map(\.id).joined(separator: ", "))"])
    }

    private func refusal(_ wanted: String, _ state: RunState) -> RunRefusal {
        let standing =
            switch state.phase {
            case .rollingBack: "being rolled back"
            case .ended(.rolledBack): "rolled back"
            default: state.status.rawValue
            }
        return RunRefusal("the run can't \(wanted): it is \(standing)")
    }
}

extension StepState {
    /// Who may decide a step that waits for that.
    var approvers: [String]? {
        if case .waiting(let wait) = status, case .approval(let names) = wait.condition { names } else { nil }
    }
}
