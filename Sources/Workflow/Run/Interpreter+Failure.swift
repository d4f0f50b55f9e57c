import Platform

/// What follows when a step fails.
extension Interpreter {
    /// The events of a failed attempt.
    func failed(
        _ id: String, _ failure: StepFailure, _ result: StepResult, _ state: RunState,
        _ context: DecisionContext
    ) -> [RunEvent] {
        guard let index = graph.place(of: id) else { return [] }
        let consequence = consequence(of: failure, index, state, context)
        let event = RunEvent.stepFailed(step: id, failure, result, then: consequence)
        if consequence == .pause { return [event, pause(id, failure)] }
        return [event]
    }

    /// The pause in which a person is asked about a failure.
    func pause(_ step: String, _ failure: StepFailure) -> RunEvent {
        .paused(reason: "step '\(step)' failed: \(failure.message)", step: step)
    }

    private func consequence(
        of failure: StepFailure, _ index: Int, _ state: RunState, _ context: DecisionContext
    ) -> FailureConsequence {
        let step = definition.steps[index]
        if failure.kind == .cancelled || state.isStopping { return .fail }
        let failures = (state.steps[step.id]?.failures ?? 0) + 1
        if failures < step.retry.attempts, step.retry.covers(failure.kind) {
            return .retry(
                at: Timestamp(
                    milliseconds: context.now.milliseconds
                        + step.retry.pause(afterFailures: failures, chance: context.chance)))
        }
        if continues(index, state, context) { return .proceed }
        return consequence(step.onFailure, of: failure.kind, state)
    }

    private func consequence(
        _ policy: FailurePolicy, of kind: StepFailure.Kind, _ state: RunState
    ) -> FailureConsequence {
        switch policy {
        case .fail: .fail
        case .skip: .skip
        case .pause: .pause
        // Work is not thrown away because somebody can't be reached.
        case .abort: kind == .unavailable ? .pause : .abort
        case .retryFrom(let earlier, let limit, let kinds, let otherwise):
            if state.restarts[earlier, default: 0] < limit, kinds?.contains(kind) ?? true {
                .restart(from: earlier)
            } else {
                consequence(otherwise, of: kind, state)
            }
        }
    }

    // MARK: Going back

    /// What the first failure leads to that makes the run go back, once nothing is under way that is to be
    /// performed again.
    func goBack(_ state: RunState) -> [RunEvent] {
        for id in unsettled(state).map({ graph.ids[$0] }) {
            guard let failed = state.steps[id], let failure = failed.failure,
                let earlier = failed.restartsFrom
            else { continue }
            let steps = resetSet(from: [earlier, id], state)
            guard isIdle(steps, state) else { continue }
            return [.stepsReset(steps: steps, cause: .failure(step: id, failure))]
        }
        return []
    }

    /// The steps that must not be started yet, by their place in the file: those that are about to be reset,
    /// and those behind a failure that was put to a person.
    func held(_ state: RunState) -> Set<Int> {
        var held: Set<Int> = []
        for index in unsettled(state) {
            let id = graph.ids[index]
            guard let known = state.steps[id], known.status == .failed else { continue }
            if known.isPutToPerson { held.formUnion(graph.descendants[index]) }
            if let earlier = known.restartsFrom { held.formUnion(graph.from([earlier, id])) }
        }
        for request in state.requests {
            switch request.event {
            case .retryRequested(let step), .skipRequested(let step): held.formUnion(graph.from([step]))
            default: break
            }
        }
        return held
    }

    /// Steps that are to be performed again, and those that came after them because of them, in the file's
    /// order.
    func resetSet(from steps: [String], _ state: RunState) -> [String] {
        let places = graph.from(steps)
        return places.sorted().map { graph.ids[$0] }
            .filter { state.steps[$0] != nil || steps.contains($0) }
    }

    /// Whether none of these steps is under way.
    func isIdle(_ steps: [String], _ state: RunState) -> Bool {
        !steps.contains { state.steps[$0]?.isBusy ?? false }
    }
}

extension RetryPolicy {
    /// Whether another attempt may help with such a failure.
    ///
    /// Where the definition does not say, all that may pass by themselves: not what a person has decided,
    /// not an input that stays as it is.
    func covers(_ kind: StepFailure.Kind) -> Bool {
        if let kinds { return kinds.contains(kind) }
        switch kind {
        case .exit, .signal, .timeout, .conflict, .system, .unavailable, .workflow: return true
        case .missing, .input, .rejected, .cancelled: return false
        }
    }

    /// Milliseconds until the next attempt: exponential backoff, of which the part `jitter` is left to
    /// chance, so that many that failed together don't come back together.
    func pause(afterFailures failures: Int, chance: Double) -> Int64 {
        // A thousand years are for ever; what is beyond can't be added to a time.
        let limit = min(Double(maximumDelay), 31_556_952_000_000)
        var pause = Double(delay)
        for _ in 1..<max(failures, 1) {
            if pause >= limit { break }
            pause *= backoff
        }
        return Int64(max(0, min(pause, limit) * (1 - jitter * chance)))
    }
}
