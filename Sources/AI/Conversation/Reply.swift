/// What a model has answered.
public struct Reply: Sendable, Equatable {
    /// Its turn, to be put behind the others of the conversation.
    public var message: Message
    /// Why it has stopped there.
    public var stop: StopReason
    /// The same in the provider's word, as in `end_turn`; empty where it says none.
    public var stopWord: String
    /// What it has cost in tokens.
    public var usage: Usage
    /// The model that has answered, where the provider says it.
    public var model: String?
    /// By this the provider's support finds the exchange.
    public var requestID: String?
    /// Why it does not answer, in its words: no text of the answer, so that nobody takes it for one.
    public var refusal: String?

    /// An answer of these parts.
    public init(
        message: Message, stop: StopReason, stopWord: String, usage: Usage, model: String? = nil,
        requestID: String? = nil, refusal: String? = nil
    ) {
        (self.message, self.stop, self.stopWord) = (message, stop, stopWord)
        (self.usage, self.model, self.requestID) = (usage, model, requestID)
        self.refusal = refusal
    }
}

/// Why a model has stopped.
public enum StopReason: String, Sendable, Equatable, CaseIterable {
    /// It has said everything.
    case finished
    /// It waits for its tools.
    case tools
    /// The limit of its output is reached.
    case length
    /// The provider, or the model, has refused to go on.
    case refused
    /// Anything else; the provider's own word tells.
    case other
}

/// A piece of an answer, as soon as it has come.
public enum ReplyPiece: Sendable, Equatable {
    case text(String)
    case thinking(String)
    /// A call of a tool begins; its arguments come with the end of the answer.
    case toolCall(id: String, name: String)
}

/// What an exchange has cost in tokens; nil for what the provider does not say.
public struct Usage: Sendable, Equatable {
    /// What was sent, as the provider counts it.
    public var input: Int?
    /// What was answered, as the provider counts it.
    public var output: Int?
    /// What was sent and found in the provider's cache.
    public var cacheRead: Int?
    /// What was sent and put into the provider's cache.
    public var cacheWrite: Int?
    /// What was thought.
    public var thinking: Int?
    /// Whether ``input`` counts what was found in the cache, too.
    public var inputHoldsCache: Bool
    /// Whether ``output`` counts what was thought, too.
    public var outputHoldsThinking: Bool

    /// A usage of these counts.
    public init(
        input: Int? = nil, output: Int? = nil, cacheRead: Int? = nil, cacheWrite: Int? = nil,
        thinking: Int? = nil, inputHoldsCache: Bool = true, outputHoldsThinking: Bool = true
    ) {
        (self.input, self.output) = (input, output)
        (self.cacheRead, self.cacheWrite, self.thinking) = (cacheRead, cacheWrite, thinking)
        (self.inputHoldsCache, self.outputHoldsThinking) = (inputHoldsCache, outputHoldsThinking)
    }

    /// The sent tokens that are paid in full: neither read from nor written to the cache.
    public var freshInput: Int {
        max(0, (input ?? 0).taking(inputHoldsCache ? (cacheRead ?? 0).adding(cacheWrite ?? 0) : 0))
    }

    /// The answered tokens that are paid, thinking among them.
    public var paidOutput: Int { (output ?? 0).adding(outputHoldsThinking ? 0 : thinking ?? 0) }

    /// All tokens, sent and answered.
    public var total: Int {
        freshInput.adding(cacheRead ?? 0).adding(cacheWrite ?? 0).adding(paidOutput)
    }
}
