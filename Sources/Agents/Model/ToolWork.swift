import AI
import Engine
import Git
import Journal
import Workflow

/// The tools of one turn at work.
struct ToolWork {
    let agent: ModelAgent
    let turn: Int
    /// What the model says of its work, once it says that it is done.
    private(set) var summary: String?
    /// Facts that belong to what was done: verdicts on trees.
    private(set) var events: [EventDraft] = []
    private var questions = 0

    init(agent: ModelAgent, turn: Int) { (self.agent, self.turn) = (agent, turn) }

    /// What has come of a call; what the model has done wrong is a result, too.
    mutating func perform(_ call: ToolCall, _ tree: inout AgentTree) async throws(StepFailure) -> ToolResult {
        let (tool, arguments, name): (AgentTool, ToolArguments, String?)
        do throws(ToolError) {
            tool = try self.tool(call.name)
            arguments = try ToolArguments(call.arguments, for: tool.definition)
            if case .finish = tool.effect { summary = try arguments.text("summary") }
            if case .check = tool.effect { name = try arguments.optionalText("name") } else { name = nil }
        } catch { return result(of: call, error.message, isError: true) }
        switch tool.effect {
        case .tree(let body): return try await change(&tree, body, arguments, call)
        case .check: return try await check(name, tree.tree, call)
        case .finish: return result(of: call, "done")
        case .ask: return result(of: call, "ask again", isError: true)
        }
    }

    private func change(
        _ tree: inout AgentTree,
        _ body:
            @escaping @Sendable (ToolArguments, inout AgentTree, borrowing Repository) throws(ToolError)
            -> String,
        _ arguments: ToolArguments, _ call: ToolCall
    ) async throws(StepFailure) -> ToolResult {
        let start = tree
        let outcome: Result<(String, AgentTree), ToolError> = try await agent.call.git { repository in
            var tree = start
            do throws(ToolError) {
                let text = try body(arguments, &tree, repository)
                return .success((text, tree))
            } catch { return .failure(error) }
        }
        switch outcome {
        case .success(let (text, changed)):
            tree = changed
            return result(of: call, text)
        case .failure(let error): return result(of: call, error.message, isError: true)
        }
    }

    /// - Throws: where it was stopped, which is no word on the files; what else keeps it from running is a result.
    private mutating func check(
        _ name: String?, _ tree: ObjectID, _ call: ToolCall
    ) async throws(StepFailure) -> ToolResult {
        do throws(StepFailure) {
            let report = try await agent.checks.run(name, on: tree, agent.call)
            events += report.events
            return result(of: call, report.text, isError: !report.isPassed)
        } catch {
            if error.kind == .cancelled { throw error }
            return result(of: call, error.message, isError: true)
        }
    }

    /// An answer, or nobody to give one yet.
    enum Answer {
        case result(ToolResult)
        case suspended(RunID)
    }

    /// Asks a person.
    mutating func ask(_ call: ToolCall) async throws(StepFailure) -> Answer {
        questions += 1
        let question: String
        do throws(ToolError) {
            question = try ToolArguments(call.arguments, for: tool(call.name).definition).text("question")
        } catch { return .result(result(of: call, error.message, isError: true)) }
        let key = "\(agent.log.round)/\(turn)/\(questions)"
        switch try await agent.call.ask(question.onOneLine, key: key) {
        case .waiting(let run):
            agent.transcript.add("? \(question.onOneLine)")
            return .suspended(run)
        case .answered(let text, let approves, _):
            let words = text.isEmpty ? (approves ? "yes" : "no") : text
            return .result(result(of: call, approves ? words : "no: \(words)"))
        }
    }

    private func tool(_ name: String) throws(ToolError) -> AgentTool {
        guard let tool = agent.tools.first(where: { $0.name == name }) else {
            let names = agent.tools.map(\.name).joined(separator: ", ")
            throw ToolError("there is no tool '\(name)'; there are \(names)")
        }
        return tool
    }

    private func result(of call: ToolCall, _ text: String, isError: Bool = false) -> ToolResult {
        ToolResult(call: call.id, name: call.name, text: text, isError: isError)
    }
}
