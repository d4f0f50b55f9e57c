/// An amount of US dollars, exactly: prices are given with decimals that no double holds, and budgets add
/// them up.
///
/// The unit is a trillionth of a dollar, as that is what a token costs at a millionth of a dollar for a
/// million of them. The bound is about nine million dollars; what would be beyond stays there.
public struct Money: Sendable, Hashable, Comparable {
    /// Trillionths of a dollar.
    public var picodollars: Int64

    /// This many trillionths of a dollar.
    public init(picodollars: Int64) { self.picodollars = picodollars }

    /// Reads an amount such as `0.25` or `15`, with at most twelve decimals; nil for anything else, and for
    /// what is negative or beyond the bound.
    public init?(dollars text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isDecimal = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard isDecimal, parts.count <= 2, parts.count == 1 || parts[1].count <= 12 else { return nil }
        let decimals = parts.count == 2 ? String(parts[1]) ?? "" : ""
        let digits =
            (String(parts[0]) ?? "") + decimals + String(repeating: "0", count: 12 - decimals.utf8.count)
        guard let amount = Int64(digits) else { return nil }
        picodollars = amount
    }

    /// The same as a number, for those who reckon with such; not exact.
    public var dollars: Double { Double(picodollars) / 1e12 }

    /// Nothing.
    public static let zero = Money(picodollars: 0)

    /// Smaller amounts come first.
    public static func < (left: Money, right: Money) -> Bool { left.picodollars < right.picodollars }

    /// Both together, at most the bound.
    public static func + (left: Money, right: Money) -> Money {
        let (sum, isTooMuch) = left.picodollars.addingReportingOverflow(right.picodollars)
        return Money(picodollars: isTooMuch ? (left.picodollars < 0 ? .min : .max) : sum)
    }

    /// The left amount without the right one, within the bound.
    public static func - (left: Money, right: Money) -> Money {
        let (rest, isTooMuch) = left.picodollars.subtractingReportingOverflow(right.picodollars)
        return Money(picodollars: isTooMuch ? (left.picodollars < 0 ? .min : .max) : rest)
    }

    /// Adds an amount.
    public static func += (left: inout Money, right: Money) { left = left + right }

    /// Takes an amount away.
    public static func -= (left: inout Money, right: Money) { left = left - right }

    /// The price of one, a number of times; at most the bound.
    static func * (price: Money, count: Int) -> Money {
        let (product, isTooMuch) = price.picodollars.multipliedReportingOverflow(by: Int64(clamping: count))
        return Money(picodollars: isTooMuch ? .max : product)
    }
}

extension Money: CustomStringConvertible {
    /// As in `$1.25`, `$0.0042`: at least cents, and the digits that there are up to millionths, rounded up,
    /// so that what costs something never shows as nothing.
    public var description: String {
        let million: UInt64 = 1_000_000
        let size = picodollars.magnitude
        let millionths = size / million + (size % million == 0 ? 0 : 1)
        var decimals = String(millionths % million + million).dropFirst()
        while decimals.count > 2, decimals.last == "0" { decimals = decimals.dropLast() }
        return "\(picodollars < 0 ? "-" : "")$\(millionths / million).\(decimals)"
    }
}
