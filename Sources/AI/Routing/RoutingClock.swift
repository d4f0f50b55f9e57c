public import Platform

/// Where routing gets time and chance from; the edge hands it in, so that tests need not wait.
public struct RoutingClock: Sendable {
    /// The time since some moment in the past; it never goes back.
    public var now: @Sendable () -> Duration
    /// Returns at this time or later, or as soon as the task is cancelled.
    public var sleep: @Sendable (_ until: Duration) async -> Void
    /// The number of the day since 1970, in UTC: budgets of a day begin anew with it.
    public var day: @Sendable () -> Int
    /// A number from 0 up to, but not including, 1.
    public var random: @Sendable () -> Double

    /// A clock of these parts.
    public init(
        now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (_ until: Duration) async -> Void,
        day: @escaping @Sendable () -> Int, random: @escaping @Sendable () -> Double
    ) {
        (self.now, self.sleep, self.day, self.random) = (now, sleep, day, random)
    }

    /// The machine's clock. Time in which the machine was suspended counts: the provider's went on, too.
    public static func system(time: TimeSource = .system) -> RoutingClock {
        let start = ContinuousClock.now
        return RoutingClock(
            now: { ContinuousClock.now - start },
            sleep: { until in try? await Task.sleep(until: start + until, clock: .continuous) },
            day: { Int(time.now().milliseconds / 86_400_000) },
            random: { Double.random(in: 0..<1) })
    }
}

extension Duration {
    /// Whole milliseconds, cut.
    var milliseconds: Int64 { microseconds / 1000 }

    /// For people, to the tenth, as in `12.5 s`.
    var seconds: String {
        let tenths = (milliseconds + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }

    /// Whole microseconds, cut; bounded to 100 years, so that sums of them fit.
    var microseconds: Int64 {
        let century: Int64 = 100 * 366 * 86_400
        let (seconds, attoseconds) = components
        return min(max(seconds, -century), century) * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
