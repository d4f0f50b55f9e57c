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

    /// What has come of a call.
    struct Outcome {
        var result: ToolResult
        /// Whether files, programs or people have written it; else the words are ours.
        var isData = false

        /// As the model gets to see it: what others have written is no word to it.
        var fenced: ToolResult {
            var fenced = result
            fenced.text = isData ? Fence.block(result.text) : Fence.printable(result.text)
            return fenced
        }
    }

    /// What has come of a call; what the model has done wrong is a result, too.
    mutating func perform(_ call: ToolCall, _ tree: inout AgentTree) async throws(StepFailure) -> Outcome {
        let (tool, arguments, name): (AgentTool, ToolArguments, String?)
        do throws(ToolError) {
            tool = try self.tool(call.name)
            arguments = try ToolArguments(call.arguments, for: tool.definition)
            if case .finish = tool.effect { summary = try arguments.text("summary") }
            if case .check = tool.effect { name = try arguments.optionalText("name") } else { name = nil }
        } catch { return outcome(of: call, error) }
        switch tool.effect {
        case .look(let body): return try await use(body, arguments, on: &tree, call, isChange: false)
        case .change(let body): return try await use(body, arguments, on: &tree, call, isChange: true)
        case .check: return try await check(name, tree.tree, call)
        case .finish: return outcome(of: call, "done")
        case .ask: return outcome(of: call, "ask again", isError: true)
        }
    }

    private func use(
        _ body: @escaping AgentTool.TreeWork, _ arguments: ToolArguments, on tree: inout AgentTree,
        _ call: ToolCall, isChange: Bool
    ) async throws(StepFailure) -> Outcome {
        let (start, mask) = (tree, agent.mask)
        let outcome: Result<(String, AgentTree), ToolError> = try await agent.call.git { repository in
            var tree = start
            do throws(ToolError) {
                let text = try body(arguments, &tree, repository)
                if isChange, let path = try arguments.optionalText("path").map(AgentTool.path) {
                    try HiddenValues(mask).check(path, from: start, to: tree, in: repository)
                }
                return .success((text, tree))
            } catch { return .failure(error) }
        }
        switch outcome {
        case .success(let (text, changed)):
            tree = changed
            return Outcome(
                result: result(of: call, isChange ? text : HiddenValues(mask).remarked(text)),
                isData: !isChange)
        case .failure(let error): return self.outcome(of: call, error)
        }
    }

    /// - Throws: where it was stopped, which is no word on the files; what else keeps it from running is a result.
    private mutating func check(
        _ name: String?, _ tree: ObjectID, _ call: ToolCall
    ) async throws(StepFailure) -> Outcome {
        do throws(StepFailure) {
            let report = try await agent.checks.run(name, on: tree, agent.call)
            events += report.events
            return Outcome(
                result: result(of: call, report.text, isError: !report.isPassed), isData: true)
        } catch {
            if error.kind == .cancelled { throw error }
            return outcome(of: call, error.message, isError: true)
        }
    }

    /// An answer, or nobody to give one yet.
    enum Answer {
        case outcome(Outcome)
        case suspended(RunID)
    }

    /// Asks a person.
    mutating func ask(_ call: ToolCall) async throws(StepFailure) -> Answer {
        questions += 1
        let question: String
        do throws(ToolError) {
            question = TextLines.cut(
                try ToolArguments(call.arguments, for: tool(call.name).definition).text("question").onOneLine,
                to: Self.longestQuestion)
            if question.isEmpty { throw ToolError("the question is empty") }
        } catch { return .outcome(outcome(of: call, error)) }
        let key = "\(agent.log.round)/\(turn)/\(questions)"
        let answer: PersonAnswer
        do throws(StepFailure) { answer = try await agent.call.ask(question, key: key) } catch {
            guard error.kind == .input else { throw error }
            return .outcome(outcome(of: call, error.message, isError: true))
        }
        switch answer {
        case .waiting(let run):
            agent.transcript.add("? \(question)")
            return .suspended(run)
        case .answered("", let approves, _): return .outcome(outcome(of: call, approves ? "yes" : "no"))
        case .answered(let text, let approves, _):
            return .outcome(outcome(of: call, approves ? text : "no: \(text)"))
        }
    }

    /// In characters.
    private static let longestQuestion = 2000

    private func tool(_ name: String) throws(ToolError) -> AgentTool {
        guard let tool = agent.tools.first(where: { $0.name == name }) else {
            let names = agent.tools.map(\.name).joined(separator: ", ")
            throw ToolError("there is no tool '\(name)'; there are \(names)")
        }
        return tool
    }

    /// Words of ours on a call.
    func outcome(of call: ToolCall, _ text: String, isError: Bool = false) -> Outcome {
        Outcome(result: result(of: call, text, isError: isError))
    }

    private func outcome(of call: ToolCall, _ error: ToolError) -> Outcome {
        outcome(
            of: call,
            error.quoted.isEmpty ? error.message : "\(error.message):\n\(Fence.block(error.quoted))",
            isError: true)
    }

    private func result(of call: ToolCall, _ text: String, isError: Bool = false) -> ToolResult {
        ToolResult(call: call.id, name: call.name, text: text, isError: isError)
    }
}
