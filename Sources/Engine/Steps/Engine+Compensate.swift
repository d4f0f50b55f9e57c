import Git
import JSON
import Journal
import Workflow

extension Engine {
    /// Takes a completed step back: as its definition says, else as its action knows.
    ///
    /// - Returns: nil when the process was told to leave it to the next one; and the facts about other things
    ///   that belong to it.
    func compensate(
        _ id: String, in state: RunState, _ interpreter: Interpreter
    ) async -> (Compensation?, [EventDraft]) {
        guard let index = interpreter.definition.index(of: id) else {
            return (.impossible(reason: "the workflow has no such step"), [])
        }
        let scope = StepScope(index, state, interpreter, self)
        let mask = scope.secrets.mask
        let compensation: Compensation
        do {
            if let outcome = try await compensationByFacts(scope) {
                let masked = outcome.masked(by: mask)
                return (masked.compensation, masked.events)
            }
            compensation = try await compensate(scope)
        } catch {
            compensation = .failed(reason: StepFailure(wrapping: error).message)
        }
        if case .failed = compensation, Task.isCancelled { return (nil, []) }
        return (compensation.masked(by: mask), [])
    }

    /// What takes back a step whose action knows facts that do; nil for all others.
    private func compensationByFacts(_ scope: StepScope) async throws -> CompensationOutcome? {
        guard scope.step.undo == nil, case .uses(let name, let arguments) = scope.step.kind,
            case .facts(let make) = actions.action(name)?.compensation
        else { return nil }
        let result = scope.state.steps[scope.step.id]?.result ?? StepResult()
        return try await make(scope.call(try scope.evaluate(arguments)), result)
    }

    private func compensate(_ scope: StepScope) async throws -> Compensation {
        switch scope.step.undo {
        case .nothing: return .nothing
        case .run(let script):
            return Compensation(replacedBy: try await scripts.perform(script, scope, isUndo: true))
        case .uses(ActionTable.workflow.name, let arguments):
            return Compensation(
                replacedBy: try await performWorkflow(try scope.evaluate(arguments), scope, isUndo: true))
        case .uses(let name, let arguments):
            return .replaced(by: try await undo(name, scope.call(try scope.evaluate(arguments))))
        case nil: return try await compensateByKind(scope)
        }
    }

    /// Performs an action that takes a step back, unless a process that is gone has done so.
    ///
    /// - Returns: its effects.
    private func undo(_ name: String, _ call: ActionCall) async throws(StepFailure) -> [StepEffect] {
        let action = try actions.require(name)
        if call.wasInterrupted, case .looks(let look) = action.recovery,
            case .done(let outcome) = try await look(call)
        {
            return outcome.result.effects
        }
        switch try await action.perform(call) {
        case .completed(let outcome): return outcome.result.effects
        case .failed(let failure, _): throw failure
        case .suspended(let run): throw StepFailure(.workflow, "run '\(run)' waits")
        }
    }

    private func compensateByKind(_ scope: StepScope) async throws -> Compensation {
        let effects = scope.state.steps[scope.step.id]?.result.effects ?? []
        switch scope.step.kind {
        case .wait: return .nothing
        case .run: return .impossible(reason: "nobody knows what the command did outside of its checkout")
        case .workflow, .uses(ActionTable.workflow.name, _): return try await compensate(runsOf: effects)
        case .uses(let name, _):
            switch try actions.require(name).compensation {
            case .nothing: return .nothing
            case .impossible(let reason): return .impossible(reason: reason)
            case .effects, .facts: return await takeBack(effects, scope)
            }
        }
    }

    /// The newest effect first; one that can't be taken back does not keep the others.
    private func takeBack(_ effects: [StepEffect], _ scope: StepScope) async -> Compensation {
        let call = scope.call([:])
        let (message, signature) = ("\(call.logMessage) undone", call.signature)
        let (wasInterrupted, branches) = (call.wasInterrupted, scope.state.branches)
        var outcome = effects.isEmpty ? Compensation.nothing : .done
        for effect in effects.reversed() {
            do throws(StepFailure) {
                let one = try await call.gitAgain {
                    try TakingBack.takeBack(
                        effect, branches, message: message, signature: signature,
                        wasInterrupted: wasInterrupted, in: $0)
                }
                if case .failed = one { outcome = one }
            } catch { outcome = .failed(reason: error.message) }
        }
        return outcome
    }
}

extension CompensationOutcome {
    fileprivate func masked(by mask: SecretMask) -> CompensationOutcome {
        var outcome = CompensationOutcome(compensation.masked(by: mask), events: events)
        for index in events.indices { outcome.events[index].data = mask.apply(to: events[index].data) }
        return outcome
    }
}

extension Compensation {
    /// What the end of what a step does to be taken back means.
    fileprivate init(replacedBy ending: StepEnding) {
        switch ending {
        case .completed(let outcome): self = .replaced(by: outcome.result.effects)
        case .failed(let failure, _): self = .failed(reason: failure.message)
        case .suspended(let run): self = .failed(reason: "run '\(run)' waits")
        }
    }

    fileprivate func masked(by mask: SecretMask) -> Compensation {
        switch self {
        case .done, .nothing: self
        case .replaced(let effects): .replaced(by: effects.map { $0.masked(by: mask) })
        case .impossible(let reason): .impossible(reason: mask.apply(to: reason))
        case .failed(let reason): .failed(reason: mask.apply(to: reason))
        }
    }
}
