public import Engine
public import Git
public import Platform

/// Where an agent works, and what it gets from the step around it.
public struct AgentSite: Sendable {
    /// Hands out checkouts.
    public var pool: ScratchPool
    /// For the prompt and the output; nobody else can read it.
    public var folder: String
    /// What the names of its files begin with: the step's.
    public var name: String
    /// The variables of the process.
    public var environment: [String: String]
    /// What the agent may not know, and nobody may see.
    public var secrets: Secrets
    /// Ends the agent.
    public var stop: StopRequest
    /// What each of its processes carries.
    public var mark: ProcessMark
    /// Whose commits are kept, and when they were made.
    public var signature: Signature
    /// What sandboxes are made by.
    public var sandboxes = SandboxSettings.off
    /// What the agent finds in its environment besides.
    public var variables: [String: String] = [:]
    /// Gets what the agent prints, masked.
    public var show: @Sendable ([UInt8]) -> Void

    /// A site of these parts.
    public init(
        pool: ScratchPool, folder: String, name: String, environment: [String: String], secrets: Secrets,
        stop: StopRequest, mark: ProcessMark, signature: Signature,
        show: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) {
        (self.pool, self.folder, self.name, self.environment) = (pool, folder, name, environment)
        (self.secrets, self.stop, self.mark) = (secrets, stop, mark)
        (self.signature, self.show) = (signature, show)
    }

    var log: String { "\(folder)/\(name).log" }
    var promptFile: String { "\(folder)/\(name).prompt.md" }
}
