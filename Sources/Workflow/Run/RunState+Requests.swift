extension RunState {
    /// Whether what somebody has asked for can still be done, now or once something has ended.
    ///
    /// A request that can't is an answer to a question that others have answered meanwhile, and is dropped:
    /// it must not be taken for an answer to the next one.
    func isOpen(_ request: RunEvent) -> Bool {
        switch request {
        case .cancelRequested: allowsStop
        case .rollbackRequested(let mode): phase != .ended(.rolledBack) && canRollBack(mode)
        case .resumeRequested: phase.isPaused
        case .retryRequested(let step): canRetry(step)
        case .skipRequested(let step): canSkip(step)
        default: false
        }
    }

    /// Whether there is anything to stop.
    var allowsStop: Bool {
        switch phase {
        case .pending, .active, .paused: true
        case .rollingBack, .ended: false
        }
    }

    /// Whether there is a point to go back to.
    func canRollBack(_ mode: RollbackMode) -> Bool {
        guard case .to(let step) = mode, let step = steps[step] else { return mode == .soft || mode == .hard }
        return step.status == .completed && step.compensation == nil
    }

    /// Whether a step can be tried again.
    func canRetry(_ step: String) -> Bool {
        switch phase {
        case .pending, .active, .paused, .ended(.failed), .ended(.cancelled): break
        case .rollingBack, .ended: return false
        }
        switch steps[step]?.status {
        case .failed, .unknown, .retrying: return true
        default: return wasLeftOutByCancel(step)
        }
    }

    /// Whether the run can go on without a step.
    func canSkip(_ step: String) -> Bool {
        switch phase {
        case .pending, .active, .paused, .ended(.failed): break
        case .rollingBack, .ended: return false
        }
        switch steps[step]?.status {
        case .failed, .unknown, .retrying: return true
        // A run of its own is stopped by those who see it.
        case .waiting: return steps[step]?.child == nil
        default: return false
        }
    }

    /// Whether a step of a cancelled run was left out, as all are that come behind the cancel.
    func wasLeftOutByCancel(_ step: String) -> Bool {
        guard phase == .ended(.cancelled), let step = steps[step] else { return false }
        return step.status == .skipped(.condition) && step.failure == nil
    }
}

extension RunState.Phase {
    var isPaused: Bool { if case .paused = self { true } else { false } }
}
