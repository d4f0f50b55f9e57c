import AI
import Engine
import Git
import JSON
import Journal
import Platform
import Verification
import Workflow

/// The coding agent: asks a model what to do next, does it on the run's tree, tells it what came of it, until
/// the work is done or its budget is used up.
///
/// Where it stands follows from the journal alone. The last turn says what comes next: behind one of the model
/// its tools are called, behind any other the model is asked.
struct ModelAgent: Sendable {
    /// How the work has come to an end.
    enum End: Sendable {
        /// The model says that it is done.
        case finished(summary: String)
        /// A bound is reached; what was done stays.
        case partial(reason: String)
        /// A person was asked: the run that waits for the answer.
        case suspended(RunID)
    }

    let call: ActionCall
    let model: AgentModel
    let budget: AgentBudget
    let tools: [AgentTool]
    let log: AgentLog
    let mask: AgentMask
    let transcript: Transcript
    let checks: AgentChecks

    /// Works to the end.
    ///
    /// - Parameters:
    ///   - system: what the model is told before anything else.
    ///   - question: the first turn.
    ///   - history: what the journal knows already.
    ///   - tree: the files; as they are left, when it returns.
    func work(
        system: String, question: String, _ history: AgentHistory, _ tree: inout AgentTree
    ) async throws(StepFailure) -> End {
        var request = ModelRequest(model: "", system: system, messages: [Message(.user, question)])
        request.messages += history.messages
        request.tools = tools.map(\.definition)
        request.maximumOutput = budget.answerTokens
        var (spent, stop) = (history.spent, history.stop)
        while true {
            guard let last = request.messages.last, last.role == .assistant else {
                if let bound = budget.exhausted(by: spent) {
                    return .partial(reason: "its budget of \(bound) is used up")
                }
                let reply = try await ask(request, &spent)
                request.messages.append(reply.message)
                stop = reply.stop
                continue
            }
            let conversation = Conversation(request.messages, stop: stop)
            if let reason = conversation.deadEnd { return .partial(reason: reason) }
            let stopwatch = Stopwatch()
            switch try await act(on: last, nudge: conversation.nudge, &tree, turn: spent.turns) {
            case .suspended(let run): return .suspended(run)
            case .ended(let end): return end
            case .answer(let results):
                spent.milliseconds += Int64(stopwatch.elapsedMilliseconds)
                request.messages.append(results)
            }
        }
    }

    /// Records that a conversation begins.
    func begin(with question: String, on tree: ObjectID) async throws(StepFailure) {
        let attachment = Attachment(name: AgentLog.question, content: .bytes(Array(question.utf8)))
        let data: [(String, JSON)] = [
            ("tree", .string(tree.hex)), ("model", .string(model.name)),
            ("tools", .array(tools.map { .string($0.name) })),
        ]
        try await call.record(
            Decision(
                subject: subject("a model is asked"),
                events: [log.draft("agent_began", data, [attachment], by: call.actor)]))
    }

    /// Asks the model and records what it has said.
    private func ask(
        _ request: ModelRequest, _ spent: inout AgentBudget.Spending
    ) async throws(StepFailure) -> (message: Message, stop: StopReason) {
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
            throw StepFailure(error.error)
        }
        let reply = mask.apply(to: answer.reply.message)
        spent.turns += 1
        spent.tokens += answer.reply.usage.total
        spent.money += answer.cost ?? .zero
        spent.milliseconds += Int64(stopwatch.elapsedMilliseconds)
        var data: [(String, JSON)] = [
            ("turn", .integer(Int64(spent.turns))), ("stop", .string(answer.reply.stop.rawValue)),
            ("tokens", .integer(Int64(answer.reply.usage.total))),
            ("milliseconds", .integer(Int64(stopwatch.elapsedMilliseconds))),
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
        return (reply, answer.reply.stop)
    }

    private enum Outcome {
        case answer(Message)
        case ended(End)
        case suspended(RunID)
    }

    /// Calls the tools that a turn asks for and records what has come of them.
    private func act(
        on reply: Message, nudge: String?, _ tree: inout AgentTree, turn: Int
    ) async throws(StepFailure) -> Outcome {
        let stopwatch = Stopwatch()
        var changed = tree
        var work = ToolWork(agent: self, turn: turn)
        // Nobody knows for how long a person thinks: what else the turn wants is done afterwards.
        var answers: [String: ToolResult] = [:]
        for call in reply.toolCalls where call.name == AgentTool.ask.name {
            switch try await work.ask(call) {
            case .suspended(let run): return .suspended(run)
            case .result(let result): answers[call.id] = result
            }
        }
        var results: [MessagePart] = []
        for toolCall in reply.toolCalls {
            if Task.isCancelled { throw StepFailure(.cancelled, "stopped") }
            transcript.add(toolCall)
            var result: ToolResult
            if let answer = answers[toolCall.id] {
                result = answer
            } else {
                result = try await work.perform(toolCall, &changed)
            }
            result.text = mask.apply(to: result.text)
            transcript.add(result)
            // What files and programs say is data; a line of ours about a change needs no fence.
            if result.text.contains("\n") { result.text = Fence.block(result.text) }
            results.append(.toolResult(result))
        }
        if let summary = work.summary {
            tree = changed
            if !work.events.isEmpty {
                try await call.record(Decision(subject: subject("checks have passed"), events: work.events))
            }
            return .ended(.finished(summary: summary))
        }
        if let nudge { results.append(.text(nudge)) }
        let message = Message(.user, results)
        if changed.tree != tree.tree {
            try await call.keepPoint(changed.tree, named: "\(call.step), turn \(turn)")
        }
        tree = changed
        let attachment = Attachment(
            name: AgentLog.results, content: .bytes(Array(message.json.canonical.utf8)))
        let data: [(String, JSON)] = [
            ("turn", .integer(Int64(turn))), ("tree", .string(tree.tree.hex)),
            ("milliseconds", .integer(Int64(stopwatch.elapsedMilliseconds))),
        ]
        try await call.record(
            Decision(
                subject: subject("turn \(turn), \(reply.toolCalls.count) tools called"),
                events: [log.draft("agent_acted", data, [attachment], by: call.actor)] + work.events))
        return .answer(message)
    }

    private func subject(_ what: String) -> String { "run \(call.state.id): \(call.step), \(what)" }
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
