/// Counts of tokens come from servers and from journals of others, so they are bounded where they come in and
/// added without a trap.
extension Int {
    /// No exchange has more tokens: a larger count is none.
    static let mostTokens = 1_000_000_000

    /// The sum, at most what an `Int` holds.
    func adding(_ other: Int) -> Int {
        let (sum, isTooMuch) = addingReportingOverflow(other)
        return isTooMuch ? (self < 0 ? .min : .max) : sum
    }

    /// The difference, at least what an `Int` holds.
    func taking(_ other: Int) -> Int {
        let (rest, isTooMuch) = subtractingReportingOverflow(other)
        return isTooMuch ? (self < 0 ? .min : .max) : rest
    }
}
