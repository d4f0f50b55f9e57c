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
                switch try await ask(&request, &spent) {
                case .said(let message, let reason):
                    request.messages.append(message)
                    stop = reason
                case .ended(let reason): return .partial(reason: reason)
                }
                continue
            }
            let conversation = Conversation(request.messages, stop: stop)
            if let reason = conversation.deadEnd { return .partial(reason: reason) }
            switch try await act(on: last, conversation, &tree, &spent) {
            case .suspended(let run): return .suspended(run)
            case .ended(let end): return end
            case .answer(let results): request.messages.append(results)
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

    /// What the journal's commits say.
    func subject(_ what: String) -> String { "run \(call.state.id): \(call.step), \(what)" }
}
