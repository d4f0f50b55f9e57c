/// What has happened to one request: who was asked, what was waited for, what it has cost. It becomes an event.
public struct CallRecord: Sendable, Equatable {
    /// One by one, in the order of time.
    public var attempts: [CallAttempt]
    /// From the question to the answer, or to the end without one.
    public var milliseconds: Int64

    /// A record of these parts.
    public init(attempts: [CallAttempt] = [], milliseconds: Int64 = 0) {
        (self.attempts, self.milliseconds) = (attempts, milliseconds)
    }

    /// How often another candidate came into play.
    public var fallbacks: Int { zip(attempts, attempts.dropFirst()).count { $0.candidate != $1.candidate } }

    /// How often the same candidate was tried again.
    public var retries: Int { zip(attempts, attempts.dropFirst()).count { $0.candidate == $1.candidate } }

    /// Whether the answer was at hand, so that nobody was asked for it.
    public var isCached: Bool { attempts.last?.outcome == .cached }

    /// Time spent in queues and pauses.
    public var waitedMilliseconds: Int64 {
        attempts.reduce(0) { $0 + $1.queuedMilliseconds + $1.pausedMilliseconds }
    }

    /// All tokens, of failed attempts, too.
    public var tokens: Int { attempts.reduce(0) { $0.adding($1.usage?.total ?? 0) } }

    /// What all attempts have cost; nil if one has used tokens whose price is not known.
    public var cost: Money? {
        attempts.reduce(Optional(Money.zero)) { sum, attempt in
            guard attempt.usage != nil else { return sum }
            guard let sum, let cost = attempt.cost else { return nil }
            return sum + cost
        }
    }

    /// The same as a budget counts it: what has no price counts in tokens alone.
    public var spending: Spending {
        Spending(tokens: tokens, money: attempts.reduce(.zero) { $0 + ($1.cost ?? .zero) })
    }
}

/// One try with one candidate of a route.
public struct CallAttempt: Sendable, Equatable {
    /// What came of it.
    public enum Outcome: Sendable, Equatable {
        case answered
        /// The answer to the same request was at hand.
        case cached
        case failed(ModelError.Kind, String)
        /// The provider could not be asked, for this reason: its circuit is open, it wants to be left alone, a
        /// turn did not come, there is no such provider.
        case skipped(ModelError.Kind, String)
    }

    /// The provider's name.
    public var provider: String
    /// The model that it was asked for.
    public var model: String
    /// The candidate's place on the route, from 0.
    public var candidate: Int
    /// Time spent waiting for a turn.
    public var queuedMilliseconds: Int64 = 0
    /// Time spent waiting because the attempt before it had failed.
    public var pausedMilliseconds: Int64 = 0
    /// Time that the call itself took.
    public var milliseconds: Int64 = 0
    /// Time from the call to the first piece of its answer, where it was streamed.
    public var firstPieceMilliseconds: Int64?
    /// What came of it.
    public var outcome: Outcome
    /// The status of HTTP, where it has failed with one.
    public var status: Int?
    /// When the provider wanted to be asked again.
    public var retryAfterMilliseconds: Int64?
    /// By this the provider's support finds the exchange.
    public var requestID: String?
    /// What it has used; nil for nothing.
    public var usage: Usage?
    /// Whether ``usage`` is our estimate, as the provider has not said it.
    public var isEstimated = false
    /// The price of ``usage``; nil if it is not known.
    public var cost: Money?

    /// An attempt of which nothing else is known yet.
    public init(provider: String, model: String, candidate: Int, outcome: Outcome) {
        (self.provider, self.model) = (provider, model)
        (self.candidate, self.outcome) = (candidate, outcome)
    }
}
