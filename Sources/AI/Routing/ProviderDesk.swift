/// What the router keeps of one provider.
struct ProviderDesk {
    var queue: RequestQueue
    var breaker: CircuitBreaker
    let limits: ProviderLimits
    /// Models that are not to be asked for a while, whoever asks: the key is refused, or their allowance is used up.
    var bars: [String: (until: Duration, kind: ModelError.Kind)] = [:]
    /// Those who wait for a turn, by its number.
    var waiting: [Int: CheckedContinuation<Turn, Never>] = [:]
    /// What wakes the queue up, and when.
    var timer: (time: Duration, task: Task<Void, Never>)?

    init(_ limits: ProviderLimits, at now: Duration) {
        (self.limits, queue) = (limits, RequestQueue(limits, at: now))
        breaker = CircuitBreaker(limits.breaker)
    }

    func status(at now: Duration) -> ProviderStatus {
        ProviderStatus(
            waiting: queue.waitingCount, running: queue.runningCount, circuit: breaker.state,
            pause: queue.pause(at: now).map { $0 - now })
    }
}

/// How waiting for a turn has ended.
enum Turn: Sendable, Equatable {
    /// It is there, and has to be given back.
    case here
    case expired
    /// The provider, or one of its models, is to be left alone until then.
    case turnedAway(until: Duration)
    case cancelled
}

/// How a provider is doing.
public struct ProviderStatus: Sendable, Equatable {
    /// So many wait for a turn.
    public var waiting: Int
    /// So many calls are under way.
    public var running: Int
    /// Whether requests pass.
    public var circuit: CircuitBreaker.State
    /// So long it is to be left alone; nil if not at all.
    public var pause: Duration?
}
