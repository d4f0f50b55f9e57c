/// An instant in UTC at the resolution that events carry: milliseconds.
///
/// Leap seconds do not exist, as in POSIX time. Any `Int64` is a valid instant.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
    public var milliseconds: Int64

    /// The instant that lies `milliseconds` after the start of 1970.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Earlier instants come first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// RFC 3339 with three decimals, `2026-11-21T03:25:00.123Z`: always 24 characters in the years 0
    /// to 9999, so that texts sort like instants. Years outside take as many digits as they need.
    public var iso8601: String {
        let (days, inDay) = milliseconds.flooredDivision(by: Self.millisecondsPerDay)
        let date = CivilDate(daysSince1970: days)
        let day = "\(date.year.padded(4))-\(date.month.padded(2))-\(date.day.padded(2))"
        return "\(day)T\(Self.timeOfDay(inDay))Z"
    }

    /// The time of day in UTC, `03:25:00.123`.
    public var timeOfDay: String {
        Self.timeOfDay(milliseconds.flooredDivision(by: Self.millisecondsPerDay).remainder)
    }

    private static func timeOfDay(_ inDay: Int64) -> String {
        let seconds = inDay / 1000
        let minutes = seconds / 60
        return "\((minutes / 60).padded(2)):\((minutes % 60).padded(2)):\((seconds % 60).padded(2))"
            + ".\((inDay % 1000).padded(3))"
    }

    static let millisecondsPerDay: Int64 = 86_400_000
}

extension Int64 {
    /// Decimal digits, with leading zeros up to `width`; a sign comes on top.
    fileprivate func padded(_ width: Int) -> String {
        let digits = String(magnitude)
        let zeros = String(repeating: "0", count: Swift.max(0, width - digits.utf8.count))
        return (self < 0 ? "-" : "") + zeros + digits
    }
}
