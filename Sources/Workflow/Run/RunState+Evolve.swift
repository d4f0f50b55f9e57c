extension RunState {
    /// Takes in one more fact that counts.
    ///
    /// Never fails: a fact that makes no sense where it stands, as when two clones did not know of each
    /// other, changes nothing.
    mutating func evolve(_ record: RunRecord) {
        newest = max(newest, record.id)
        if record.event.isRequest {
            evolve(request: record)
        } else {
            newestProgress = record.id
            evolve(progress: record)
        }
    }

    private mutating func evolve(request record: RunRecord) {
        if case .voted(let step, let vote) = record.event {
            guard case .waiting = steps[step]?.status else { return }
            steps[step]?.votes.append(CastVote(actor: record.actor, vote: vote))
        } else {
            requests.append(record)
        }
    }

    private mutating func evolve(progress record: RunRecord) {
        switch record.event {
        case .started: break
        case .claimed:
            (claim, owner) = (record.id, record.replica)
        case .admitted:
            if phase == .pending { phase = .active }
        case .stepStarted(let step, let attempt):
            update(step) { state in
                state.status = .running
                state.attempts = attempt
                state.startedAt = state.startedAt ?? record.at
                state.incarnation = state.incarnation ?? record.id
            }
        case .waitStarted(let step, let wait):
            update(step) { state in
                state.status = .waiting(wait)
                state.attempts = max(state.attempts, 1)
                state.startedAt = state.startedAt ?? record.at
                state.incarnation = state.incarnation ?? record.id
                state.votes = []
            }
        case .stepCompleted(let step, let result):
            end(step, as: .completed, with: result, record)
            for effect in result.effects { note(effect) }
        case .stepFailed(let step, let failure, let result, let consequence):
            evolve(failed: step, failure, result, consequence, record)
        case .stepSkipped(let step, let reason):
            answer { $0 == .skipRequested(step: step) }
            end(step, as: .skipped(reason), with: StepResult(), record)
        case .stepInterrupted(let step, let isRepeatable):
            update(step) { $0.status = isRepeatable ? .interrupted : .unknown }
        case .stepsReset(let steps, let cause):
            reset(steps, cause)
        case .paused(let reason, _):
            if case .active = phase { phase = .paused(reason: reason) }
        case .resumed:
            answer { $0 == .resumeRequested }
            if case .paused = phase { phase = .active }
        case .rollbackStarted(let mode, let steps):
            answer { $0 == .rollbackRequested(mode) }
            phase = .rollingBack(mode, remaining: steps)
        case .stepCompensated(let step, let compensation):
            evolve(compensated: step, compensation)
        case .completed(let outputs):
            self.outputs = outputs
            end(as: .completed, record)
        case .failed: end(as: .failed, record)
        case .cancelled: end(as: .cancelled, record)
        case .rolledBack: end(as: .rolledBack, record)
        case .voted, .retryRequested, .skipRequested, .resumeRequested, .cancelRequested, .rollbackRequested:
            break
        }
    }

    private mutating func evolve(
        failed step: String, _ failure: StepFailure, _ result: StepResult, _ consequence: FailureConsequence,
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
            }
        case .proceed:
            update(step) { $0.isForgiven = true }
            end(step, as: .completed, with: result, record)
        case .skip: end(step, as: .skipped(.condition), with: result, record)
        case .fail, .pause, .abort, .restart:
            end(step, as: .failed, with: result, record)
            if consequence != .fail { lastFailure = FailedStep(step: step, failure: failure) }
        }
    }

    private mutating func evolve(compensated step: String, _ compensation: Compensation) {
        guard case .rollingBack(let mode, var remaining) = phase else { return }
        remaining.removeAll { $0 == step }
        phase = .rollingBack(mode, remaining: remaining)
        update(step) { $0.compensation = compensation }
        guard compensation == .done, let state = steps[step] else { return }
        for effect in state.result.effects.reversed() { takeBack(effect) }
    }

    private mutating func reset(_ reset: [String], _ cause: ResetCause) {
        for step in reset {
            if steps[step]?.hasEnded == true { endedSteps -= 1 }
            steps[step] = nil
        }
        switch cause {
        case .failure(let step, let failure):
            lastFailure = FailedStep(step: step, failure: failure)
            restarts[step, default: 0] += 1
        case .request:
            answer { request in
                if case .retryRequested(let step) = request { reset.contains(step) } else { false }
            }
            if phase != .pending { phase = .active }
        case .rollback(let step, let tree):
            self.tree = tree
            phase = .paused(reason: "rolled back to step '\(step)'")
        }
        endedAt = nil
    }

    private mutating func end(
        _ step: String, as status: StepState.Status, with result: StepResult, _ record: RunRecord
    ) {
        if let tree = result.tree { self.tree = tree }
        if steps[step]?.hasEnded != true { endedSteps += 1 }
        let (order, tree) = (endedSteps, tree)
        update(step) { state in
            state.status = status
            state.result = result
            state.startedAt = state.startedAt ?? record.at
            state.endedAt = record.at
            state.order = order
            state.treeAfter = tree
            state.record = record.id
        }
    }

    private mutating func end(as status: RunStatus, _ record: RunRecord) {
        phase = .ended(status)
        endedAt = record.at
        // Taking back is still possible, anything else came too late.
        requests.removeAll { request in
            if case .rollbackRequested = request.event { status == .rolledBack } else { true }
        }
    }

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

    private mutating func update(_ step: String, _ change: (inout StepState) -> Void) {
        change(&steps[step, default: StepState(status: .interrupted)])
    }

    /// Strikes the requests that have been answered.
    private mutating func answer(_ matches: (RunEvent) -> Bool) {
        requests.removeAll { matches($0.event) }
    }
}
