extension RunState {
    /// Takes in one more fact that counts.
    ///
    /// Never fails, whatever comes in whatever order: what an owner records makes sense where it stands, and
    /// a request that does not is dropped.
    mutating func evolve(_ record: RunRecord) {
        newest = max(newest, record.id)
        if record.event.isRequest {
            evolve(request: record)
        } else {
            newestProgress = record.id
            evolve(progress: record)
            if !requests.isEmpty { dropAnsweredRequests() }
        }
    }

    private mutating func evolve(request record: RunRecord) {
        if case .voted(let step, let vote) = record.event {
            guard steps[step]?.approvers != nil else { return }
            change(step) { $0.votes.append(CastVote(actor: record.actor, vote: vote)) }
        } else if isOpen(record.event) {
            // About one step the last word counts, and asking twice is asking once.
            let step = record.event.stepInQuestion
            requests.removeAll {
                $0.event == record.event || step != nil && $0.event.stepInQuestion == step
            }
            requests.append(record)
        }
    }

    private mutating func evolve(progress record: RunRecord) {
        switch record.event {
        case .started: break
        case .claimed: (claim, owner, claims) = (record.id, record.replica, claims + 1)
        case .admitted: if phase == .pending { phase = .active }
        case .stepStarted(let step, let attempt): begin(step, attempt, record)
        case .waitStarted(let step, let wait): begin(step, wait, record)
        case .stepCompleted(let step, let result): end(step, as: .completed, with: result, record)
        case .stepFailed(let step, let failure, let result, let consequence):
            fail(step, failure, result, consequence, record)
        case .stepSkipped(let step, let reason):
            end(step, as: .skipped(reason), with: StepResult(), record)
            // Whoever says that the run is to go on without a step says that it is to go on.
            if reason == .request, phase.isPaused { phase = .active }
        case .stepInterrupted(let step, let isRepeatable):
            change(step) { $0.status = isRepeatable ? .interrupted : .unknown }
        case .stepsReset(let steps, let cause): reset(steps, cause)
        case .paused(let reason, _): if phase == .active { phase = .paused(reason: reason) }
        case .resumed:
            if phase.isPaused { phase = .active }
            settleFailures()
        case .rollbackStarted(let mode, let steps):
            requests.removeAll { if case .rollbackRequested = $0.event { true } else { false } }
            phase = .rollingBack(mode, remaining: steps)
            presentNextResidue()
        case .stepCompensated(let step, let compensation): takeBack(step, compensation)
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

    private mutating func end(as status: RunStatus, _ record: RunRecord) {
        phase = .ended(status)
        endedAt = record.at
        settleFailures()
        // Who wanted a failed step to be tried again or left out did not know that the run would end by it.
        // All else but taking back came too late.
        requests.removeAll { request in
            switch request.event {
            case .rollbackRequested: false
            case .retryRequested, .skipRequested: status != .failed
            default: true
            }
        }
    }

    /// Failures that something was still to come of are as they are.
    private mutating func settleFailures() {
        for id in failed {
            change(id) { step in
                step.isPutToPerson = false
                step.restartsFrom = nil
            }
        }
    }

    private mutating func dropAnsweredRequests() {
        let open = requests.filter { isOpen($0.event) }
        if open.count != requests.count { requests = open }
    }
}

extension RunEvent {
    /// The step that somebody wants to be tried again or left out.
    fileprivate var stepInQuestion: String? {
        switch self {
        case .retryRequested(let step), .skipRequested(let step): step
        default: nil
        }
    }
}
