/// An amount of US dollars, exact to the billionth: a token at $0.03 a million is 30 of them.
public struct Money: Sendable, Hashable, Comparable {
    /// Billionths of a dollar; an `Int64` of them ends at nine billion dollars.
    public var nanodollars: Int64

    /// An amount of so many billionths of a dollar.
    public init(nanodollars: Int64) { self.nanodollars = nanodollars }

    /// Nothing.
    public static let zero = Money(nanodollars: 0)

    /// Both together; what does not fit is cut to the largest amount.
    public static func + (left: Money, right: Money) -> Money {
        let (sum, overflow) = left.nanodollars.addingReportingOverflow(right.nanodollars)
        return Money(nanodollars: overflow ? (right.nanodollars < 0 ? .min : .max) : sum)
    }

    /// The left amount without the right one; what does not fit is cut.
    public static func - (left: Money, right: Money) -> Money {
        let (rest, overflow) = left.nanodollars.subtractingReportingOverflow(right.nanodollars)
        return Money(nanodollars: overflow ? (right.nanodollars < 0 ? .max : .min) : rest)
    }

    /// Adds an amount.
    public static func += (left: inout Money, right: Money) { left = left + right }

    /// Takes an amount away.
    public static func -= (left: inout Money, right: Money) { left = left - right }

    /// Whether the left amount is the smaller one.
    public static func < (left: Money, right: Money) -> Bool { left.nanodollars < right.nanodollars }
}

extension Money: CustomStringConvertible {
    /// As in `$12.30`, or with four digits below a dollar, as in `$0.0123`; what would vanish in these is
    /// `<$0.0001`.
    public var description: String {
        let size = nanodollars.magnitude
        let sign = nanodollars < 0 ? "-" : ""
        if size > 0, size < 100_000 { return "\(sign)<$0.0001" }
        let digits = size < 1_000_000_000 ? 4 : 2
        let unit: UInt64 = digits == 4 ? 100_000 : 10_000_000
        let scale: UInt64 = digits == 4 ? 10_000 : 100
        let rounded = size / unit + (size % unit >= unit / 2 ? 1 : 0)
        let fraction = String(rounded % scale)
        let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
        return "\(sign)$\(rounded / scale).\(zeros)\(fraction)"
    }
}
