/// Numbers by term, for looking up each word of many texts: terms are hashes already and need no second one.
struct TermTable: Sendable {
    private var terms: [Term]
    private var values: [Double]
    private let mask: Int

    init(_ entries: [Term: Double]) {
        var size = 64
        while size < entries.count * 4 { size *= 2 }
        terms = Array(repeating: Self.none, count: size)
        values = Array(repeating: 0, count: size)
        mask = size - 1
        for (term, value) in entries where term != Self.none {
            var slot = Self.slot(of: term, mask)
            while terms[slot] != Self.none { slot = (slot + 1) & mask }
            terms[slot] = term
            values[slot] = value
        }
    }

    /// The number of a term; nil for one that is not here.
    @inline(__always)
    subscript(term: Term) -> Double? {
        var slot = Self.slot(of: term, mask)
        while terms[slot] != Self.none {
            if terms[slot] == term { return values[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Marks what is free. A word with this very hash is never found.
    private static let none = Term(hash: 0)

    @inline(__always)
    private static func slot(of term: Term, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: term.hash ^ term.hash >> 32) & mask
    }
}
