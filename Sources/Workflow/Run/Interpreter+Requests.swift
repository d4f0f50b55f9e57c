/// What people ask for.
extension Interpreter {
    func waitingStep(
        _ asked: String?, for actor: String, in state: RunState
    ) throws(RunRefusal) -> String {
        if !state.phase.isGoing || state.isStopping { throw refusal("take a vote", state) }
        let step = try choose(asked, in: state, "waits for an approval") { state.steps[$0]?.approvers != nil }
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
        case .active, .paused, .ended(.failed), .ended(.cancelled):
            if state.isStopping { throw refusal("be retried", state) }
        case .pending, .rollingBack, .ended: throw refusal("be retried", state)
        }
        let leftOut = graph.ids.filter { state.wasLeftOutByCancel($0) }
        let others = graph.ids.filter { state.canRetry($0) && !leftOut.contains($0) }
        // All that a cancel has left out is performed with any one of it.
        if asked == nil, others.isEmpty, let first = leftOut.first { return first }
        let candidates = asked == nil ? others : others + leftOut
        return try choose(asked, in: state, "has failed or is unknown") { candidates.contains($0) }
    }

    func stepToSkip(_ asked: String?, in state: RunState) throws(RunRefusal) -> String {
        switch state.phase {
        case .active, .paused, .ended(.failed):
            if state.isStopping { throw refusal("go on without a step", state) }
        case .pending, .rollingBack, .ended: throw refusal("go on without a step", state)
        }
        if let asked, let child = state.steps[asked]?.child {
            throw RunRefusal(
                "step '\(asked)' waits for run '\(child)'", hints: ["cancel that run, or answer it"])
        }
        return try choose(asked, in: state, "is in the way") { state.canSkip($0) }
    }

    func resume(_ state: RunState) throws(RunRefusal) -> [RunEvent] {
        if state.isStopping { throw refusal("go on", state) }
        guard state.phase.isPaused else { throw RunRefusal("the run is not paused") }
        return [.resumeRequested]
    }

    func cancel(_ state: RunState) throws(RunRefusal) -> [RunEvent] {
        guard state.allowsStop else { throw refusal("be cancelled", state) }
        return state.isStopping ? [] : [.cancelRequested]
    }

    func requestRollback(_ mode: RollbackMode, in state: RunState) throws(RunRefusal) -> [RunEvent] {
        switch state.phase {
        case .pending, .active, .paused, .ended(.completed), .ended(.failed), .ended(.cancelled): break
        case .rollingBack, .ended: throw refusal("be rolled back", state)
        }
        if case .to(let step) = mode {
            guard graph.place(of: step) != nil else { throw unknown(step) }
            guard state.canRollBack(mode) else {
                throw RunRefusal("step '\(step)' is not completed, so there is nothing to go back to")
            }
        }
        return state.requestedRollback == mode ? [] : [.rollbackRequested(mode)]
    }

    /// The step that is asked for, or the only one that fits.
    private func choose(
        _ asked: String?, in state: RunState, _ wanted: String, _ fits: (String) -> Bool
    ) throws(RunRefusal) -> String {
        if let asked {
            guard graph.place(of: asked) != nil else { throw unknown(asked) }
            guard fits(asked) else { throw RunRefusal("step '\(asked)' is not one that \(wanted)") }
            return asked
        }
        let found = graph.ids.filter(fits)
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
            hints: ["it has \(graph.ids.joined(separator: ", "))"])
    }

    private func refusal(_ wanted: String, _ state: RunState) -> RunRefusal {
        let standing =
            switch state.phase {
            case .rollingBack: "being rolled back"
            case .ended(.rolledBack): "rolled back"
            case .pending, .ended: state.status.rawValue
            case .active, .paused:
                switch (state.requestedRollback, state.isStopping) {
                case (_?, _): "about to be rolled back"
                case (nil, true): "being cancelled"
                case (nil, false): state.status.rawValue
                }
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
