public import Domain
public import Journal
public import Platform
public import Workflow

/// What the engine gets from the edge.
public struct EngineConfiguration: Sendable {
    /// Who stands in commits.
    public var identity: Identity
    /// Who stands in events as the one who caused them, as in `person/ada@example.org`.
    public var actor: String
    /// The variables of the process.
    public var environment: [String: String]
    /// Where scratch checkouts may be kept.
    public var cacheDirectory: String
    /// What time it is.
    public var time: TimeSource
    /// Where to report what is done and how long it takes.
    public var trace: Trace
    /// Whether what is recorded has to survive a loss of power.
    public var isDurable = true
    /// Names of variables that are secrets, beside those that look like it.
    public var secretNames: [String] = []
    /// What keys look like that are hidden as well, asked for when something is to be hidden.
    public var secretShapes: @Sendable () -> SecretScan? = { nil }
    /// How many commands may run at once.
    public var maximumCommands = 4
    /// Whose commands run in a sandbox.
    public var sandbox = SandboxSettings.off
    /// What steps can do by `uses`.
    public var actions = ActionTable.builtIn
    /// How issues are judged.
    public var issues = IssueSettings()
    /// How often a run that goes on may comment on the issue that it is about, in milliseconds; nil for never.
    public var commentInterval: Int64? = 60_000
    /// How long a process stays for the sake of a time that has to come; nil for ever.
    public var patience: Duration? = .seconds(60)
    /// Whether output is followed by others, as it is written.
    public var observe: @Sendable (RunProgress) -> Void = { _ in }
    /// Draws lots: 64 random bits.
    public var random: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }

    /// A configuration with the usual bounds.
    public init(
        identity: Identity, actor: String, environment: [String: String], cacheDirectory: String,
        time: TimeSource = .system, trace: Trace = .off
    ) {
        (self.identity, self.actor, self.environment) = (identity, actor, environment)
        (self.cacheDirectory, self.time, self.trace) = (cacheDirectory, time, trace)
    }
}

/// What those who follow a run get to see as it happens.
public enum RunProgress: Sendable {
    /// Facts were recorded.
    case recorded(RunID, [RunRecord])
    /// A step has printed something; secrets are masked.
    case printed(RunID, step: String, [UInt8])
    /// A step says something that whoever follows the run has to know, beside what it prints.
    case remarked(RunID, step: String, String)
}
