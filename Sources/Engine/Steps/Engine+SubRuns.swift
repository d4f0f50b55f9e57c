import Git
import JSON
import Journal
import Workflow

/// Steps that perform another workflow as a run of its own.
extension Engine {
    /// As many runs may stand above each other: a workflow that starts itself has to end somewhere.
    static let maximumDepth = 10

    /// The run that a step performs in its current attempt; nil for a step of another kind.
    ///
    /// Its name follows from the step's first start and the attempts that have failed since, so that whoever
    /// goes on with an attempt finds the same run.
    func childRun(of step: String, in state: RunState, _ interpreter: Interpreter) -> RunID? {
        guard let index = interpreter.definition.index(of: step) else { return nil }
        switch interpreter.definition.steps[index].kind {
        case .workflow, .uses(ActionTable.workflow.name, _): return childRun(of: step, in: state)
        case .run, .uses, .wait: return nil
        }
    }

    private func childRun(of step: String, in state: RunState, isUndo: Bool = false) -> RunID {
        let known = state.steps[step]
        let attempt = "\(known?.incarnation ?? "")/\(isUndo ? "undo" : String(known?.failures ?? 0))"
        return childRun(of: step, in: state, key: attempt)
    }

    func childRun(of step: String, in state: RunState, key: String) -> RunID {
        RunID(bits: Hash.fnv1a("\(state.id)/\(step)/\(key)"))
    }

    /// Starts the run, or goes on with the one that was started by an attempt before, up to its end.
    ///
    /// - Parameters:
    ///   - name: the workflow's.
    ///   - inputs: what it is started with.
    ///   - scope: the step.
    ///   - isUndo: whether the run takes the step back.
    func performWorkflow(
        _ name: String, _ inputs: JSON.Object, _ scope: StepScope, isUndo: Bool = false
    ) async throws(StepFailure) -> StepEnding {
        let child = childRun(of: scope.step.id, in: scope.state, isUndo: isUndo)
        let origin = RunOrigin(run: scope.state.id, step: scope.step.id)
        do {
            if let known = try await store.load(child).state {
                guard known.start.parent == origin else {
                    throw StepFailure(.system, "run '\(child)' was not started by this step")
                }
            } else {
                let depth = try await ancestors(of: scope.state).count + 1
                guard depth < Self.maximumDepth else {
                    throw StepFailure(
                        .input, "workflow '\(name)' would be the \(depth + 1)th run within another one")
                }
                let given = inputs.dictionary
                try scope.secrets.requireNone(in: given)
                var request = RunRequest(
                    try await workflow(name, for: scope), inputs: given, base: try scope.call([:]).base(),
                    parent: origin)
                request.subject = scope.state.start.subject.flatMap { StreamName($0) }
                request.isAgentWork = scope.state.knowsAgentWork
                _ = try await start(request, as: child)
            }
            return try await end(child, scope)
        } catch {
            throw StepFailure(wrapping: error)
        }
    }

    /// The same for an action's inputs.
    func performWorkflow(
        _ inputs: JSON.Object, _ scope: StepScope, isUndo: Bool = false
    ) async throws(StepFailure) -> StepEnding {
        try await performWorkflow(
            inputs["name"]?.stringValue ?? "", inputs["inputs"]?.objectValue ?? [:], scope, isUndo: isUndo)
    }

    /// The workflow of a name: one that the run's own definition holds, else one of the library.
    private func workflow(_ name: String, for scope: StepScope) async throws -> RunnableWorkflow {
        guard scope.interpreter.definition.nested[name] != nil,
            let text = try await definitions.text(blob: scope.state.start.definition)
        else { return try await library(name) }
        let nested = try DefinitionExport.text(ofNested: name, in: text)
        let (definition, _) = Definition.read(
            nested, name: name, catalogue: Catalogue(actions: actions.signatures), isStarted: true)
        guard let definition else { return try await library(name) }
        return RunnableWorkflow(definition, text: nested)
    }

    /// Goes on with a run that a step has started.
    private func end(_ child: RunID, _ scope: StepScope) async throws -> StepEnding {
        // Whoever wanted the step to stop may not have found the run yet.
        if try await isToBeStopped(scope) { _ = try? await request(.cancel, of: child) }
        let state = try await followOrLook(child)
        let outcome = StepOutcome(
            result: StepResult(
                outputs: state.outputs, effects: [.runStarted(child)], isAgentWork: state.knowsAgentWork))
        switch state.status {
        case .completed: return .completed(outcome)
        case .cancelled, .rolledBack:
            let isAsked = try await isToBeStopped(scope)
            let reason = state.status == .cancelled ? "cancelled" : "rolled back"
            return .failed(
                StepFailure(isAsked ? .cancelled : .workflow, "run '\(child)' was \(reason)"), outcome)
        case .failed:
            let failed = state.steps.first { $1.status == .failed }
            let reason = failed.map { "step '\($0.key)': \($0.value.failure?.message ?? "failed")" }
            return .failed(
                StepFailure(.workflow, "run '\(child)' failed at \(reason ?? "its end")"), outcome)
        case .pending, .running, .waiting:
            // A process that is told to stop leaves both runs as they are.
            if Task.isCancelled { return .failed(StepFailure(.cancelled, "left"), StepOutcome()) }
            return .suspended(child)
        }
    }

    private func isToBeStopped(_ scope: StepScope) async throws(EngineError) -> Bool {
        let state = try await state(of: scope.state.id)
        return scope.interpreter.stepsToStop(state, decisionContext(for: state)).contains(scope.step.id)
    }

    /// Goes on with a run, unless another process does: where that leaves it, it goes on with the parent.
    func followOrLook(_ run: RunID) async throws(EngineError) -> RunState {
        do throws(EngineError) { return try await follow(run) } catch {
            guard case .busy = error else { throw error }
            return try await state(of: run)
        }
    }

    /// Takes back the runs that a step has started.
    func compensate(runsOf effects: [StepEffect]) async throws -> Compensation {
        var outcome = Compensation.nothing
        for case .runStarted(let child) in effects.reversed() {
            let state = try await rollBack(child)
            guard state.status == .rolledBack else {
                outcome = .failed(reason: "run '\(child)' is \(state.status.rawValue)")
                continue
            }
            if outcome == .nothing { outcome = .done }
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

    private func rollBack(_ run: RunID) async throws(EngineError) -> RunState {
        let state = try await state(of: run)
        switch state.phase {
        case .ended(.rolledBack): return state
        // An attempt before has begun it.
        case .rollingBack: break
        case .pending, .active, .paused, .ended: try await request(.rollback(.hard), of: run)
        }
        return try await followOrLook(run)
    }
}
