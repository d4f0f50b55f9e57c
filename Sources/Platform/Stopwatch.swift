import Glibc

/// Time that has passed since it was made; setting the system's clock does not disturb it.
public struct Stopwatch: Sendable {
    private let start: Int64

    /// Starts now.
    public init() {
        start = Self.monotonicNanoseconds()
    }

    /// Nanoseconds since the start; time in which the machine was suspended does not count.
    public var elapsedNanoseconds: Int64 {
        Self.monotonicNanoseconds() - start
    }

    /// The time since it was started.
    public var elapsed: Duration { .nanoseconds(elapsedNanoseconds) }

    /// Milliseconds since the start, with the fraction that the clock resolves.
    public var elapsedMilliseconds: Double {
        Double(elapsedNanoseconds) / 1_000_000
    }

    /// `CLOCK_MONOTONIC`, which has no meaning but in differences.
    static func monotonicNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension Duration {
    /// Whole nanoseconds; what does not fit into 292 years is cut to that.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, carried) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return carried ? (seconds < 0 ? .min : .max) : sum
    }
}
