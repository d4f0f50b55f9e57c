import Agents
import Engine
import Templates
import Verification

/// What steps can do by `uses`: what the engine has itself, and what the modules above it add.
enum Actions {
    /// What is known of them without any configuration.
    static let table = table(of: [])

    /// The same with what the user has configured of agents.
    ///
    /// - Parameters:
    ///   - agents: by their names.
    ///   - model: what the coding agent works with; nil where nothing is performed.
    static func table(of agents: [ConfiguredAgent], model: ModelAgentSettings? = nil) -> ActionTable {
        ActionTable.builtIn.adding([
            .agent(
                presets: { Templates.agents }, configured: agents, prompt: { Templates.issuePrompt },
                model: model),
            .context,
            .verify(BuiltInTables.read) { (base, repository) in
                try model?.refusals(at: base, in: repository) ?? { _ in nil }
            },
        ])
    }
}
