/// Holds a limit per minute: no minute sees more, wherever it begins.
///
/// A tenth of the limit may be used at once, and what is missing comes back evenly at the rate of the rest. One
/// who needs more at once than that has to wait until it is full and leaves a debt; only so can a minute see
/// more than the limit, by that much.
struct TokenBucket: Sendable, Equatable {
    /// Millionths of a sixtieth of one: what a rate of one a minute brings in a microsecond. Exact, so that a
    /// time that was computed for being enough is enough.
    private static let unit: Int64 = 60_000_000
    /// Amounts are cut to this, so that nothing here overflows.
    private static let largest: Int64 = 1_000_000_000

    private let capacity: Int64
    private let rate: Int64
    private var level: Int64
    private var time: Int64

    /// A full bucket.
    init(limit: Int, at now: Duration) {
        let limit = min(max(Int64(limit), 1), Self.largest)
        let burst = max(limit / 10, 1)
        (capacity, rate) = (burst * Self.unit, limit - burst + 1)
        (level, time) = (capacity, now.microseconds)
    }

    /// How long until so much may be taken.
    mutating func wait(for amount: Int, at now: Duration) -> Duration {
        refill(at: now)
        let missing = min(Self.size(amount), capacity) - level
        return missing <= 0 ? .zero : .microseconds((missing + rate - 1) / rate)
    }

    /// Takes so much, be it there or not.
    mutating func take(_ amount: Int, at now: Duration) {
        refill(at: now)
        // A debt has a floor, lest a wrong count close a provider for hours.
        level = max(level - Self.size(amount), -Self.largest * Self.unit)
    }

    /// Corrects an amount that was taken for an estimate.
    mutating func correct(_ estimate: Int, to actual: Int, at now: Duration) {
        refill(at: now)
        level = min(level + Self.size(estimate) - Self.size(actual), capacity)
        level = max(level, -Self.largest * Self.unit)
    }

    private static func size(_ amount: Int) -> Int64 { min(max(Int64(amount), 0), largest) * unit }

    private mutating func refill(at now: Duration) {
        let passed = now.microseconds - time
        guard passed > 0 else { return }
        time += passed
        let (gain, overflow) = passed.multipliedReportingOverflow(by: rate)
        level = overflow || gain >= capacity - level ? capacity : level + gain
    }
}
