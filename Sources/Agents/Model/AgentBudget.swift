/// What the coding agent may use up in one step of a run.
public struct AgentBudget: Sendable, Equatable {
    /// Answers of the model.
    public var turns: Int
    /// Tokens sent and answered, all turns together.
    public var tokens: Int
    /// In trillionths of a dollar; nil for any sum.
    public var picodollars: Int64?
    /// How long it may take, in milliseconds, without the time that it waits for a person.
    public var milliseconds: Int64

    /// A budget of these bounds.
    public init(
        turns: Int = 60, tokens: Int = 3_000_000, picodollars: Int64? = nil, milliseconds: Int64 = 45 * 60_000
    ) {
        (self.turns, self.tokens, self.picodollars) = (turns, tokens, picodollars)
        self.milliseconds = milliseconds
    }

    /// Which bound is reached, in words for people; nil while there is something left.
    func exhausted(by spent: Spending) -> String? {
        if spent.turns >= turns { return "\(turns) turns" }
        if spent.tokens >= tokens { return "\(tokens) tokens" }
        if let picodollars, spent.picodollars >= picodollars { return Self.dollars(picodollars) }
        if spent.milliseconds >= milliseconds { return "\(milliseconds / 60_000) minutes" }
        return nil
    }

    /// As in `$0.25`.
    static func dollars(_ picodollars: Int64) -> String {
        let cents = picodollars / 10_000_000
        let rest = cents % 100
        return "$\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// What was used up so far.
    struct Spending: Sendable, Equatable {
        var turns = 0
        var tokens = 0
        var picodollars: Int64 = 0
        var milliseconds: Int64 = 0
    }
}
