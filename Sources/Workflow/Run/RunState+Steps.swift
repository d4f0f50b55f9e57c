import JSON
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
        if result.isAgentWork { knowsAgentWork = true }
        if let tree = result.tree {
            self.tree = tree
            holdsAgentWork = knowsAgentWork
        }
        endings += 1
        let (order, tree, holdsAgentWork) = (endings, tree, holdsAgentWork)
        update(step) { state in
            let earlier = state.result.effects
            state.status = status
            state.result = result
            if !earlier.isEmpty { state.result.effects = earlier + result.effects }
            state.startedAt = state.startedAt ?? record.at
            state.endedAt = record.at
            state.order = order
            state.treeAfter = tree
            state.holdsAgentWork = holdsAgentWork
            state.record = record.id
            state.isPutToPerson = false
            state.restartsFrom = nil
        }
        keep(result, of: step, isCompletion: status == .completed)
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
            endings += 1
            keep(result, of: step, isCompletion: false)
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
        if case .failure(let step, let failure) = cause {
            let target = steps[step]?.restartsFrom ?? step
            restarts[target, default: 0] += 1
            lastFailure = FailedStep(step: step, failure: failure, count: restarts[target, default: 0])
        }
        for id in reset {
            guard let step = steps.removeValue(forKey: id) else { continue }
            if case .failure = cause {
                heard[id] = step.result.outputs["event"]?["id"]?.stringValue ?? heard[id]
            } else {
                heard[id] = nil
            }
            unsettled.remove(id)
            failed.remove(id)
            if step.status == .unknown { incarnations[id] = step.incarnation }
        }
        switch cause {
        case .failure(let step, _): change(step) { $0.restartsFrom = nil }
        case .request:
            // A run that was over has lost its turn in its group.
            if phase.isOver, start.group != nil {
                phase = .pending
            } else if phase != .pending {
                phase = .active
            }
        case .rollback(let step, let tree):
            self.tree = tree
            holdsAgentWork = steps[step]?.holdsAgentWork ?? holdsAgentWork
            phase = .paused(reason: "rolled back to step '\(step)'")
        }
        endedAt = nil
        if case .failure = cause { return }
        // A person has looked at the run: what its policies allow begins anew.
        restarts = [:]
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
        // The next attempt has to look for what may have been done, and finds what was.
        step.incarnation = incarnations.removeValue(forKey: id)
        for residue in residues where residue.step == id { step.result.effects += residue.result.effects }
        return step
    }
}
