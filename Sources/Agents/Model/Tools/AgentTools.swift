/// The table of the coding agent's tools, in the order in which models are told of them.
enum AgentTools {
    static let all: [AgentTool] = [
        .list, .read, .search, .edit, .create, .move, .delete, .diff, .check, .ask, .finish,
    ]

    /// The tool of a name.
    static func tool(_ name: String) -> AgentTool? { all.first { $0.name == name } }
}
