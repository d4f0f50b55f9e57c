/// Who is asked, in which order.
public struct Route: Sendable, Equatable {
    /// The preferred one, then those to fall back on.
    public var candidates: [RouteCandidate]
    /// How often and when each of them is asked again.
    public var retry: RetryPolicy
    /// Whether the next one is asked what one has refused; otherwise a refusal is the answer.
    public var fallsBackWhenRefused: Bool

    /// A route through these.
    public init(
        _ candidates: [RouteCandidate], retry: RetryPolicy = RetryPolicy(), fallsBackWhenRefused: Bool = false
    ) {
        (self.candidates, self.retry) = (candidates, retry)
        self.fallsBackWhenRefused = fallsBackWhenRefused
    }
}

/// A provider on a route, with the model that it is asked for.
public struct RouteCandidate: Sendable, Equatable {
    /// The provider's name.
    public var provider: String
    /// Nil for the request's model, if this is the preferred candidate, or else for the provider's own.
    public var model: String?
    /// How many tokens the model takes; nil where nobody knows.
    public var contextTokens: Int?
    /// How many tokens the model says at most; nil where nobody knows.
    public var maximumOutput: Int?
    /// After this time a call is given up, and the next step is as after a timeout.
    public var callLimit: Duration

    /// A candidate of these parts.
    public init(
        _ provider: String, model: String? = nil, contextTokens: Int? = nil, maximumOutput: Int? = nil,
        callLimit: Duration = .seconds(600)
    ) {
        (self.provider, self.model) = (provider, model)
        (self.contextTokens, self.maximumOutput) = (contextTokens, maximumOutput)
        self.callLimit = callLimit
    }
}
