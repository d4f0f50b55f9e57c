import Domain
public import Engine
import Git
import JSON
import Journal
import Workflow

extension Action {
    /// `agent`: has an agent change the run's files for an issue.
    ///
    /// An agent that changes nothing, fails or moves branches of others fails the step, with what it has printed.
    public static let agent = Action(
        signature: ActionSignature(
            name: "agent", summary: "have an agent change the code for an issue",
            inputs: [
                .init("agent", "its name, as in claude, patch, or 'command: <command>'", isRequired: true),
                .init("issue", "the issue's number, or its name", isRequired: true),
                .init("files", "the files that matter, as 'context' gives them"),
                .init("patch", "for the agent 'patch': the change, where it is not in the issue"),
                .init("failure", "what was wrong with the attempt before, as in toJSON(failure)"),
                .init("timeout-minutes", "how long it may take; 60 where it is left out"),
            ],
            outputs: ["agent", "tree", "files"]),
        attempt: { (call) throws(StepFailure) in
            let (id, issue) = try await call.issue()
            let name = try call.requiredText("agent")
            let task = AgentTask(id: id, issue: issue, call)
            let program = try AgentProgram.named(name, call)
            return try await task.perform(by: program, call)
        },
        recovery: .repeats, compensation: .nothing)
}

/// What an agent is asked to do, by a step of a run.
struct AgentTask: Sendable {
    let id: IssueID
    let issue: Issue
    private let files: JSON?
    private let failure: JSON?

    init(id: IssueID, issue: Issue, _ call: ActionCall) {
        (self.id, self.issue) = (id, issue)
        files = Self.json("files", call)
        failure = Self.json("failure", call)
    }

    /// An input that is JSON, or text that is.
    private static func json(_ name: String, _ call: ActionCall) -> JSON? {
        guard case .string(let text)? = call.inputs[name] else { return call.inputs[name] }
        return try? JSON(parsing: Array(text.utf8))
    }

    func perform(by program: AgentProgram, _ call: ActionCall) async throws(StepFailure) -> StepEnding {
        let (tree, base) = (try await call.tree(), try call.base())
        let prompt = prompt(call)
        let agent = CommandAgent(program: program, prompt: prompt, secrets: call.secrets)
        let promptFile = Attachment(
            name: "PROMPT.md", content: .bytes(Array(call.mask.apply(to: prompt).utf8)))
        return try await call.work { place in
            do {
                let work = try agent.perform(on: tree, at: base, place)
                var outcome = StepOutcome(trees: (tree, work.tree))
                Self.add(work.output, promptFile, to: &outcome)
                let changes = try place.repository.changes(from: tree, to: work.tree)
                outcome.result.outputs = [
                    "agent": .string(program.name), "tree": .string(work.tree.hex),
                    "files": .array(changes.map { .string($0.path) }),
                ]
                let names = changes.prefix(3).map { "`\($0.path)`" }.joined(separator: ", ")
                outcome.result.summary =
                    "\(program.name) changed \(changes.count) file\(changes.count == 1 ? "" : "s"): \(names)"
                    + (changes.count > 3 ? ", …" : "")
                return .completed(outcome)
            } catch let refusal as CommandAgent.Refusal {
                var outcome = StepOutcome()
                Self.add(refusal.output, promptFile, to: &outcome)
                return .failed(refusal.failure, outcome)
            }
        }
    }

    private static func add(_ output: [UInt8], _ prompt: Attachment, to outcome: inout StepOutcome) {
        outcome.attachments = [prompt]
        guard !output.isEmpty else { return }
        outcome.result.outputBytes = Int64(output.count)
        outcome.attachments.append(Attachment(name: CommandOutput.attachment, content: .bytes(output)))
    }

    private func prompt(_ call: ActionCall) -> String {
        var text = issue.text
        if let failure, failure != .null {
            text += "\n\n\(failure["message"]?.stringValue ?? "")\n\(failure["output"]?.stringValue ?? "")\n"
        }
        return text
    }
}

extension AgentProgram {
    /// The program that is meant by a name.
    static func named(_ name: String, _ call: ActionCall) throws(StepFailure) -> AgentProgram {
        let prefix = "command:"
        if name.hasPrefix(prefix) {
            let command = name.dropFirst(prefix.count).drop { $0 == " " }
            guard !command.isEmpty else { throw StepFailure(.input, "the agent has no command") }
            return .shell(String(command))
        }
        if let command = call.configuration.agentCommands[name] {
            var program = AgentProgram.shell(command)
            program.name = name
            return program
        }
        throw StepFailure(.input, "there is no agent '\(name)'")
    }
}
