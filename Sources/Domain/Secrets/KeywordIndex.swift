/// Finds the words of many rules in one pass over a text.
///
/// A table of the pairs of bytes that any word begins with passes over nearly all of a text.
struct KeywordIndex: Sendable {
    /// A word and whose it is.
    private struct Word: Sendable {
        var bytes: [UInt8]
        var isExact: Bool
        var rule: Int
    }

    /// By the first byte, in lower case.
    private let words: [[Word]]
    /// A bit for each pair of bytes, the first one in the lower half of the number.
    private let pairs: [UInt64]

    /// - Parameter keywords: those of each rule, by its number, of two bytes at the least. The case of one with a
    ///   capital letter counts.
    init(_ keywords: [[String]]) {
        var words = [[Word]](repeating: [], count: 256)
        var pairs = [UInt64](repeating: 0, count: 1 << 16 / 64)
        for (rule, keywords) in keywords.enumerated() {
            for keyword in keywords {
                let bytes = Array(keyword.utf8)
                guard bytes.count >= 2 else { continue }
                let isExact = bytes.contains { Self.lower($0) != $0 }
                words[Int(Self.lower(bytes[0]))].append(Word(bytes: bytes, isExact: isExact, rule: rule))
                for first in isExact ? [bytes[0]] : Self.cases(bytes[0]) {
                    for second in isExact ? [bytes[1]] : Self.cases(bytes[1]) {
                        let pair = Int(first) | Int(second) << 8
                        pairs[pair >> 6] |= 1 << UInt64(pair & 63)
                    }
                }
            }
        }
        (self.words, self.pairs) = (words, pairs)
    }

    /// The next place where a word stands, and the rules whose it is.
    ///
    /// - Parameter atEnd: whether what may only be the beginning of a word counts where the text ends.
    func next(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, atEnd: Bool = false
    ) -> (place: Int, rules: [Int])? {
        pairs.withUnsafeBufferPointer { pairs in
            var place = start
            while place < end {
                if place + 1 < end {
                    let pair = Int(text[place]) | Int(text[place + 1]) << 8
                    guard pairs[pair >> 6] >> UInt64(pair & 63) & 1 != 0 else {
                        place += 1
                        continue
                    }
                } else if !atEnd {
                    return nil
                }
                let found = words[Int(Self.lower(text[place]))].filter {
                    Self.stands($0, at: place, in: text, to: end, atEnd)
                }
                if !found.isEmpty { return (place, found.map(\.rule)) }
                place += 1
            }
            return nil
        }
    }

    private static func stands(
        _ word: Word, at place: Int, in text: UnsafeBufferPointer<UInt8>, to end: Int, _ atEnd: Bool
    ) -> Bool {
        let room = min(word.bytes.count, end - place)
        guard room == word.bytes.count || atEnd else { return false }
        for index in 0..<room {
            let byte = text[place + index]
            guard (word.isExact ? byte : lower(byte)) == word.bytes[index] else { return false }
        }
        return true
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func cases(_ byte: UInt8) -> [UInt8] {
        (0x61...0x7A).contains(byte) ? [byte, byte & ~0x20] : [byte]
    }
}
