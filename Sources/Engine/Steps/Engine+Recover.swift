import Workflow

/// What there is to settle about a step that was under way when its process ended.
enum StepRecovery: Sendable {
    /// It was done.
    case done(StepOutcome)
    /// It may be done again.
    case repeatable
    /// Nobody can tell; a person has to.
    case unknown
}

extension Engine {
    /// What is to be done with a step that was under way in a process that is gone.
    ///
    /// An action whose traces tell is looked at. What can be repeated is, unless the definition says
    /// otherwise: a command starts in a checkout of the tree that the step began with.
    func recovery(of id: String, in state: RunState, _ interpreter: Interpreter) async -> StepRecovery {
        guard let index = interpreter.definition.index(of: id) else { return .unknown }
        let scope = StepScope(index, state, interpreter, self)
        switch scope.step.kind {
        case .run, .uses: await room.endLeftovers(of: id, state)
        case .wait, .workflow: break
        }
        if case .uses(let name, let arguments) = scope.step.kind, let action = actions.action(name),
            case .looks(let look) = action.recovery
        {
            let finding: Action.Finding
            do throws(StepFailure) {
                finding = try await look(scope.call(try scope.evaluate(arguments)))
            } catch {
                // With inputs that make no sense nothing can have been done, and the next attempt says why.
                return error.kind == .input ? .repeatable : .unknown
            }
            switch finding {
            case .done(let outcome): return .done(outcome.masked(by: scope.secrets.mask))
            case .notDone: return .repeatable
            case .unclear: return .unknown
            }
        }
        return scope.step.isIdempotent == false ? .unknown : .repeatable
    }
}
