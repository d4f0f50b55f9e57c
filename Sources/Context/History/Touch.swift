import Git

/// What a commit of the history tells: the words of its message, and which paths it changed.
struct Touch: Equatable, Sendable {
    /// Each once.
    var terms: [Term]
    /// Hashes of the paths; empty for a commit that changed so many that it tells nothing of any.
    var paths: [UInt64]

    /// Files in a commit beyond which it is a clean-up, an import, a reformatting.
    static let mostPaths = 30
    /// Characters of a message that are read.
    private static let longestMessage = 2000

    init(message: String, paths: [String]) {
        var terms: Set<Term> = []
        var ordered: [Term] = []
        var text = String(message.prefix(Self.longestMessage))
        text.withUTF8 { bytes in
            var scanner = WordScanner()
            scanner.scan(bytes) { term, _, _ in
                if terms.insert(term).inserted { ordered.append(term) }
            }
        }
        self.terms = ordered
        self.paths = paths.count > Self.mostPaths ? [] : paths.map { FNV.hash($0) }
    }

    /// One row's worth of bytes.
    var packed: [UInt8] {
        var writer = PackedWriter()
        writer.append(terms.count)
        for term in terms { writer.append(word: term.hash) }
        writer.append(paths.count)
        for path in paths { writer.append(word: path) }
        return writer.bytes
    }

    init(packed: UnsafeRawBufferPointer) {
        var reader = PackedReader(packed)
        terms = Self.words(&reader).map { Term(hash: $0) }
        paths = Self.words(&reader)
    }

    private static func words(_ reader: inout PackedReader) -> [UInt64] {
        let count = reader.integer()
        var words: [UInt64] = []
        while words.count < count, !reader.isAtEnd { words.append(reader.word()) }
        return words
    }
}
