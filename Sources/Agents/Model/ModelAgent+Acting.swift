import AI
import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

extension ModelAgent {
    /// What has come of a turn's tools.
    enum Outcome: Sendable {
        case answer(Message)
        case ended(End)
        case suspended(RunID)
    }

    /// Calls the tools that a turn asks for and records what has come of them.
    func act(
        on reply: Message, _ conversation: Conversation, _ tree: inout AgentTree,
        _ spent: inout AgentBudget.Spending
    ) async throws(StepFailure) -> Outcome {
        let (stopwatch, turn) = (Stopwatch(), spent.turns)
        var changed = tree
        var work = ToolWork(agent: self, turn: turn)
        // Nobody knows for how long a person thinks: what else the turn wants is done afterwards.
        var answers: [Int: ToolWork.Outcome] = [:]
        for (index, call) in reply.toolCalls.enumerated() where call.name == AgentTool.ask.name {
            switch try await work.ask(call) {
            case .suspended(let run): return .suspended(run)
            case .outcome(let outcome): answers[index] = outcome
            }
        }
        var bounds = TurnBounds(isCutOff: conversation.isCutOff)
        var results: [MessagePart] = []
        for (index, toolCall) in reply.toolCalls.enumerated() {
            if Task.isCancelled { throw StepFailure(.cancelled, "stopped") }
            transcript.add(toolCall)
            let milliseconds = spent.milliseconds + Int64(stopwatch.elapsedMilliseconds)
            var outcome: ToolWork.Outcome
            if let answer = answers[index] {
                outcome = answer
            } else if let reason = bounds.obstacle(to: toolCall, milliseconds, budget) {
                outcome = work.outcome(of: toolCall, reason, isError: true)
            } else {
                outcome = try await work.perform(toolCall, &changed)
            }
            outcome.result.text = mask.apply(to: outcome.result.text)
            transcript.add(outcome.result)
            bounds.add(outcome.result)
            results.append(.toolResult(outcome.fenced))
        }
        spent.milliseconds += Int64(stopwatch.elapsedMilliseconds)
        if let summary = work.summary {
            tree = changed
            if !work.events.isEmpty {
                try await call.record(Decision(subject: subject("checks have passed"), events: work.events))
            }
            return .ended(.finished(summary: summary))
        }
        if let nudge = conversation.nudge { results.append(.text(nudge)) }
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
}

/// How much one turn may ask for: a model that wants a hundred files at once gets more than it can be told.
struct TurnBounds {
    /// Whether the model's words end amid something.
    let isCutOff: Bool
    private var calls = 0
    private var bytes = 0
    private var hasFailed = false

    /// Calls of tools in a turn.
    private static let mostCalls = 32
    /// Bytes of all results.
    private static let mostBytes = 200_000

    init(isCutOff: Bool) { self.isCutOff = isCutOff }

    /// Why a call is not carried out; nil where it is.
    ///
    /// - Parameters:
    ///   - call: the next one.
    ///   - milliseconds: what the work has taken so far, this turn included.
    ///   - budget: what it may take.
    func obstacle(to call: ToolCall, _ milliseconds: Int64, _ budget: AgentBudget) -> String? {
        if isCutOff, call.arguments.allSatisfy(\.isWhitespace) {
            return "not done: your answer was cut off here"
        }
        if calls >= Self.mostCalls { return "not done: at most \(Self.mostCalls) tools are called in a turn" }
        if call.name == AgentTool.finish.name {
            return hasFailed ? "not yet: something in this turn has failed, look at it first" : nil
        }
        if bytes >= Self.mostBytes { return "not done: this turn's results are long enough; ask again" }
        if milliseconds >= budget.milliseconds { return "not done: the time for all of this is used up" }
        return nil
    }

    /// Counts what has come of a call.
    mutating func add(_ result: ToolResult) {
        calls += 1
        bytes += result.text.utf8.count
        hasFailed = hasFailed || result.isError
    }
}
