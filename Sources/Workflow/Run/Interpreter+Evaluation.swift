import JSON
import Platform

/// What expressions see of a run.
extension Interpreter {
    /// Whether a step that has all it needs is to be performed.
    func isWanted(
        _ index: Int, _ state: RunState, _ context: DecisionContext
    ) throws(ExpressionError) -> Bool {
        let status = self.status(before: index, state)
        guard let condition = conditions[index] else { return status.success }
        if !condition.usesStatus, !status.success { return false }
        if let holds = condition.constant { return holds }
        let evaluation = evaluationContext(index, state, context, [:], condition.steps)
        return try condition.expression.evaluate(in: evaluation).isTruthy
    }

    /// What a wait waits for, with all expressions evaluated.
    func evaluate(
        _ wait: WaitDefinition, _ index: Int, _ state: RunState, _ context: DecisionContext
    ) throws(ExpressionError) -> Wait {
        let evaluation = evaluationContext(index, state, context)
        func time(after template: Template) throws(ExpressionError) -> Timestamp {
            let text = try template.evaluate(in: evaluation).text
            let duration: Int64
            do throws(DurationText.Failure) { duration = try DurationText.milliseconds(text) } catch {
                throw ExpressionError(.evaluation, error.message, hints: error.hints)
            }
            return Timestamp(milliseconds: context.now.milliseconds + duration)
        }
        let condition: Wait.Condition
        switch wait.condition {
        case .approval(let templates):
            var names: [String] = []
            for template in templates { names += try template.evaluate(in: evaluation).names }
            condition = .approval(by: names)
        case .event(let type, let stream, _):
            condition = .event(type: type, stream: try stream?.evaluate(in: evaluation).text)
        case .duration(let template): condition = .time(try time(after: template))
        case .date(let template):
            let text = try template.evaluate(in: evaluation).text
            guard let date = Timestamp(iso8601: text) ?? Timestamp(iso8601: text + "T00:00:00Z") else {
                throw ExpressionError(.evaluation, "'\(text)' is not a date")
            }
            condition = .time(date)
        }
        return Wait(
            condition, expires: try wait.timeout.map { (t) throws(ExpressionError) in try time(after: t) })
    }

    /// Whether a failed step counts as success. An expression that can't be evaluated says no.
    func continues(_ index: Int, _ state: RunState, _ context: DecisionContext) -> Bool {
        guard let template = definition.steps[index].continuesOnError else { return false }
        let value = try? template.evaluate(in: evaluationContext(index, state, context))
        // Plain words are a text, and so may be an input: `false` is not the truth then.
        if case .string(let text) = value { return text.lowercased() == "true" }
        return value?.isTruthy ?? false
    }

    /// What the finished run gives.
    func evaluateOutputs(
        _ state: RunState, _ context: DecisionContext
    ) throws(ExpressionError) -> JSON.Object {
        guard !definition.outputs.isEmpty else { return [:] }
        let evaluation = evaluationContext(nil, state, context)
        var outputs: JSON.Object = [:]
        for output in definition.outputs {
            outputs[output.name] = try output.template.evaluate(in: evaluation).json
        }
        return outputs
    }

    /// What the expressions of a step see, or those of the run's outputs where `index` is nil.
    ///
    /// - Parameters:
    ///   - index: the step's place in the file.
    ///   - state: where the run stands.
    ///   - context: the time and the way to files.
    ///   - secrets: the values of `secrets`, for whoever performs the step; decisions know none.
    public func evaluationContext(
        _ index: Int?, _ state: RunState, _ context: DecisionContext, secrets: [String: String] = [:]
    ) -> EvaluationContext {
        evaluationContext(index, state, context, secrets, nil)
    }

    private func evaluationContext(
        _ index: Int?, _ state: RunState, _ context: DecisionContext, _ secrets: [String: String],
        _ places: Set<Int>?
    ) -> EvaluationContext {
        EvaluationContext(
            resolve: { name in
                name == "env"
                    ? variables(index, state, context, secrets)
                    : resolve(name, index, state, secrets, places)
            },
            status: status(before: index, state), hashFiles: context.hashFiles)
    }

