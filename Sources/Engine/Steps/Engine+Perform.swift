import Git
import JSON
import Journal
import Platform
import Workflow

extension Engine {
    /// Performs a step that the run has recorded as started, to its end.
    ///
    /// - Parameters:
    ///   - id: the step.
    ///   - state: where the run stands.
    ///   - interpreter: of the run's definition.
    func perform(_ id: String, in state: RunState, _ interpreter: Interpreter) async -> StepEnding {
        guard let index = interpreter.definition.index(of: id) else {
            return .failed(StepFailure(.input, "the workflow has no step '\(id)'"), StepOutcome())
        }
        let stopwatch = Stopwatch()
        defer { configuration.trace.note("step", "run \(state.id): \(id)", since: stopwatch) }
        let scope = StepScope(index, state, interpreter, self)
        do throws(StepFailure) {
            return try await perform(scope).masked(by: scope.secrets.mask)
        } catch {
            return StepEnding.failed(error, StepOutcome()).masked(by: scope.secrets.mask)
        }
    }

    private func perform(_ scope: StepScope) async throws(StepFailure) -> StepEnding {
        switch scope.step.kind {
        case .run(let script): return try await scripts.perform(script, scope, isUndo: false)
        case .uses(ActionTable.workflow.name, let arguments):
            return try await performWorkflow(try scope.evaluate(arguments), scope)
        case .workflow(let name, let arguments):
            return try await performWorkflow(
                try scope.evaluate(name).text, try scope.evaluate(arguments), scope)
        case .uses(let name, let arguments):
            let call = scope.call(try scope.evaluate(arguments))
            return try await actions.require(name).perform(call)
        case .wait: return .completed(StepOutcome())
        }
    }
}

/// A step of a run with what its expressions and effects need.
struct StepScope: Sendable {
    let index: Int
    let state: RunState
    let interpreter: Interpreter
    let engine: Engine
    /// What its command may know and nobody may see.
    let secrets: Secrets

    init(_ index: Int, _ state: RunState, _ interpreter: Interpreter, _ engine: Engine) {
        (self.index, self.state, self.interpreter, self.engine) = (index, state, interpreter, engine)
        secrets = engine.secretStore.secrets(of: interpreter.definition)
    }

    var step: StepDefinition { interpreter.definition.steps[index] }

    /// When it was first started; the same for every attempt to repeat it.
    var startedAt: Timestamp { state.steps[step.id]?.startedAt ?? engine.now() }

    /// What its expressions see, secrets included.
    var context: EvaluationContext {
        interpreter.evaluationContext(
            index, state, engine.decisionContext(for: state), secrets: secrets.values)
    }

    func evaluate(_ template: Template) throws(StepFailure) -> Value {
        if let text = template.constantText { return .string(text) }
        do { return try template.evaluate(in: context) } catch {
            throw StepFailure(.input, "step '\(step.id)': \(error.message)")
        }
    }

    func evaluate(_ arguments: [NamedArgument]) throws(StepFailure) -> JSON.Object {
        do { return try Argument.evaluate(arguments, in: context) } catch {
            throw StepFailure(.input, "step '\(step.id)': \(error.message)")
        }
    }

    func call(_ inputs: JSON.Object) -> ActionCall {
        ActionCall(
            state: state, step: step.id, inputs: inputs, secrets: secrets, startedAt: startedAt,
            configuration: engine.configuration, repository: engine.repository, store: engine.store,
            room: engine.room,
            asking: { (question, key) throws(StepFailure) in
                try await engine.ask(question, key: key, self)
            })
    }
}
