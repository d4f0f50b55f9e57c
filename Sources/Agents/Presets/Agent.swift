/// What changes the code: chosen by name, on the command line, by the workflow or in the configuration.
public enum Agent: Sendable, Equatable {
    /// A program that edits files in a checkout.
    case command(AgentPreset)
    /// A diff, or the suggestions of the issue, applied to the tree.
    case patch
    /// The coding agent that is built in, with the provider that is asked first, and its model; nil for those
    /// that are configured.
    case model(provider: String?, model: String?)
    /// A person: the run waits for a commit.
    case human

    /// How it is called in events and messages.
    public var name: String {
        switch self {
        case .command(let preset): preset.name
        case .patch: "patch"
        case .model: "model"
        case .human: "human"
        }
    }
}

/// The agents that can be chosen.
public struct AgentTable: Sendable {
    private var presets: [String: AgentPreset]
    /// What is wrong with the settings of agents, by name.
    private let faults: [String: String]

    private static let commandPrefix = "command:"
    private static let modelPrefix = "model:"

    /// Those of the presets, and those that the user has configured, which go first.
    ///
    /// - Parameters:
    ///   - files: of `templates/agents/`, by their names.
    ///   - configured: `autowrk.agent.<name>.command` and its kin.
    /// - Throws: for a preset that can't be read; it says which.
    public init(
        presets files: [String: [UInt8]], configured: [ConfiguredAgent] = []
    ) throws(PresetError) {
        presets = [:]
        faults = Dictionary(
            configured.compactMap { agent in agent.fault.map { (agent.name, $0) } }, uniquingKeysWith: { $1 })
        for (name, bytes) in files { presets[name] = try AgentPreset(name: name, yaml: bytes) }
        for agent in configured {
            guard let command = agent.command else {
                // Limits and variables of a preset may be set alone.
                if var preset = presets[agent.name] {
                    agent.adjust(&preset)
                    presets[agent.name] = preset
                }
                continue
            }
            var preset = AgentPreset.shell(command, name: agent.name)
            agent.adjust(&preset)
            presets[agent.name] = preset
        }
    }

    /// The names that can be chosen, sorted.
    public var names: [String] { (presets.keys + ["human", "model", "patch"]).sorted() }

    /// The agent of a name; `command: ./fix.sh` is one without.
    ///
    /// - Throws: for a name that there is not, with those that there are.
    public func agent(_ name: String) throws(AgentError) -> Agent {
        if name.hasPrefix(Self.commandPrefix) {
            let text = name.dropFirst(Self.commandPrefix.count).drop { $0 == " " || $0 == "\t" }
            guard text.contains(where: { !$0.isWhitespace }) else {
                throw AgentError("agent '\(name)' names no command", hints: ["write 'command: ./fix.sh'"])
            }
            return .command(.shell(String(text)))
        }
        if name.hasPrefix(Self.modelPrefix) { return try Self.model(name.dropFirst(Self.modelPrefix.count)) }
        if let fault = faults[name] { throw AgentError("cannot call agent '\(name)': \(fault)") }
        if let preset = presets[name] { return .command(preset) }
        switch name {
        case "patch": return .patch
        case "human": return .human
        case "model": return .model(provider: nil, model: nil)
        case "command":
            throw AgentError("agent 'command' names no command", hints: ["write 'command: ./fix.sh'"])
        default: throw AgentError("there is no agent '\(name)'", hints: hints)
        }
    }

    /// Behind `model:` stands a provider, and behind a slash its model.
    private static func model(_ text: Substring) throws(AgentError) -> Agent {
        let parts = text.drop(while: \.isWhitespace).split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false
        ).map(String.init)
        guard let provider = parts.first, !provider.isEmpty, parts.last?.isEmpty == false else {
            throw AgentError(
                "agent 'model:\(text)' names no provider",
                hints: ["write 'model', or 'model: <provider>/<model>'"])
        }
        return .model(provider: provider, model: parts.count == 2 ? parts[1] : nil)
    }

    private var hints: [String] {
        [
            "there are \(names.joined(separator: ", "))",
            "any program: 'command: ./fix.sh', or git config autowrk.agent.<name>.command './fix.sh'",
        ]
    }
}

/// What Git's configuration says of an agent: `autowrk.agent.<name>.*`.
public struct ConfiguredAgent: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// For the shell; nil to change a preset.
    public var command: String?
    /// How it gets the prompt.
    public var prompt: AgentPreset.PromptWay?
    /// Variables that are handed on, beside those of the preset.
    public var variables: [String] = []
    /// How long it may take.
    public var timeoutMinutes: Int?
    /// Whether its own commits are kept; nil where it is not said.
    public var keepsCommits: Bool?
    /// Whether it runs in a sandbox; nil where it is not said.
    public var isSandboxed: Bool?
    /// Whether it has a network there; nil where it is not said.
    public var hasNetwork: Bool?
    /// What it may write there, beside that of the preset.
    public var writable: [String] = []
    /// What is wrong with the settings, in words; nil for nothing. Whoever chooses the agent is told.
    public var fault: String?

    /// An agent of which nothing is said yet.
    public init(name: String) { self.name = name }

    fileprivate func adjust(_ preset: inout AgentPreset) {
        if let prompt { preset.prompt = prompt }
        preset.variables += variables.filter { !preset.variables.contains($0) }
        if let isSandboxed { preset.isSandboxed = isSandboxed }
        if let hasNetwork { preset.hasNetwork = hasNetwork }
        preset.writable += writable.filter { !preset.writable.contains($0) }
        if let keepsCommits { preset.keepsCommits = keepsCommits }
        if let timeoutMinutes, timeoutMinutes > 0 { preset.timeLimit = .seconds(timeoutMinutes * 60) }
    }
}
