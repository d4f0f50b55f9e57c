/// In which contents a term stands: their numbers, each as the distance to the one before, with its counts.
struct PostingList {
    private var writer = PackedWriter()
    private var last = 0

    /// Adds a content, whose number is greater than those before.
    mutating func append(_ blob: Int, _ count: TermCount) {
        writer.append(blob - last)
        writer.append(byte: count.body)
        writer.append(byte: count.packed)
        last = blob
    }

    /// One row's worth of bytes.
    var packed: [UInt8] { writer.bytes }

    /// Shows each content of a packed list.
    @inline(__always)
    static func forEach(_ packed: UnsafeRawBufferPointer, _ body: (Int, TermCount) -> Void) {
        var reader = PackedReader(packed)
        var blob = 0
        while !reader.isAtEnd {
            blob &+= reader.integer()
            let count = reader.byte()
            body(blob, TermCount(body: count, packed: reader.byte()))
        }
    }
}

/// The lists of everything that one intake has read, until they are written.
struct PostingLists {
    private var numbers: [Term: Int32] = [:]
    private var terms: [Term] = []
    private var lists: [PostingList] = []
    private(set) var count = 0

    mutating func append(_ term: Term, _ blob: Int, _ termCount: TermCount) {
        count += 1
        if let number = numbers[term] {
            lists[Int(number)].append(blob, termCount)
            return
        }
        numbers[term] = Int32(terms.count)
        terms.append(term)
        var list = PostingList()
        list.append(blob, termCount)
        lists.append(list)
    }

    /// The lists in the order of the table that they are for, which makes writing them cheap.
    func forEachSorted<E: Error>(_ body: (Term, [UInt8]) throws(E) -> Void) throws(E) {
        let order = terms.indices.sorted {
            Int64(bitPattern: terms[$0].hash) < Int64(bitPattern: terms[$1].hash)
        }
        for index in order { try body(terms[index], lists[index].packed) }
    }

    mutating func removeAll() { self = PostingLists() }
}
