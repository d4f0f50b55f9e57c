import Domain
public import Engine
import JSON
import Workflow

extension Action {
    /// `agent`: has an agent change the run's files for an issue.
    ///
    /// An agent that changes nothing, fails or moves branches of others fails the step, with what it has printed.
    ///
    /// - Parameters:
    ///   - presets: the files of `templates/agents/`, by their names.
    ///   - configured: what the user has configured of agents.
    ///   - prompt: the template of prompts, where the repository has none.
    ///   - model: what the agent `model` works with; nil where it can't be chosen.
    public static func agent(
        presets: @escaping @Sendable () -> [String: [UInt8]], configured: [ConfiguredAgent] = [],
        prompt: @escaping @Sendable () -> [UInt8], model: ModelAgentSettings? = nil
    ) -> Action {
        Action(
            signature: ActionSignature(
                name: "agent", summary: "have an agent change the code for an issue",
                inputs: [
                    .init(
                        "agent", "its name, as in claude, model, patch, or 'command: <command>'",
                        isRequired: true),
                    .init("issue", "the issue's number, or its name", isRequired: true),
                    .init("files", "the files that matter, as 'context' gives them"),
                    .init(
                        "patch",
                        "for the agent 'patch': the change or the blob that holds it, where it is not in the issue"
                    ),
                    .init("failure", "what was wrong with the attempt before, as in toJSON(failure)"),
                    .init("attempts", "how many there are at the most; 3 where it is left out"),
                    .init("timeout-minutes", "how long it may take; as its preset says where it is left out"),
                    .init(
                        "commits", "whether its own commits are kept; as its preset says where it is left out"
                    ),
                ],
                outputs: ["agent", "tree", "files", "commits", "summary", "partial"]),
            attempt: { (call) throws(StepFailure) in
                let (id, issue) = try await call.issue()
                let task = AgentTask(id: id, issue: issue, call)
                let minutes = try minutes(call)
                switch try choose(call, presets(), configured) {
                case .human:
                    throw StepFailure(
                        .input, "agent 'human' changes nothing by itself: the run waits for a commit")
                case .patch: return try await task.applyPatch(call)
                case .model(let provider, let name):
                    guard let model else {
                        throw StepFailure(.input, "agent 'model' is not to be had here")
                    }
                    return try await task.perform(by: model, provider, name, minutes: minutes, call)
                case .command(var preset):
                    if let minutes { preset.timeLimit = .seconds(minutes * 60) }
                    return try await task.perform(by: preset, prompt(), call)
                }
            },
            recovery: .repeats, compensation: .nothing)
    }

    /// How long the step lets it take; nil where it says nothing.
    private static func minutes(_ call: ActionCall) throws(StepFailure) -> Int? {
        guard let text = call.text("timeout-minutes") else { return nil }
        guard let minutes = Int(text), minutes > 0, minutes < 100_000 else {
            throw StepFailure(.input, "'timeout-minutes' of step '\(call.step)' is '\(text)'")
        }
        return minutes
    }

    private static func choose(
        _ call: ActionCall, _ presets: [String: [UInt8]], _ configured: [ConfiguredAgent]
    ) throws(StepFailure) -> Agent {
        guard let name = call.instruction("agent") else {
            throw StepFailure(.input, "input 'agent' of step '\(call.step)' is empty")
        }
        do {
            return try AgentTable(presets: presets, configured: configured).agent(name)
        } catch let error as AgentError {
            throw StepFailure(.input, error.message, output: error.hints.joined(separator: "\n"))
        } catch let error as PresetError {
            throw StepFailure(.input, error.description)
        } catch {
            throw StepFailure(wrapping: error)
        }
    }
}
