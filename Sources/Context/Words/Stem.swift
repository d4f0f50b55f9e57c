/// Takes the endings off English words, so that `parsing`, `parsed` and `parses` meet `parse`.
///
/// A few rules in the manner of Porter's first step. What comes out is a key and need not be a word.
enum Stem {
    /// Shortens the lower-case word in `word[0..<count]` in place.
    ///
    /// - Returns: how many bytes are left.
    static func shorten(_ word: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        var count = withoutPlural(word, count)
        count = withoutVerbEnding(word, count)
        if count > 4, word[count - 1] == UInt8(ascii: "e") { count -= 1 }
        return count
    }

    private static func withoutPlural(_ word: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        guard count > 3, word[count - 1] == UInt8(ascii: "s") else { return count }
        switch word[count - 2] {
        case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"): return count
        case UInt8(ascii: "e"):
            if count > 4, word[count - 3] == UInt8(ascii: "i") {
                word[count - 3] = UInt8(ascii: "y")
                return count - 2
            }
            let before = word[count - 3]
            let hisses = before == UInt8(ascii: "s") || before == UInt8(ascii: "x")
            return hisses ? count - 2 : count - 1
        default: return count - 1
        }
    }

    private static func withoutVerbEnding(_ word: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        if count > 5, ends(word, count, "ing"), hasVowel(word, count - 3) { return single(word, count - 3) }
        if count > 4, ends(word, count, "ed"), hasVowel(word, count - 2) { return single(word, count - 2) }
        if count > 6, ends(word, count, "ion") {
            let before = word[count - 4]
            if before == UInt8(ascii: "t") || before == UInt8(ascii: "s") { return count - 3 }
        }
        return count
    }

    /// Makes one of a doubled last letter: `mapp` of `mapping`.
    private static func single(_ word: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
        guard count > 3, word[count - 1] == word[count - 2] else { return count }
        switch word[count - 1] {
        case UInt8(ascii: "l"), UInt8(ascii: "s"), UInt8(ascii: "z"): return count
        default: return count - 1
        }
    }

    private static func ends(
        _ word: UnsafeMutablePointer<UInt8>, _ count: Int, _ ending: StaticString
    ) -> Bool {
        let length = ending.utf8CodeUnitCount
        for index in 0..<length where word[count - length + index] != ending.utf8Start[index] { return false }
        return true
    }

    private static func hasVowel(_ word: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<count {
            switch word[index] {
            case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
                UInt8(ascii: "u"), UInt8(ascii: "y"):
                return true
            default: continue
            }
        }
        return false
    }
}
