import Git
import JSON
import Workflow

extension Engine {
    /// Takes a completed step back: as its definition says, else as its action knows.
    ///
    /// - Returns: nil when the process was told to leave it to the next one.
    func compensate(_ id: String, in state: RunState, _ interpreter: Interpreter) async -> Compensation? {
        guard let index = interpreter.definition.index(of: id) else {
            return .impossible(reason: "the workflow has no such step")
        }
        let scope = StepScope(index, state, interpreter, self)
        let compensation: Compensation
        do {
            compensation = try await compensate(scope)
        } catch {
            let failure = error as? StepFailure ?? StepFailure(EngineError(error))
            compensation = .failed(reason: failure.message)
        }
        if case .failed = compensation, Task.isCancelled { return nil }
        return compensation.masked(by: scope.secrets.mask)
    }

    private func compensate(_ scope: StepScope) async throws -> Compensation {
        switch scope.step.undo {
        case .nothing: return .nothing
        case .run(let script): return Compensation(try await scripts.perform(script, scope, isUndo: true))
        case .uses(ActionTable.workflow.name, let arguments):
            return Compensation(
                try await performWorkflow(try scope.evaluate(arguments), scope, isUndo: true))
        case .uses(let name, let arguments):
            let call = scope.call(try scope.evaluate(arguments))
            _ = try await ActionTable.require(name).perform(call)
            return .done
        case nil: return try await compensateByKind(scope)
        }
    }

    private func compensateByKind(_ scope: StepScope) async throws -> Compensation {
        let effects = scope.state.steps[scope.step.id]?.result.effects ?? []
        switch scope.step.kind {
        case .wait: return .nothing
        case .run: return .impossible(reason: "nobody knows what the command did outside of its checkout")
        case .workflow, .uses(ActionTable.workflow.name, _): return try await compensate(runsOf: effects)
        case .uses(let name, _):
            switch try ActionTable.require(name).compensation {
            case .nothing: return .nothing
            case .impossible(let reason): return .impossible(reason: reason)
            case .effects: return await takeBack(effects, scope)
            }
        }
    }

    /// The newest effect first; one that can't be taken back does not keep the others.
    private func takeBack(_ effects: [StepEffect], _ scope: StepScope) async -> Compensation {
        let call = scope.call([:])
        let (message, signature) = ("\(call.logMessage) undone", call.signature)
        let wasInterrupted = call.wasInterrupted
        var outcome = effects.isEmpty ? Compensation.nothing : .done
        for effect in effects.reversed() {
            do throws(StepFailure) {
                let one = try await call.gitAgain {
                    try TakingBack.takeBack(
                        effect, message: message, signature: signature, wasInterrupted: wasInterrupted,
                        in: $0)
                }
                if case .failed = one { outcome = one }
            } catch { outcome = .failed(reason: error.message) }
        }
        return outcome
    }
}

extension Compensation {
    /// What the end of an attempt to take a step back means.
    fileprivate init(_ ending: StepEnding) {
        switch ending {
        case .completed: self = .done
        case .failed(let failure, _): self = .failed(reason: failure.message)
        case .suspended(let run): self = .failed(reason: "run '\(run)' waits")
        }
    }

    fileprivate func masked(by mask: SecretMask) -> Compensation {
        switch self {
        case .done, .nothing: self
        case .impossible(let reason): .impossible(reason: mask.apply(to: reason))
        case .failed(let reason): .failed(reason: mask.apply(to: reason))
        }
    }
}
