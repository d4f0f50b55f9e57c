public import JSON

/// A run that branches off from another one behind a step.
public struct RunFork: Sendable {
    /// How it begins.
    public var start: RunStart
    /// What it takes over, as events: the steps up to the chosen one, as they ended.
    public var events: [RunEvent]
    /// The branches that the other run had made by then, by full name, and where they stood.
    public var branches: [String: String]

    /// The fork of a run.
    ///
    /// - Parameters:
    ///   - state: where the other run stands.
    ///   - step: the last step that both share; it must have ended.
    ///   - inputs: what the fork is started with.
    ///   - renamed: the fork's own names for the branches of the other run, by full name.
    /// - Throws: when the step has not ended.
    public init(
        of state: RunState, at step: String, inputs: JSON.Object, renaming renamed: (String) -> String
    ) throws(RunRefusal) {
        guard let last = state.steps[step], last.hasEnded else {
            throw RunRefusal(
                "step '\(step)' of run '\(state.id)' has not ended, so nothing can branch off from it")
        }
        start = state.start
        start.inputs = inputs
        start.parent = nil
        start.fork = RunOrigin(run: state.id, step: step)
        start.tree = last.treeAfter
        start.isAgentWork = start.isAgentWork || last.holdsAgentWork
        let shared = state.steps.filter { $1.hasEnded && $1.order <= last.order }
            .sorted { $0.value.order < $1.value.order }
        branches = [:]
        for effect in shared.flatMap(\.value.result.effects) {
            switch effect {
            case .branchCreated(let reference, let commit): branches[reference] = commit
            case .branchMoved(let reference, _, let commit):
                if branches[reference] != nil { branches[reference] = commit }
            case .noteWritten, .runStarted, .said: break
            }
        }
        events = [.started(start)]
        for (id, step) in shared {
            events.append(Self.event(for: id, step, branches, renamed))
        }
    }

    /// How a step that is taken over ended. The fork owns its own branches and nothing else.
    private static func event(
        for id: String, _ step: StepState, _ branches: [String: String], _ renamed: (String) -> String
    ) -> RunEvent {
        if case .skipped(let reason) = step.status, step.failure == nil {
            return .stepSkipped(step: id, reason)
        }
        var result = StepResult(outputs: step.result.outputs, isAgentWork: step.result.isAgentWork)
        for case .branchCreated(let reference, _) in step.result.effects {
            guard let commit = branches[reference] else { continue }
            result.effects.append(.branchCreated(reference: renamed(reference), commit: commit))
        }
        for (reference, _) in branches {
            let (old, new) = (short(reference), short(renamed(reference)))
            if result.outputs["branch"]?.stringValue == old { result.outputs["branch"] = .string(new) }
        }
        let failure = step.failure ?? StepFailure(.system, "it failed")
        switch step.status {
        case .failed: return .stepFailed(step: id, failure, result, then: .fail)
        case .skipped: return .stepFailed(step: id, failure, result, then: .skip)
        default:
            if step.isForgiven { return .stepFailed(step: id, failure, result, then: .proceed) }
            return .stepCompleted(step: id, result)
        }
    }

    private static func short(_ reference: String) -> String {
        reference.hasPrefix("refs/heads/") ? String(reference.dropFirst(11)) : reference
    }
}
