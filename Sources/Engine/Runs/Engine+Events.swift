import JSON
import Journal
import Workflow

extension Engine {
    /// The first event that ends a step's wait; nil when there is none yet.
    ///
    /// Only events behind the beginning of the wait count, in the order of the journal; where the run went back
    /// to the step, those behind the one that has ended its last wait.
    func awaitedEvent(
        of step: String, in state: RunState, _ interpreter: Interpreter
    ) async throws(EngineError) -> StepResult? {
        guard let index = interpreter.definition.index(of: step),
            case .wait(let definition) = interpreter.definition.steps[index].kind,
            case .event(_, _, let condition) = definition.condition,
            let known = state.steps[step], case .waiting(let wait) = known.status,
            case .event(let type, let stream) = wait.condition,
            let since = state.heard[step] ?? known.incarnation
        else { return nil }
        let name = stream.flatMap { StreamName($0) }
        // On what is no stream nothing ever happens.
        if stream != nil, name == nil { return nil }
        let candidates: [Event]
        do {
            candidates = try await store.journal.read { journal in
                var found: [Event] = []
                try journal.forEachEvent(of: name, newestFirst: true) { event in
                    guard event.id.description > since else { return false }
                    if event.type.description == type { found.append(event) }
                    return true
                }
                return found.reversed()
            }
        } catch { throw EngineError(error) }
        let context = interpreter.evaluationContext(index, state, decisionContext(for: state))
        for event in candidates {
            let members: JSON.Object = [
                "id": .string(event.id.description), "stream": .string(event.stream.description),
                "type": .string(type), "actor": .string(event.actor), "data": .object(event.data),
            ]
            if let condition {
                var context = context
                context.contexts["event"] = Value(JSON.object(members))
                // What can't be evaluated for this event is no match.
                guard (try? condition.evaluate(in: context))?.isTruthy ?? false else { continue }
            }
            return StepResult(outputs: ["event": .object(members)])
        }
        return nil
    }
}
