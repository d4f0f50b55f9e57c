public import Engine
public import Platform

/// Where checks run, and for whom.
public struct VerificationSite: Sendable {
    /// Hands out the checkout.
    public var pool: ScratchPool
    /// A folder for files around the commands, which nobody else can read; made when it is missing, and
    /// emptied of what was put there.
    public var folder: String
    /// The variables of this process.
    public var environment: [String: String]
    /// What checks must not know, and nobody may see.
    public var secrets: Secrets
    /// Ends the verification.
    public var stop: StopRequest
    /// What the processes of checks carry, so that those that are left behind are found.
    public var mark: ProcessMark?
    /// What sandboxes are made by.
    public var sandboxes = SandboxSettings.off
    /// Whether checks run in one. Where the network is missed a check may fail that passes without, so that such a
    /// failure says nothing of the tree elsewhere, while what passes there is as good as without.
    public var sandbox = SandboxDemand.none
    /// How much of each check's output is kept.
    public var limits = OutputFile.Limits()

    /// A site of these parts.
    public init(
        pool: ScratchPool, folder: String, environment: [String: String], secrets: Secrets,
        stop: StopRequest, mark: ProcessMark? = nil
    ) {
        (self.pool, self.folder, self.environment) = (pool, folder, environment)
        (self.secrets, self.stop, self.mark) = (secrets, stop, mark)
    }

    /// What checks get from the process around them: what a check would see on a machine of its own.
    var checkEnvironment: [String: String] {
        var variables = ChildEnvironment.make(from: environment, without: secrets.names)
        // Nothing is said of colours: what tests colours would fail, and escape sequences are left out of what
        // is read.
        variables["CI"] = "true"
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
        return variables
    }
}