    /// The variables of a step, of which each sees those before it. One that can't be evaluated is empty.
    private func variables(
        _ index: Int?, _ state: RunState, _ context: DecisionContext, _ secrets: [String: String]
    ) -> Value {
        var evaluation = EvaluationContext(
            contexts: ["env": Value(JSON.object([:]))], resolve: { resolve($0, index, state, secrets, nil) },
            status: status(before: index, state), hashFiles: context.hashFiles)
        var variables: JSON.Object = [:]
        let own = index.map { definition.steps[$0].environment } ?? []
        for variable in definition.environment + own {
            let value = (try? variable.template.evaluate(in: evaluation))?.text ?? ""
            variables[variable.name] = .string(value)
            evaluation.contexts["env"] = Value(JSON.object(variables))
        }
        return Value(JSON.object(variables))
    }

    /// The context of a name; made when an expression asks for it, as most ask for one only. Of the steps
    /// it has those at `places`, or all.
    private func resolve(
        _ name: String, _ index: Int?, _ state: RunState, _ secrets: [String: String], _ places: Set<Int>?
    ) -> Value? {
        switch name {
        case "inputs": Value(JSON.object(state.start.inputs))
        case "steps": stepsContext(places.map { Array($0) } ?? Array(graph.ids.indices), state)
        case "needs":
            stepsContext((index.map { graph.needs[$0] } ?? []).filter { places?.contains($0) ?? true }, state)
        case "secrets": Value(JSON.object(JSON.Object(secrets.map { ($0, .string($1)) })))
        case "workflow": .string(state.start.workflow)
        case "failure": failureContext(state)
        case "run": runContext(index, state)
        case "event": .null
        default: nil
        }
    }

    private func runContext(_ index: Int?, _ state: RunState) -> Value {
        let attempts = index.flatMap { state.steps[definition.steps[$0].id]?.attempts } ?? 1
        let members: JSON.Object = [
            "id": .string(state.id.description), "workflow": .string(state.start.workflow),
            "base": .string(state.start.base), "actor": .string(state.actor),
            "started-at": .string(state.startedAt.iso8601), "attempt": .integer(Int64(attempts)),
        ]
        return Value(JSON.object(members))
    }

    private func stepsContext(_ places: [Int], _ state: RunState) -> Value {
        var members: JSON.Object = [:]
        for id in places.map({ graph.ids[$0] }) {
            guard let step = state.steps[id], let outcome = step.outcome, let conclusion = step.conclusion
            else { continue }
            members[id] = [
                "outputs": .object(step.result.outputs), "outcome": .string(outcome),
                "conclusion": .string(conclusion),
            ]
        }
        return Value(JSON.object(members))
    }

    private func failureContext(_ state: RunState) -> Value {
        guard let last = state.lastFailure else { return .null }
        var members: JSON.Object = [
            "step": .string(last.step), "kind": .string(last.failure.kind.rawValue),
            "message": .string(last.failure.message),
            "count": .integer(Int64(last.count)),
        ]
        if let status = last.failure.exitStatus { members["exit-status"] = .integer(Int64(status)) }
        if let output = last.failure.output { members["output"] = .string(output) }
        return Value(JSON.object(members))
    }

    /// What `success()`, `failure()` and `cancelled()` say ahead of a step, or at the end.
    private func status(before index: Int?, _ state: RunState) -> StatusFunctions {
        let hasFailed = state.failed.contains { id in
            guard let index, let place = graph.place(of: id) else { return true }
            return graph.ancestors[index].contains(place)
        }
        let isCancelled = state.isStopping
        return StatusFunctions(
            success: !hasFailed && !isCancelled, failure: hasFailed && !isCancelled, cancelled: isCancelled)
    }
}

extension Value {
    /// The people that a value names: an array of texts, or a text with commas or spaces between them.
    /// `anyone` names nobody in particular.
    fileprivate var names: [String] {
        let texts: [String]
        if case .array(let elements) = self {
            texts = elements.map(\.text)
        } else {
            texts = text.split { $0 == "," || $0.isWhitespace }.map { String($0) }
        }
        return texts.filter { !$0.isEmpty && $0.lowercased() != "anyone" }
    }
}
