import Glibc

/// Byte strings that are searched for together.
///
/// A table of the pairs of bytes that any of them starts with passes over nearly all of a text; where it
/// doesn't, the strings of that first byte are compared. Searching takes linear time but for texts and
/// strings that repeat one byte again and again, which secrets don't.
struct PatternSet: Sendable {
    /// What starts at a place of a text.
    enum Match {
        case none
        /// The longest string that starts here has this length.
        case found(Int)
        /// A longer one may, when the text goes on; so far the longest has this length, 0 for none.
        case incomplete(Int)
    }

    /// Those of one first byte one after the other, the longest first.
    private let patterns: [[UInt8]]
    /// Where in `patterns` those of a first byte are.
    private let ranges: [Range<Int>]
    /// A bit for each pair of bytes, the first one in the lower half of the number.
    private let pairs: [UInt64]

    /// A set of these strings; those that are empty do not count.
    init(_ strings: [[UInt8]]) {
        let sorted = Set(strings).filter { !$0.isEmpty }.sorted {
            $0[0] != $1[0] ? $0[0] < $1[0] : $0.count > $1.count
        }
        var ranges = [Range<Int>](repeating: 0..<0, count: 256)
        var pairs = [UInt64](repeating: 0, count: 1 << 16 / 64)
        for (index, pattern) in sorted.enumerated() {
            let first = Int(pattern[0])
            ranges[first] = (ranges[first].isEmpty ? index : ranges[first].lowerBound)..<index + 1
            for second in pattern.count > 1 ? Int(pattern[1])...Int(pattern[1]) : 0...255 {
                pairs[(first | second << 8) >> 6] |= 1 << UInt64((first | second << 8) & 63)
            }
        }
        (patterns, self.ranges, self.pairs) = (sorted, ranges, pairs)
    }

    var isEmpty: Bool { patterns.isEmpty }

    /// The length of the longest string; 0 where there is none.
    var longest: Int { patterns.lazy.map(\.count).max() ?? 0 }

    /// The next place where a string may start; the last byte of a text always is one.
    func nextCandidate(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < text.count else { return nil }
        return pairs.withUnsafeBufferPointer { pairs in
            for position in start..<text.count - 1 {
                let pair = Int(text[position]) | Int(text[position + 1]) << 8
                if pairs[pair >> 6] >> UInt64(pair & 63) & 1 != 0 { return position }
            }
            return text.count - 1
        }
    }

    /// What starts at `position`.
    func match(at position: Int, in text: UnsafeBufferPointer<UInt8>) -> Match {
        var isIncomplete = false
        for pattern in patterns[ranges[Int(text[position])]] {
            let room = min(pattern.count, text.count - position)
            let isEqual = pattern.withUnsafeBytes { bytes in
                guard let here = text.baseAddress, let there = bytes.baseAddress else { return false }
                return memcmp(here + position, there, room) == 0
            }
            guard isEqual else { continue }
            if room == pattern.count { return isIncomplete ? .incomplete(room) : .found(room) }
            isIncomplete = true
        }
        return isIncomplete ? .incomplete(0) : .none
    }
}
