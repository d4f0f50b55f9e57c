import AI
import Engine
import JSON
import Journal
import Platform
import Workflow

extension ModelAgent {
    /// What has come of asking.
    enum Answer: Sendable {
        case said(Message, StopReason)
        /// Nobody will ever answer this, and why.
        case ended(String)
    }

    /// Asks the model and records what it has said; where the conversation has grown too long for it, once more
    /// without the oldest results.
    ///
    /// What was done stays where the model can't be asked any more. Where nothing was, the step fails by it.
    func ask(
        _ request: inout ModelRequest, _ spent: inout AgentBudget.Spending
    ) async throws(StepFailure) -> Answer {
        if budget.money != nil, spent.hasUnknownPrice {
            return .ended("its budget is in money, and nobody knows the price of '\(model.name)'")
        }
        var outcome = try await exchange(request, &spent)
        if case .failure(let error) = outcome, error.kind == .contextTooLong,
            let shortened = Conversation(request.messages).shortened
        {
            transcript.add("the conversation is too long for the model: its oldest results are left out")
            request.messages = shortened
            outcome = try await exchange(request, &spent)
        }
        switch outcome {
        case .success(let (message, stop)): return .said(message, stop)
        case .failure(let error):
            let failure = StepFailure(error)
            guard failure.kind == .input, spent.turns > 0 else { throw failure }
            return .ended(error.message)
        }
    }

    private func exchange(
        _ request: ModelRequest, _ spent: inout AgentBudget.Spending
    ) async throws(StepFailure) -> Result<(Message, StopReason), ModelError> {
        let stopwatch = Stopwatch()
        let purpose = ModelCalls.Purpose(
            "agent", run: call.state.id.description, workflow: call.state.start.workflow, step: call.step)
        let now = call.configuration.time.now()
        let answer: AgentModel.Answer
        do throws(AgentModel.Failure) { answer = try await model.ask(request) { _ in } } catch {
            let fact = ModelCalls.draft(mask.apply(to: error.call), for: purpose, at: now, by: call.actor)
            if error.error.kind != .cancelled {
                try await call.record(Decision(subject: subject("nobody has answered"), events: [fact]))
            }
            return .failure(error.error)
        }
        let reply = mask.apply(to: answer.reply.message)
        let milliseconds = Int64(stopwatch.elapsedMilliseconds)
        spent.add(tokens: Int64(answer.reply.usage.total), answer.cost, milliseconds)
        var data: [(String, JSON)] = [
            ("turn", .integer(Int64(spent.turns))), ("stop", .string(answer.reply.stop.rawValue)),
            ("tokens", .integer(Int64(answer.reply.usage.total))), ("milliseconds", .integer(milliseconds)),
            ("tools", .array(reply.toolCalls.map { .string($0.name) })),
        ]
        if let cost = answer.cost { data.append(("cost_picodollars", .integer(cost.picodollars))) }
        let attachment = Attachment(name: AgentLog.reply, content: .bytes(Array(reply.json.canonical.utf8)))
        try await call.record(
            Decision(
                subject: subject("turn \(spent.turns), the model answered"),
                events: [
                    log.draft("agent_replied", data, [attachment], by: call.actor),
                    ModelCalls.draft(mask.apply(to: answer.call), for: purpose, at: now, by: call.actor),
                ]))
        let text = reply.text
        if text.contains(where: { !$0.isWhitespace }) { transcript.add(text) }
        return .success((reply, answer.reply.stop))
    }
}

extension StepFailure {
    /// Why a model has not answered.
    init(_ error: ModelError) {
        switch error.kind {
        case .cancelled: self.init(.cancelled, "stopped")
        case .network, .overload, .rateLimit, .quota, .authentication, .timeout, .protocol:
            self.init(.unavailable, error.message)
        case .budget, .contextTooLong, .refused, .request: self.init(.input, error.message)
        }
    }
}
