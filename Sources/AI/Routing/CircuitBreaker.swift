/// Keeps requests away from a provider that is ill.
///
/// | state | admit | answered | failed | abandoned |
/// | --- | --- | --- | --- | --- |
/// | closed | allowed | forgets failures | counts; open at the limit | stays |
/// | open, cooling | refused | stays | stays | stays |
/// | open, cooled | half-open; allowed, as the probe | stays | stays | stays |
/// | half-open | refused | closed | open, for twice as long | open, cooled: the next one is the probe |
///
/// An outcome counts only for the state in which its call was admitted: what began before a change says
/// nothing about the time after it.
public struct CircuitBreaker: Sendable {
    /// When it opens, and for how long.
    public struct Settings: Sendable, Equatable {
        /// So many failures in a row open it.
        public var failures: Int
        /// So long it stays open the first time; it doubles with each probe that fails.
        public var coolDown: Duration
        /// Up to this.
        public var longestCoolDown: Duration

        /// Settings of these parts.
        public init(
            failures: Int = 5, coolDown: Duration = .seconds(30), longestCoolDown: Duration = .seconds(300)
        ) {
            (self.failures, self.coolDown) = (max(failures, 1), coolDown)
            self.longestCoolDown = max(longestCoolDown, coolDown)
        }
    }

    /// Whether requests may pass.
    public enum State: Sendable, Equatable {
        /// They may; so many in a row have failed.
        case closed(failures: Int)
        /// They may not before this time.
        case open(until: Duration)
        /// One of them is under way, to see whether the provider is well again.
        case halfOpen
    }

    /// What is said to somebody who wants to ask.
    public enum Admission: Sendable, Equatable {
        /// Go on, and say with this ticket what has come of it.
        case allowed(Ticket)
        /// Not before this time; while a probe is under way, that is now.
        case refused(until: Duration)
    }

    /// Which state a call was admitted in.
    public struct Ticket: Sendable, Equatable { fileprivate let period: Int }

    /// Whether requests may pass.
    public private(set) var state = State.closed(failures: 0)
    private let settings: Settings
    private var coolDown: Duration
    private var period = 0

    /// A closed one.
    public init(_ settings: Settings = Settings()) {
        (self.settings, coolDown) = (settings, settings.coolDown)
    }

    /// Asks for one request to pass.
    public mutating func admit(at now: Duration) -> Admission {
        switch state {
        case .closed: return .allowed(Ticket(period: period))
        case .open(let until) where now < until: return .refused(until: until)
        case .open:
            enter(.halfOpen)
            return .allowed(Ticket(period: period))
        case .halfOpen: return .refused(until: now)
        }
    }

    /// From when on a request would be refused no longer; nil if it would not be refused now.
    public func refuses(at now: Duration) -> Duration? {
        switch state {
        case .closed: nil
        case .open(let until): now < until ? until : nil
        case .halfOpen: now
        }
    }

    /// The provider has answered, be it with a fault of ours: it is well.
    public mutating func answered(_ ticket: Ticket) {
        guard ticket.period == period else { return }
        switch state {
        case .closed: state = .closed(failures: 0)
        case .halfOpen:
            coolDown = settings.coolDown
            enter(.closed(failures: 0))
        case .open: break
        }
    }

    /// The provider has failed.
    ///
    /// - Parameters:
    ///   - ticket: of the call.
    ///   - now: the time.
    ///   - retryAfter: what the provider says itself; it stays open at least so long.
    public mutating func failed(_ ticket: Ticket, at now: Duration, retryAfter: Duration? = nil) {
        guard ticket.period == period else { return }
        switch state {
        case .closed(let failures) where failures + 1 < settings.failures:
            state = .closed(failures: failures + 1)
        case .closed: open(at: now, retryAfter)
        case .halfOpen:
            coolDown = min(coolDown * 2, settings.longestCoolDown)
            open(at: now, retryAfter)
        case .open: break
        }
    }

    /// The call was ended by ourselves before anything could be seen.
    public mutating func abandoned(_ ticket: Ticket, at now: Duration) {
        guard ticket.period == period, state == .halfOpen else { return }
        enter(.open(until: now))
    }

    private mutating func open(at now: Duration, _ retryAfter: Duration?) {
        enter(.open(until: now + min(max(coolDown, retryAfter ?? .zero), settings.longestCoolDown)))
    }

    private mutating func enter(_ state: State) {
        self.state = state
        period += 1
    }
}

extension ModelError.Kind {
    /// What a failure of this kind says about the provider's health: true for ill, false for well, as it has
    /// answered, nil for nothing.
    var isIllness: Bool? {
        switch self {
        case .overload, .network, .timeout, .protocol: true
        case .authentication, .quota, .rateLimit, .contextTooLong, .refused, .request: false
        case .budget, .cancelled: nil
        }
    }
}
