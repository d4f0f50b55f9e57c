/// Those who wait for one provider.
///
/// | an entry | start | expire | cancel | turn away | finish | withdraw |
/// | --- | --- | --- | --- | --- | --- | --- |
/// | waiting | running | gone | gone | gone | stays | stays |
/// | running | stays | stays | stays | stays | gone | gone, as if never started |
/// | gone | stays | stays | stays | stays | stays | stays |
///
/// ``advance(to:)`` does what is due: those whose deadline has come expire; if the provider is to be left alone
/// for longer than ``ProviderLimits/longestPause``, or than one's deadline, who waits is turned away; and while
/// there is room, and no pause, and enough in both buckets, the first one starts. First is whose time of coming, plus ``ProviderLimits/aging`` for each step of its
/// priority below the highest, is earliest. The order is strict: a small request does not pass a large one.
struct RequestQueue: Sendable {
    struct Entry: Sendable, Equatable {
        let id: Int
        var priority: RequestPriority
        /// The estimate of its tokens.
        var tokens: Int
        /// Since when it is wanted; one who asks again keeps the time of the first call.
        var since: Duration
        /// It does not wait beyond this.
        var deadline: Duration
    }

    enum Output: Sendable, Equatable {
        case start(Int)
        case expire(Int)
        /// The provider is not to be asked before this time.
        case turnAway(Int, until: Duration)
    }

    private let limits: ProviderLimits
    private var requests: TokenBucket?
    private var tokens: TokenBucket?
    private var pausedUntil: Duration = .zero
    /// Whether somebody may wait who is to be turned away.
    private var pauseIsNew = false
    /// By priority, in the order of ``Entry/since``; those that are gone stay until they come to the front.
    private var lines = [WaitingLine](repeating: WaitingLine(), count: RequestPriority.allCases.count)
    private var waiting: [Int: Entry] = [:]
    private var running: [Int: Entry] = [:]
    /// No deadline of one who waits is earlier.
    private var earliestDeadline: Duration?

    init(_ limits: ProviderLimits, at now: Duration) {
        self.limits = limits
        requests = limits.requestsPerMinute.map { TokenBucket(limit: $0, at: now) }
        tokens = limits.tokensPerMinute.map { TokenBucket(limit: $0, at: now) }
    }

    var waitingCount: Int { waiting.count }
    var runningCount: Int { running.count }

    /// Until when the provider is to be left alone; nil if not now.
    func pause(at now: Duration) -> Duration? { pausedUntil > now ? pausedUntil : nil }

    /// Until when the provider is to be left alone, if that is too long for one with this deadline; else nil.
    func turnsAway(at now: Duration, deadline: Duration) -> Duration? {
        guard pausedUntil > now else { return nil }
        return pausedUntil - now > limits.longestPause || pausedUntil >= deadline ? pausedUntil : nil
    }

    mutating func enqueue(_ entry: Entry) {
        waiting[entry.id] = entry
        pauseIsNew = true
        lines[entry.priority.rawValue].insert(id: entry.id, since: entry.since)
        earliestDeadline = min(earliestDeadline ?? entry.deadline, entry.deadline)
    }

    /// Takes one out who no longer wants a turn.
    ///
    /// - Returns: whether it was still waiting.
    mutating func cancel(_ id: Int) -> Bool { waiting.removeValue(forKey: id) != nil }

    /// One that has started has ended.
    ///
    /// - Parameter tokens: what it really took; nil where nobody knows, then the estimate stands.
    mutating func finish(_ id: Int, tokens actual: Int?, at now: Duration) {
        guard let entry = running.removeValue(forKey: id), let actual else { return }
        tokens?.correct(entry.tokens, to: actual, at: now)
    }

    /// One that has started has not asked after all.
    mutating func withdraw(_ id: Int, at now: Duration) {
        guard let entry = running.removeValue(forKey: id) else { return }
        requests?.correct(1, to: 0, at: now)
        tokens?.correct(entry.tokens, to: 0, at: now)
    }

    /// The provider is to be left alone until then; a pause never gets shorter.
    mutating func pause(until time: Duration) {
        pausedUntil = max(pausedUntil, time)
        pauseIsNew = true
    }

    /// Sends all on who wait.
    mutating func turnAwayAll(until time: Duration) -> [Output] {
        defer { waiting = [:] }
        return waiting.keys.sorted().map { .turnAway($0, until: time) }
    }

    /// Does what is due.
    mutating func advance(to now: Duration) -> [Output] {
        var outputs = expired(at: now) + turnedAway(at: now)
        while running.count < limits.concurrent, pausedUntil <= now, let line = firstLine(),
            let entry = front(of: line), delay(of: entry, at: now) == .zero
        {
            lines[line].removeFirst()
            waiting[entry.id] = nil
            running[entry.id] = entry
            requests?.take(1, at: now)
            tokens?.take(entry.tokens, at: now)
            outputs.append(.start(entry.id))
        }
        if waiting.isEmpty { earliestDeadline = nil }
        return outputs
    }

    /// When ``advance(to:)`` may have something to do, if nothing else happens; nil if nothing then.
    mutating func nextTime(after now: Duration) -> Duration? {
        guard var next = earliestDeadline, let line = firstLine(), let entry = front(of: line) else {
            return nil
        }
        if running.count < limits.concurrent {
            next = min(next, max(pausedUntil, now + delay(of: entry, at: now)))
        }
        return next
    }

    private mutating func expired(at now: Duration) -> [Output] {
        guard let earliestDeadline, earliestDeadline <= now else { return [] }
        let late = waiting.values.filter { $0.deadline <= now }.map(\.id).sorted()
        for id in late { waiting[id] = nil }
        self.earliestDeadline = waiting.values.map(\.deadline).min()
        return late.map { .expire($0) }
    }

    private mutating func turnedAway(at now: Duration) -> [Output] {
        guard pauseIsNew else { return [] }
        pauseIsNew = false
        guard pausedUntil > now else { return [] }
        let gone = waiting.values.filter { turnsAway(at: now, deadline: $0.deadline) != nil }
        for entry in gone { waiting[entry.id] = nil }
        return gone.map(\.id).sorted().map { .turnAway($0, until: pausedUntil) }
    }

    /// How long the buckets keep it from starting.
    private mutating func delay(of entry: Entry, at now: Duration) -> Duration {
        max(requests?.wait(for: 1, at: now) ?? .zero, tokens?.wait(for: entry.tokens, at: now) ?? .zero)
    }

    /// The line whose front goes first.
    private mutating func firstLine() -> Int? {
        var first: (line: Int, time: Duration)?
        for line in lines.indices {
            guard let entry = front(of: line) else { continue }
            let time = entry.since + limits.aging * line
            if let first, first.time <= time { continue }
            first = (line, time)
        }
        return first?.line
    }

    private mutating func front(of line: Int) -> Entry? {
        while let id = lines[line].first {
            if let entry = waiting[id] { return entry }
            lines[line].removeFirst()
        }
        return nil
    }
}

/// Those of one priority, by the time since when they wait, then in the order of coming.
private struct WaitingLine: Sendable {
    private var places: [(id: Int, since: Duration)] = []
    private var gone = 0

    var first: Int? { gone < places.count ? places[gone].id : nil }

    mutating func insert(id: Int, since: Duration) {
        // Nearly always at the end: only those who ask again are older.
        var place = places.count
        while place > gone, places[place - 1].since > since { place -= 1 }
        places.insert((id, since), at: place)
    }

    mutating func removeFirst() {
        gone += 1
        if gone * 2 > places.count {
            places.removeFirst(gone)
            gone = 0
        }
    }
}
