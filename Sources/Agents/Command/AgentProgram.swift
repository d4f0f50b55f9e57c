/// How a program that edits files is asked: what is run, what it may know, how long it may take.
public struct AgentProgram: Sendable, Equatable {
    /// For people, as in `claude`.
    public var name: String
    /// The words of the command; `{prompt}` stands for the prompt itself, `{file}` for the file that it is in.
    /// On standard input the prompt comes, too.
    public var arguments: [String]
    /// The variables that it gets though they look like secrets: the keys of its provider.
    public var variables: [String] = []
    /// What else it finds in its environment.
    public var environment: [String: String] = [:]
    /// How long it may take.
    public var timeLimit = Duration.seconds(3600)
    /// How much a file that it writes may have, in bytes, and all that it changes together.
    public var fileLimit = 1 << 30

    /// A program of this name that is run so.
    public init(name: String, arguments: [String]) { (self.name, self.arguments) = (name, arguments) }

    /// A command for a shell.
    public static func shell(_ command: String) -> AgentProgram {
        AgentProgram(name: "command", arguments: ["sh", "-c", command])
    }
}
