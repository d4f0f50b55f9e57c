/// Where the bytes of a text stand in the text that it was taken from.
public enum Places: Sendable, Equatable {
    /// One behind the other, from here on.
    case from(Int)
    /// Each at a place of its own, with that of the end.
    case table([Int])
    /// Nobody knows exactly: all of it stands for this.
    case within(Range<Int>)

    /// The place of a part of the text.
    public func range(_ range: Range<Int>) -> Range<Int> {
        switch self {
        case .from(let start): return start + range.lowerBound..<start + range.upperBound
        case .table(let places):
            guard let last = places.last else { return 0..<0 }
            let start = range.lowerBound < places.count ? places[range.lowerBound] : last
            // Behind the last byte, not at the next one: what hides that stands between them.
            let end = range.isEmpty ? start : min(range.upperBound, places.count) - 1
            return range.isEmpty ? start..<start : start..<max(start, places[end] + 1)
        case .within(let whole): return whole
        }
    }

    /// The places of a part of the text.
    func part(from start: Int) -> Places {
        switch self {
        case .from(let base): .from(base + start)
        case .table(let places): .table(Array(places.dropFirst(start)))
        case .within: self
        }
    }
}
