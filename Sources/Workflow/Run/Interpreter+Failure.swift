import Platform

/// What follows when a step fails.
extension Interpreter {
    /// The events of a failed attempt.
    func failed(
        _ id: String, _ failure: StepFailure, _ result: StepResult, _ state: RunState,
        _ context: DecisionContext
    ) -> [RunEvent] {
        guard let index = definition.index(of: id) else { return [] }
        let step = definition.steps[index]
        let consequence = consequence(of: failure, index, state, context)
        let event = RunEvent.stepFailed(step: id, failure, result, then: consequence)
        switch consequence {
        case .retry, .proceed, .fail, .skip: return [event]
        case .pause:
            return [event, .paused(reason: "step '\(step.id)' failed: \(failure.message)", step: step.id)]
        case .abort: return [event, .rollbackRequested(.hard)]
        case .restart(let earlier):
            let steps = resetSet(from: earlier, state)
            return [event, .stepsReset(steps: steps, cause: .failure(step: id, failure))]
        }
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
        return consequence(step.onFailure, for: step.id, state)
    }

    private func consequence(
        _ policy: FailurePolicy, for step: String, _ state: RunState
    ) -> FailureConsequence {
        switch policy {
        case .fail: .fail
        case .skip: .skip
        case .pause: .pause
        case .abort: .abort
        case .retryFrom(let earlier, let limit, let otherwise):
            if state.restarts[step, default: 0] < limit {
                .restart(from: earlier)
            } else {
                consequence(otherwise, for: step, state)
            }
        }
    }

    /// A step that is to be performed again, and what came after it because of it, in the file's order.
    func resetSet(from step: String, _ state: RunState) -> [String] {
        guard let index = definition.index(of: step) else { return [] }
        let descendants = graph.descendants(of: index)
        return definition.steps.indices.filter { $0 == index || descendants.contains($0) }
            .map { definition.steps[$0].id }.filter { state.steps[$0] != nil || $0 == step }
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
        case .exit, .signal, .timeout, .conflict, .system, .workflow: return true
        case .missing, .input, .rejected, .cancelled: return false
        }
    }

    /// Milliseconds until the next attempt: exponential backoff, of which the part `jitter` is left to
    /// chance, so that many that failed together don't come back together.
    func pause(afterFailures failures: Int, chance: Double) -> Int64 {
        var pause = Double(delay)
        for _ in 1..<max(failures, 1) where pause < Double(maximumDelay) { pause *= backoff }
        pause = min(pause, Double(maximumDelay))
        return Int64(pause * (1 - jitter * chance))
    }
}
