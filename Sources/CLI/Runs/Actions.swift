import Engine

/// What steps can do by `uses`: what the engine has itself, and what the modules above it add.
enum Actions {
    static let table = ActionTable.builtIn
}
