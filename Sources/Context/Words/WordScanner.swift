/// Finds the words of a text: each identifier as a whole, and what it is put together from, as in
/// `getDefault` or `get_default` (both of them: `getdefault`, `get`, `default`).
struct WordScanner: ~Copyable {
    /// Bytes of an identifier beyond which it is data: a hash, something encoded.
    static let longest = 64

    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: WordScanner.longest)

    deinit { buffer.deallocate() }

    /// Calls `found` with each term of `text`, the range of the word in it, and whether the term is all of
    /// an identifier.
    @inline(__always)
    mutating func scan(
        _ text: UnsafeBufferPointer<UInt8>, found: (Term, Range<Int>, _ isWhole: Bool) -> Void
    ) {
        var position = 0
        while position < text.count {
            guard ByteClass.isWord(text[position]) else {
                position += 1
                continue
            }
            let start = position
            repeat { position += 1 } while position < text.count && ByteClass.isWord(text[position])
            split(text, start..<position, found: found)
        }
    }

    /// The same for one identifier.
    @inline(__always)
    mutating func split(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        found: (Term, Range<Int>, _ isWhole: Bool) -> Void
    ) {
        guard range.count >= 2, range.count <= Self.longest else { return }
        var whole = FNV.seed
        var wholeCount = 0
        var parts = 0
        var position = range.lowerBound
        while position < range.upperBound {
            if text[position] == 0x5f {
                position += 1
                continue
            }
            let end = Self.endOfPart(text, position, range.upperBound)
            var count = 0
            var hasLetter = false
            for index in position..<end {
                let byte = ByteClass.lower(text[index])
                if !ByteClass.isDigit(byte) { hasLetter = true }
                buffer[count] = byte
                count += 1
                whole = FNV.add(byte, to: whole)
            }
            wholeCount += count
            parts += 1
            let isAll = end - position == range.count
            if hasLetter, count >= 2 {
                let stem = Stem.shorten(buffer, count)
                let term = Term(hash: FNV.hash(UnsafeBufferPointer(start: buffer, count: stem)))
                found(term, position..<end, isAll)
            }
            position = end
        }
        if parts > 1, wholeCount >= 3 { found(Term(hash: whole), range, true) }
    }

    /// Where the part of an identifier that begins at `start` ends: before an underscore, before a capital
    /// after a small letter or digit, and before the last of several capitals when a small letter follows.
    @inline(__always)
    private static func endOfPart(
        _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ limit: Int
    ) -> Int {
        var end = start + 1
        while end < limit {
            let byte = text[end]
            if byte == 0x5f { break }
            if ByteClass.isUpper(byte) {
                if !ByteClass.isUpper(text[end - 1]) { break }
                if end + 1 < limit, ByteClass.isLower(text[end + 1]) { break }
            }
            end += 1
        }
        return end
    }
}
