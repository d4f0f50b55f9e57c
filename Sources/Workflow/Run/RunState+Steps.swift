import Platform

/// What becomes of steps.
extension RunState {
    // MARK: Beginning

    mutating func begin(_ step: String, _ attempt: Int, _ record: RunRecord) {
        update(step) { state in
            state.status = .running
            state.attempts = attempt
            state.startedAt = state.startedAt ?? record.at
            state.incarnation = state.incarnation ?? record.id
        }
    }

    mutating func begin(_ step: String, _ wait: Wait, _ record: RunRecord) {
        update(step) { state in
            if case .run = wait.condition {} else { state.attempts += 1 }
            state.status = .waiting(wait)
            state.startedAt = state.startedAt ?? record.at
            state.incarnation = state.incarnation ?? record.id
            state.votes = []
        }
    }

    // MARK: Ending

    mutating func end(
        _ step: String, as status: StepState.Status, with result: StepResult, _ record: RunRecord
    ) {
        if let tree = result.tree { self.tree = tree }
        endings += 1
        let (order, tree) = (endings, tree)
        update(step) { state in
            let effects = state.result.effects
            state.status = status
            state.result = result
            if !effects.isEmpty { state.result.effects = effects + result.effects }
            state.startedAt = state.startedAt ?? record.at
            state.endedAt = record.at
            state.order = order
            state.treeAfter = tree
            state.record = record.id
            if status == .completed { state.completions += 1 }
            state.isPutToPerson = false
            state.restartsFrom = nil
        }
        for effect in result.effects { note(effect) }
    }

    mutating func fail(
        _ step: String, _ failure: StepFailure, _ result: StepResult, _ consequence: FailureConsequence,
        _ record: RunRecord
    ) {
        update(step) { state in
            state.failure = failure
            state.failures += 1
            state.attempts = max(state.attempts, 1)
            state.record = record.id
        }
        switch consequence {
        case .retry(let time):
            update(step) { state in
                state.status = .retrying(at: time)
                state.result.outputs = result.outputs
                state.result.effects += result.effects
            }
            for effect in result.effects { note(effect) }
            return
        case .proceed:
            update(step) { $0.isForgiven = true }
            end(step, as: .completed, with: result, record)
            return
        case .skip:
            end(step, as: .skipped(.condition), with: result, record)
            return
        case .fail, .pause, .abort, .restart: end(step, as: .failed, with: result, record)
        }
        if consequence != .fail { lastFailure = FailedStep(step: step, failure: failure) }
        switch consequence {
        case .pause: change(step) { $0.isPutToPerson = true }
        case .restart(let earlier): change(step) { $0.restartsFrom = earlier }
        case .abort:
            // As if the owner had asked for it; but it must not count where the failure does not.
            var request = record
            request.event = .rollbackRequested(.hard)
            requests.append(request)
        default: break
        }
    }

    // MARK: Going back

    mutating func reset(_ reset: [String], _ cause: ResetCause) {
        for id in reset {
            guard let step = steps.removeValue(forKey: id) else { continue }
            unsettled.remove(id)
            failed.remove(id)
            if step.needsCompensation, step.compensation == nil { leftBehind[id] = step }
        }
        switch cause {
        case .failure(let step, let failure):
            lastFailure = FailedStep(step: step, failure: failure)
            restarts[step, default: 0] += 1
            change(step) { $0.restartsFrom = nil }
        case .request:
            // A run that was over has lost its turn in its group.
            if phase.isOver, start.group != nil {
                phase = .pending
            } else if phase != .pending {
                phase = .active
            }
        case .rollback(let step, let tree):
            self.tree = tree
            phase = .paused(reason: "rolled back to step '\(step)'")
        }
        if case .failure = cause {
        } else {
            // A person has looked at them: what their policies allow begins anew.
            for step in reset { restarts[step] = nil }
        }
        endedAt = nil
    }

    /// Brings back what steps have left that are to be taken back and were reset.
    mutating func restore(_ ids: [String]) {
        for id in ids where steps[id] == nil {
            steps[id] = leftBehind.removeValue(forKey: id)
            change(id) { _ in }
        }
    }

    mutating func takeBack(_ id: String, _ compensation: Compensation) {
        guard case .rollingBack(let mode, var remaining) = phase else { return }
        remaining.removeAll { $0 == id }
        phase = .rollingBack(mode, remaining: remaining)
        change(id) { step in
            step.compensation = compensation
            step.completions = 0
        }
        guard compensation == .done, let step = steps[id] else { return }
        for effect in step.result.effects.reversed() { takeBack(effect) }
    }

    // MARK: Branches

    private mutating func note(_ effect: StepEffect) {
        switch effect {
        case .branchCreated(let reference, let commit):
            branches[reference] = BranchState(original: nil, current: commit)
        case .branchMoved(let reference, let from, let to):
            let original = branches[reference].map(\.original) ?? from
            branches[reference] = BranchState(original: original, current: to)
        case .noteWritten, .runStarted, .said: break
        }
    }

    private mutating func takeBack(_ effect: StepEffect) {
        switch effect {
        case .branchCreated(let reference, _): branches[reference] = nil
        case .branchMoved(let reference, let from, _):
            guard let branch = branches[reference] else { return }
            if branch.original == from {
                branches[reference] = nil
            } else {
                branches[reference]?.current = from
            }
        case .noteWritten, .runStarted, .said: break
        }
    }

    // MARK: Changing

    /// Changes a step that may be new, or new since it was reset.
    private mutating func update(_ id: String, _ change: (inout StepState) -> Void) {
        if steps[id] == nil { steps[id] = fresh(id) }
        self.change(id, change)
    }

    /// Changes a step, if the run has come to it.
    mutating func change(_ id: String, _ change: (inout StepState) -> Void) {
        guard let index = steps.index(forKey: id) else { return }
        change(&steps.values[index])
        if steps.values[index].isSettled { unsettled.remove(id) } else { unsettled.insert(id) }
        if steps.values[index].status == .failed { failed.insert(id) } else { failed.remove(id) }
    }

    /// A step that is about to begin.
    private mutating func fresh(_ id: String) -> StepState {
        var step = StepState(status: .interrupted)
        guard let earlier = leftBehind.removeValue(forKey: id) else { return step }
        step.completions = earlier.completions
        step.result.effects = earlier.result.effects
        // It may have been done: the next attempt has to look for that.
        if earlier.status == .unknown { step.incarnation = earlier.incarnation }
        return step
    }
}
