/// How often a term stands in the parts of one file.
struct TermCount {
    /// In code and strings, or anywhere in a file without code.
    var body: UInt8 = 0
    /// In comments; up to 15.
    var comment: UInt8 = 0
    /// In names that are defined; up to 15.
    var definition: UInt8 = 0

    /// Comments and definitions in a byte.
    var packed: UInt8 { comment << 4 | definition }

    init() {}

    init(body: UInt8, packed: UInt8) {
        (self.body, comment, definition) = (body, packed >> 4, packed & 15)
    }
}

/// Counts the terms of one file after the other, without giving back memory in between.
struct TermCounts {
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 12)
    private(set) var terms: [Term] = []
    private(set) var counts: [TermCount] = []

    mutating func removeAll() {
        for index in slots.indices { slots[index] = 0 }
        terms.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    mutating func addBody(_ term: Term) {
        let index = index(of: term)
        if counts[index].body < 255 { counts[index].body += 1 }
    }

    @inline(__always)
    mutating func addComment(_ term: Term) {
        let index = index(of: term)
        if counts[index].comment < 15 { counts[index].comment += 1 }
    }

    @inline(__always)
    mutating func addDefinition(_ term: Term) {
        let index = index(of: term)
        if counts[index].definition < 15 { counts[index].definition += 1 }
    }

    @inline(__always)
    private mutating func index(of term: Term) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: term.hash ^ term.hash >> 32) & mask
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if terms[index] == term { return index }
            slot = (slot + 1) & mask
        }
        terms.append(term)
        counts.append(TermCount())
        slots[slot] = UInt32(terms.count)
        if terms.count * 2 > slots.count { grow() }
        return terms.count - 1
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (index, term) in terms.enumerated() {
            var slot = Int(truncatingIfNeeded: term.hash ^ term.hash >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index + 1)
        }
    }
}
