import Synchronization
public import Workflow

/// Whose commands run in a sandbox: `autowrk.sandbox`.
public enum SandboxScope: String, Sendable, CaseIterable {
    /// Nobody's.
    case none
    /// Those of the agent that is built in.
    case agents
    /// Those of `run` steps and of checks, too.
    case all
}

/// Whether a command is to run in a sandbox.
public enum SandboxDemand: Sendable, Equatable {
    /// It is not.
    case none
    /// It is where that works; elsewhere it runs without, and that is remarked upon.
    case whereAvailable
    /// It is, or does not run at all.
    case required
}

/// What the user wants of sandboxes, and what is needed to make them.
public struct SandboxSettings: Sendable {
    /// Whose commands run in one.
    public var scope: SandboxScope
    /// Whether commands in one have a network; agents of the user's own have settings of theirs.
    public var hasNetwork = false
    private let rules: @Sendable () throws(SandboxRulesError) -> SandboxRules
    private let remarks = SandboxRemarks()

    /// Settings with rules that are read when the first sandbox is made.
    public init(
        _ scope: SandboxScope, rules: @escaping @Sendable () throws(SandboxRulesError) -> SandboxRules
    ) {
        (self.scope, self.rules) = (scope, rules)
    }

    /// No sandbox for anybody, unless one is demanded.
    public static let off = SandboxSettings(.none) { () throws(SandboxRulesError) in SandboxRules() }

    /// What holds for `run` steps and checks on files that no agent has written, and for checks that a person
    /// asks for.
    public var demandOfCommands: SandboxDemand { scope == .all ? .required : .none }

    /// What holds for `run` steps and for the checks of a run.
    ///
    /// - Parameter isAgentWork: whether an agent has written any of the files: then they run as its own do.
    public func demandOfCommands(onAgentWork isAgentWork: Bool) -> SandboxDemand {
        isAgentWork ? demandOfAgents : demandOfCommands
    }

    /// What holds for the commands of the agent that is built in.
    public var demandOfAgents: SandboxDemand {
        switch scope {
        case .none: .none
        case .agents: .whereAvailable
        case .all: .required
        }
    }

    /// The sandbox for a command, and what is to be said once of its absence.
    ///
    /// - Parameters:
    ///   - demand: whether there is to be one.
    ///   - environment: of this process.
    /// - Throws: where one is required and does not work.
    public func choose(
        _ demand: SandboxDemand, in environment: [String: String]
    ) throws(StepFailure) -> (sandbox: CommandSandbox?, remark: String?) {
        if demand == .none { return (nil, nil) }
        let availability = SandboxAvailability.probed(in: environment)
        if case .works(let program) = availability {
            do throws(SandboxRulesError) {
                var sandbox = CommandSandbox(program: program, rules: try rules(), environment: environment)
                sandbox.hasNetwork = hasNetwork
                return (sandbox, nil)
            } catch { throw StepFailure(.system, error.description) }
        }
        let fault = availability.obstacle ?? ""
        if demand == .required { throw StepFailure(.missing, "a sandbox is required, and \(fault)") }
        return (nil, remarks.isFirst() ? "commands run without a sandbox: \(fault)" : nil)
    }
}

/// Whether it was said already in this process.
private final class SandboxRemarks: Sendable {
    private let wasMade = Mutex(false)

    func isFirst() -> Bool {
        wasMade.withLock { wasMade in
            defer { wasMade = true }
            return !wasMade
        }
    }
}
