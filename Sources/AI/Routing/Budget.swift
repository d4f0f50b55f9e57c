/// What a request may take at most; nil for any amount.
public struct RequestLimits: Sendable, Equatable {
    /// The estimate of the tokens that are sent.
    public var input: Int?
    /// The estimate of the price, were the answer as long as it may be.
    public var money: Money?

    /// Limits of these parts.
    public init(input: Int? = nil, money: Money? = nil) {
        (self.input, self.money) = (input, money)
    }
}

/// What a run or a day may take at most; nil for any amount.
public struct SpendingLimit: Sendable, Equatable {
    /// Tokens, sent and answered.
    public var tokens: Int?
    /// Their price.
    public var money: Money?

    /// A limit of these parts.
    public init(tokens: Int? = nil, money: Money? = nil) { (self.tokens, self.money) = (tokens, money) }
}

/// What was used.
public struct Spending: Sendable, Equatable {
    /// Tokens, sent and answered.
    public var tokens: Int
    /// Their price, as far as it is known.
    public var money: Money

    /// So much.
    public init(tokens: Int = 0, money: Money = .zero) { (self.tokens, self.money) = (tokens, money) }

    /// Adds what was used elsewhere.
    public static func += (left: inout Spending, right: Spending) {
        left.tokens = left.tokens.adding(right.tokens)
        left.money += right.money
    }

    /// Takes away what was counted before.
    static func -= (left: inout Spending, right: Spending) {
        left.tokens = left.tokens.taking(right.tokens)
        left.money -= right.money
    }
}

/// A run that calls are counted for.
public struct RunBudget: Sendable, Equatable {
    /// The run's id.
    public var run: String
    /// What it may take.
    public var limit: SpendingLimit
    /// What it had used before this process: as its events say.
    public var spent: Spending

    /// A budget of these parts.
    public init(run: String, limit: SpendingLimit, spent: Spending = Spending()) {
        (self.run, self.limit, self.spent) = (run, limit, spent)
    }
}
