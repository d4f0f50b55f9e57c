public import Engine
public import Safety
public import Verification
public import Workflow

/// What the coding agent works with.
public struct ModelAgentSettings: Sendable {
    /// The way to a model, for one step of a run: the provider that is asked first and its model where they are
    /// named. What was spent on the run before counts.
    public var connect:
        @Sendable (_ provider: String?, _ model: String?, ActionCall) async throws(StepFailure) -> AgentModel
    /// What it may use up in one step.
    public var budget: AgentBudget
    /// What the user forbids it beside the repository's own policy.
    public var policy: AgentPolicy
    /// What models are told before anything else, in Markdown.
    public var system: @Sendable () -> [UInt8]
    /// The template of the first question, where the repository has none.
    public var prompt: @Sendable () -> [UInt8]
    /// Reads what checks are found by.
    public var tables: @Sendable () throws(VerificationError) -> VerificationTables
    /// Why an agent may not run a command, by the rules and by what the repository says; nil where it may.
    public var refusal: @Sendable (_ command: String, Policy) -> String?

    /// Settings of these parts.
    public init(
        budget: AgentBudget = AgentBudget(), policy: AgentPolicy = AgentPolicy(),
        system: @escaping @Sendable () -> [UInt8],
        prompt: @escaping @Sendable () -> [UInt8],
        tables: @escaping @Sendable () throws(VerificationError) -> VerificationTables,
        refusal: @escaping @Sendable (_ command: String, Policy) -> String?,
        connect:
            @escaping @Sendable (_ provider: String?, _ model: String?, ActionCall) async throws(StepFailure)
            -> AgentModel
    ) {
        (self.budget, self.policy, self.system, self.prompt) = (budget, policy, system, prompt)
        (self.tables, self.refusal, self.connect) = (tables, refusal, connect)
    }
}
