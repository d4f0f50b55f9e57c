import Git
import JSON
import Workflow

/// Steps that perform another workflow as a run of its own.
extension Engine {
    /// Starts the run, or goes on with the one that was started by an attempt before, up to its end.
    func performWorkflow(
        _ name: String, _ inputs: JSON.Object, _ scope: StepScope
    ) async throws(StepFailure) -> StepEnding {
        let (state, step) = (scope.state, scope.step.id)
        // The name follows from the step's first start, so that every attempt finds the same run.
        let incarnation = state.steps[step]?.incarnation ?? ""
        let child = RunID(bits: Hash.fnv1a("\(state.id)/\(step)/\(incarnation)"))
        do {
            if try await store.load(child).state == nil {
                let base = try scope.call([:]).base()
                let given = Dictionary(
                    inputs.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
                let request = RunRequest(
                    try await workflow(name, for: scope), inputs: given, base: base,
                    parent: RunOrigin(run: state.id, step: step))
                _ = try await start(request, as: child)
            }
            return try await end(child)
        } catch {
            throw error as? StepFailure ?? StepFailure(EngineError(error))
        }
    }

    /// The workflow of a name: one that the run's own definition holds, else one of the library.
    private func workflow(_ name: String, for scope: StepScope) async throws -> RunnableWorkflow {
        guard scope.interpreter.definition.nested[name] != nil,
            let text = try await definitions.text(blob: scope.state.start.definition)
        else { return try await library(name) }
        let nested = try DefinitionExport.text(ofNested: name, in: text)
        let (definition, _) = Definition.read(
            nested, name: name, catalogue: Catalogue(actions: ActionTable.signatures, maximumSteps: .max))
        guard let definition else { return try await library(name) }
        return RunnableWorkflow(definition, text: nested)
    }

    /// Follows a run that a step has started; when the step is told to stop, so is the run.
    private func end(_ child: RunID) async throws -> StepEnding {
        if Task.isCancelled { _ = try? await request(.cancel, of: child) }
        var state = try await follow(child)
        if Task.isCancelled, !state.phase.isOver {
            _ = try? await request(.cancel, of: child)
            state = try await follow(child)
        }
        let outcome = StepOutcome(
            result: StepResult(outputs: state.outputs, effects: [.runStarted(child)]))
        switch state.status {
        case .completed: return .completed(outcome)
        case .cancelled, .rolledBack:
            return .failed(StepFailure(.cancelled, "run '\(child)' was stopped"), outcome)
        case .failed:
            let failed = state.steps.first { $1.status == .failed }
            let reason = failed.map { "step '\($0.key)': \($0.value.failure?.message ?? "failed")" }
            return .failed(
                StepFailure(.workflow, "run '\(child)' failed at \(reason ?? "its end")"), outcome)
        case .pending, .running, .waiting: return .suspended(child)
        }
    }

    /// Takes back the runs that a step has started.
    func compensate(runsOf effects: [StepEffect]) async throws -> Compensation {
        var outcome = Compensation.nothing
        for case .runStarted(let child) in effects.reversed() {
            var state = try await self.state(of: child)
            if state.status != .rolledBack {
                try await request(.rollback(.hard), of: child)
                state = try await follow(child)
            }
            outcome = .done
            for (step, compensation) in state.compensations {
                switch compensation {
                case .failed(let reason): outcome = .failed(reason: "run '\(child)', \(step): \(reason)")
                case .impossible(let reason) where outcome == .done:
                    outcome = .impossible(reason: "run '\(child)', \(step): \(reason)")
                default: break
                }
            }
        }
        return outcome
    }
}
