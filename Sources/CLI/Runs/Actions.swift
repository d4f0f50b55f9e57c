import Agents
import Engine
import Templates
import Verification

/// What steps can do by `uses`: what the engine has itself, and what the modules above it add.
enum Actions {
    static let table = ActionTable.builtIn.adding([.agent, .context, .verify(tables)])

    private static let tables: @Sendable () throws(VerificationError) -> VerificationTables = {
        () throws(VerificationError) in try VerificationTables(Templates.verification)
    }
}
