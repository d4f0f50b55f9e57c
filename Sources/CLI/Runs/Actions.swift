import Agents
import Engine
import Templates
import Verification

/// What steps can do by `uses`: what the engine has itself, and what the modules above it add.
enum Actions {
    /// What is known of them without any configuration.
    static let table = table(of: [])

    /// The same with what the user has configured of agents.
    static func table(of agents: [ConfiguredAgent]) -> ActionTable {
        ActionTable.builtIn.adding([
            .agent(
                presets: { Templates.agents }, configured: agents, prompt: { Templates.issuePrompt }),
            .context, .verify(BuiltInTables.read),
        ])
    }
}
