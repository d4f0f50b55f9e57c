import JSON
import Platform

/// How waits end by themselves.
extension Interpreter {
    /// What follows from the first wait that is over, by a vote or by the clock.
    func settleWaits(_ state: RunState, _ context: DecisionContext) -> [RunEvent] {
        for index in unsettled(state) {
            guard let step = state.steps[graph.ids[index]], case .waiting(let wait) = step.status else {
                continue
            }
            if let events = settle(definition.steps[index], step, wait, state, context) { return events }
        }
        return []
    }

    private func settle(
        _ definition: StepDefinition, _ step: StepState, _ wait: Wait, _ state: RunState,
        _ context: DecisionContext
    ) -> [RunEvent]? {
        switch wait.condition {
        case .approval(let names):
            if let cast = step.votes.first(where: { $0.counts(for: names) }) {
                return decided(definition.id, by: cast, state, context)
            }
        case .time(let time):
            if context.now >= time { return [.stepCompleted(step: definition.id, StepResult())] }
        case .event, .run: break
        }
        guard let expires = wait.expires, context.now >= expires else { return nil }
        if case .wait(let wait) = definition.kind, wait.onTimeout == .proceed {
            return [.stepCompleted(step: definition.id, StepResult(outputs: ["timed-out": true]))]
        }
        let failure = StepFailure(.timeout, "step '\(definition.id)' waited until \(expires.iso8601)")
        return failed(definition.id, failure, StepResult(), state, context)
    }

    private func decided(
        _ step: String, by cast: CastVote, _ state: RunState, _ context: DecisionContext
    ) -> [RunEvent] {
        let person = String(cast.actor.dropFirst(CastVote.person.count))
        var outputs: JSON.Object = ["approved": .bool(cast.vote.approves), "by": .string(person)]
        if let comment = cast.vote.comment { outputs["comment"] = .string(comment) }
        let result = StepResult(outputs: outputs)
        if cast.vote.approves { return [.stepCompleted(step: step, result)] }
        let reason = cast.vote.comment.map { ": \($0)" } ?? ""
        let failure = StepFailure(.rejected, "'\(person)' has rejected it\(reason)")
        return failed(step, failure, result, state, context)
    }
}
