/// What a model is capable of, as far as it matters for how it is asked.
///
/// Without a word about a model it counts as one of the present generation.
public struct ModelAbilities: Sendable, Equatable {
    /// Whether an answer's shape can be asked for in the request itself.
    public enum StructuredOutput: String, Sendable, Equatable, CaseIterable {
        /// No: the shape is told in words.
        case none
        /// Only where there are no tools; else it is told in words.
        case alone
        case withTools = "with-tools"
    }

    /// How a model is told how much to think.
    public enum ThinkingControl: String, Sendable, Equatable, CaseIterable {
        /// It does not think, or nobody can tell it to.
        case none
        /// By a number of tokens, or by yes and no.
        case budget
        /// By a word.
        case effort
    }

    /// Whether it may be offered tools.
    public var tools: Bool
    /// Whether an answer's shape can be asked for.
    public var structuredOutput: StructuredOutput
    /// How it is told how much to think.
    public var thinking: ThinkingControl
    /// The least that it can be told to think, where it does not take `none`: as in `minimal`.
    public var leastEffort: String?
    /// Whether a temperature can be asked for.
    public var temperature: Bool
    /// What it takes, question and answer together; nil where nobody has said it.
    public var contextTokens: Int?

    /// What a model of the present generation is capable of, but for what is said otherwise.
    public init(
        tools: Bool = true, structuredOutput: StructuredOutput = .withTools,
        thinking: ThinkingControl = .effort, leastEffort: String? = nil, temperature: Bool = true,
        contextTokens: Int? = nil
    ) {
        (self.tools, self.structuredOutput, self.thinking) = (tools, structuredOutput, thinking)
        (self.leastEffort, self.temperature) = (leastEffort, temperature)
        self.contextTokens = contextTokens
    }
}
