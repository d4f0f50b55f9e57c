public import AI

/// What the coding agent may use up in one step of a run.
public struct AgentBudget: Sendable, Equatable {
    /// Answers of the model.
    public var turns: Int
    /// Tokens sent and answered, all turns together.
    public var tokens: Int
    /// The price of all turns; nil for any sum.
    public var money: Money?
    /// The tokens of one answer.
    public var answerTokens: Int
    /// How long it may take, in milliseconds, without the time that it waits for a person.
    public var milliseconds: Int64

    /// A budget of these bounds.
    public init(
        turns: Int = 60, tokens: Int = 3_000_000, money: Money? = nil, answerTokens: Int = 16_000,
        milliseconds: Int64 = 45 * 60_000
    ) {
        (self.turns, self.tokens, self.money) = (turns, tokens, money)
        (self.answerTokens, self.milliseconds) = (answerTokens, milliseconds)
    }

    /// Which bound is reached, in words for people; nil while there is something left.
    func exhausted(by spent: Spending) -> String? {
        if spent.turns >= turns { return "\(turns) turns" }
        if spent.tokens >= tokens { return "\(tokens) tokens" }
        if let money, spent.money >= money { return money.description }
        if spent.milliseconds >= milliseconds { return "\(milliseconds / 60_000) minutes" }
        return nil
    }

    /// What was used up so far.
    struct Spending: Sendable, Equatable {
        var turns = 0
        var tokens = 0
        var money = Money.zero
        var milliseconds: Int64 = 0
        /// Whether a turn was paid that nobody knows the price of.
        var hasUnknownPrice = false

        /// Counts a turn.
        mutating func add(tokens: Int64, _ price: Money?, _ milliseconds: Int64) {
            turns += 1
            self.tokens += Int(min(max(0, tokens), Self.most))
            money += price ?? .zero
            self.milliseconds += min(max(0, milliseconds), Self.most)
            if price == nil { hasUnknownPrice = true }
        }

        /// No turn has more, whatever a server or a journal says.
        private static let most: Int64 = 1 << 40
    }
}
