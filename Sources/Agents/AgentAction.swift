import Domain
public import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

/// What the action `agent` works with.
public struct AgentMaterial: Sendable {
    /// How agents are called that are known by name: `templates/agents/`, by the names of the files.
    public var presets: [String: [UInt8]]
    /// What agents are told, unless the repository has its own text.
    public var prompt: [UInt8]
    /// What the user has configured of agents.
    public var configured: [ConfiguredAgent]

    /// Material of these texts and settings.
    public init(presets: [String: [UInt8]], prompt: [UInt8], configured: [ConfiguredAgent] = []) {
        (self.presets, self.prompt, self.configured) = (presets, prompt, configured)
    }
}

extension Action {
    /// `agent`: has an agent change the run's files for an issue.
    ///
    /// An agent that changes nothing, fails or moves branches of others fails the step, with what it has printed.
    ///
    /// - Parameter material: what agents are called and told by.
    public static func agent(_ material: AgentMaterial) -> Action {
        Action(
            signature: ActionSignature(
                name: "agent", summary: "have an agent change the code for an issue",
                inputs: [
                    .init(
                        "agent", "its name, as in claude, patch, or 'command: <command>'", isRequired: true),
                    .init("issue", "the issue's number, or its name", isRequired: true),
                    .init("files", "the files that matter, as 'context' gives them"),
                    .init("patch", "for the agent 'patch': the change, where it is not in the issue"),
                    .init("failure", "what was wrong with the attempt before, as in toJSON(failure)"),
                ],
                outputs: ["agent", "tree", "files", "commits"]),
            attempt: { (call) throws(StepFailure) in
                let agent: Agent
                do {
                    agent = try AgentTable(
                        presets: material.presets, configured: material.configured
                    ).agent(try call.requiredText("agent"))
                } catch { throw StepFailure(agent: error) }
                let (id, issue) = try await call.issue()
                switch agent {
                case .command(let preset):
                    return try await AgentTask(id, issue, call).perform(preset, material.prompt)
                case .patch: return try await PatchTask(issue, call).perform()
                case .human:
                    throw StepFailure(
                        .input, "a person is waited for, with 'wait', and not called by 'agent'")
                }
            },
            recovery: .repeats, compensation: .nothing)
    }
}

extension StepFailure {
    /// Why an agent can't be called.
    init(agent error: any Error) {
        switch error {
        case let error as AgentError: self.init(.input, error.message, output: error.hints.first)
        case let error as PresetError: self.init(.input, error.description)
        case let error as PromptError: self.init(.input, "\(error)")
        default: self.init(wrapping: error)
        }
    }
}

extension StepOutcome {
    /// What has come of a change: the files that are different, in words and as outputs.
    init(by agent: String, from before: ObjectID, to after: ObjectID, in repository: borrowing Repository)
        throws
    {
        let changes = try repository.changes(from: before, to: after)
        let names = changes.prefix(3).map { "`\($0.path)`" }.joined(separator: ", ")
        let count = "\(changes.count) file\(changes.count == 1 ? "" : "s")"
        self.init(
            result: StepResult(
                outputs: [
                    "agent": .string(agent), "tree": .string(after.hex),
                    "files": .array(changes.map { .string($0.path) }), "commits": .array([]),
                ],
                summary: "\(agent) changed \(count): \(names)" + (changes.count > 3 ? ", …" : "")),
            trees: (before, after))
    }
}
