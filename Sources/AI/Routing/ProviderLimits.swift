/// What is asked of a provider at most, and when it counts as ill.
public struct ProviderLimits: Sendable, Equatable {
    /// So many calls at once.
    public var concurrent: Int
    /// So many calls begin in a minute; nil for any number.
    public var requestsPerMinute: Int?
    /// So many tokens, sent and answered, belong to the calls of a minute; nil for any number.
    public var tokensPerMinute: Int?
    /// One who has waited so long for a turn goes on to the next provider; nil for the request's deadline.
    public var longestWait: Duration?
    /// A request of a lower priority goes before one of the next higher priority that came so much later:
    /// so nobody starves.
    public var aging: Duration
    /// If the provider wants to be left alone for longer than this, those who wait are sent on.
    public var longestPause: Duration
    /// When it counts as ill.
    public var breaker: CircuitBreaker.Settings

    /// Limits of these parts.
    public init(
        concurrent: Int = 8, requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil,
        longestWait: Duration? = nil, aging: Duration = .seconds(30), longestPause: Duration = .seconds(60),
        breaker: CircuitBreaker.Settings = CircuitBreaker.Settings()
    ) {
        (self.concurrent, self.requestsPerMinute) = (max(concurrent, 1), requestsPerMinute)
        (self.tokensPerMinute, self.longestWait) = (tokensPerMinute, longestWait)
        (self.aging, self.longestPause, self.breaker) = (aging, longestPause, breaker)
    }
}

/// Who goes first where requests have to wait.
public enum RequestPriority: Int, Sendable, Equatable, CaseIterable {
    /// Somebody looks at the screen.
    case interactive
    /// An agent works.
    case agent
    /// Nobody waits for it.
    case background
}
