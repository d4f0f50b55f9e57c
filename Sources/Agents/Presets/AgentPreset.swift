/// How a program that changes code is called.
public struct AgentPreset: Sendable, Equatable {
    /// What is run.
    public enum Invocation: Sendable, Equatable {
        /// A program and its arguments, with `{prompt-file}`, `{prompt}` and `{folder}` in them.
        case program([String])
        /// A text for the shell, which finds the prompt as `$AUTOWRK_PROMPT`.
        case shell(String)
    }

    /// How it gets the prompt. The file is there in every case.
    public enum PromptWay: String, Sendable, CaseIterable {
        case stdin
        case file
        case argument
    }

    /// As users choose it.
    public var name: String
    /// For people.
    public var summary: String
    /// What is run.
    public var invocation: Invocation
    /// How it gets the prompt.
    public var prompt = PromptWay.stdin
    /// Variables that are handed on though they look like secrets: the keys that it needs.
    public var variables: [String] = []
    /// Variables that are set.
    public var environment: [String: String] = [:]
    /// How long it may take.
    public var timeLimit = Duration.seconds(3600)
    /// Whether its own commits are kept, one by one; else they count as one change.
    public var keepsCommits = false
    /// Whether it runs in a sandbox, in which it can't commit.
    public var isSandboxed = false
    /// Whether it has a network there: most ask a model.
    public var hasNetwork = true
    /// What it may write there beside its checkout, as in `~/.tool`: its settings and sessions.
    public var writable: [String] = []
    /// What exit statuses other than 0 say.
    public var exitStatuses: [Int: String] = [:]

    /// A preset with the usual bounds.
    public init(name: String, summary: String, invocation: Invocation) {
        (self.name, self.summary, self.invocation) = (name, summary, invocation)
    }

    /// A command of the user's own.
    public static func shell(_ command: String, name: String = "command") -> AgentPreset {
        AgentPreset(name: name, summary: command, invocation: .shell(command))
    }
}
