/// How often one provider is asked the same thing, and what is waited in between.
public struct RetryPolicy: Sendable, Equatable {
    /// How often a provider is asked at most, the first time among them.
    public var attempts: Int
    /// The longest pause before the second attempt; it doubles with each further one.
    public var firstPause: Duration
    /// Pauses grow up to this.
    public var longestPause: Duration
    /// A provider that wants to be left alone for longer than this is not waited for: the next one is asked.
    public var longestRetryAfter: Duration

    /// A policy of these parts.
    public init(
        attempts: Int = 3, firstPause: Duration = .seconds(1), longestPause: Duration = .seconds(30),
        longestRetryAfter: Duration = .seconds(60)
    ) {
        (self.attempts, self.firstPause) = (attempts, firstPause)
        (self.longestPause, self.longestRetryAfter) = (longestPause, longestRetryAfter)
    }

    /// What is waited after so many failures: anything up to the bound that doubles each time ("full jitter"),
    /// so that those who failed together do not come back together; never less than the provider asks for.
    ///
    /// - Parameters:
    ///   - failures: from 1.
    ///   - retryAfter: what the provider asks for.
    ///   - random: from 0 up to 1.
    public func pause(afterFailures failures: Int, retryAfter: Duration?, random: Double) -> Duration {
        var bound = min(firstPause, longestPause)
        // Sixty doublings lead from a nanosecond beyond any pause.
        for _ in 1..<max(min(failures, 60), 1) where bound < longestPause {
            bound = min(bound * 2, longestPause)
        }
        return max(bound * min(max(random, 0), 1), retryAfter ?? .zero)
    }
}

extension ModelError.Kind {
    /// What a failure of this kind leads to.
    enum Reaction: Sendable, Equatable {
        /// The same provider is asked again, so often at most, then the next one.
        case retry(atMost: Int)
        /// The next provider is asked at once.
        case next
        /// The next provider whose model takes more tokens.
        case nextThatTakesMore
        /// The next provider, if the route says so; else the end.
        case nextIfWanted
        /// Nobody else is asked.
        case end
    }

    /// What a failure of this kind leads to.
    var reaction: Reaction {
        switch self {
        case .overload, .rateLimit, .network: .retry(atMost: .max)
        // What took too long will do so again, unless that was bad luck.
        case .protocol, .timeout: .retry(atMost: 1)
        // Another one may be cheaper.
        case .authentication, .quota, .request, .budget: .next
        case .contextTooLong: .nextThatTakesMore
        case .refused: .nextIfWanted
        case .cancelled: .end
        }
    }

    /// Whether time alone may mend it.
    var isPassing: Bool { if case .retry = reaction { true } else { false } }
}
