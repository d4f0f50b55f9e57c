/// A word as the index knows it: the hash of its stem.
///
/// 64 bits: among a million words, two share a hash once in forty million indexes.
struct Term: Hashable, Sendable {
    let hash: UInt64

    init(hash: UInt64) { self.hash = hash }

    /// The term of a word that stands by itself, which is stemmed; nil when it is too short to tell anything.
    init?(word: some StringProtocol) {
        var found: Term?
        var text = String(word)
        text.withUTF8 { bytes in
            var scanner = WordScanner()
            scanner.scan(bytes) { term, _, isWhole in if isWhole || found == nil { found = term } }
        }
        guard let found else { return nil }
        self = found
    }

    /// The name of something that is defined, as it is written: `Group` and `group` are two.
    init(definition name: UnsafeBufferPointer<UInt8>) {
        hash = FNV.hash(name, seed: FNV.definitionSeed)
    }

    /// The same, of a name as text.
    init(definition name: String) {
        var name = name
        self = name.withUTF8 { Term(definition: $0) }
    }
}

/// The hash of Fowler, Noll and Vo, in its variant 1a of 64 bits.
enum FNV {
    static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    /// Keeps names of definitions apart from words.
    static let definitionSeed: UInt64 = 0x6c62_272e_07bb_0142
    private static let prime: UInt64 = 0x100_0000_01b3

    @inline(__always)
    static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* prime }

    static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = FNV.seed) -> UInt64 {
        var hash = seed
        for byte in bytes { hash = add(byte, to: hash) }
        return hash
    }

    static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash($0) }
    }
}
