import Glibc

/// Where the current time comes from; the edge hands one in, so that nothing below reads a clock.
public struct TimeSource: Sendable {
    /// The time of the call. It may jump in both directions, as the system's clock may be set.
    public var now: @Sendable () -> Timestamp

    /// A source that asks `now` each time.
    public init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// The system's wall clock, `CLOCK_REALTIME`.
    public static let system = TimeSource {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A clock that stands still, for output that is the same bytes on every run.
    public static func fixed(_ time: Timestamp) -> TimeSource {
        TimeSource { time }
    }
}
