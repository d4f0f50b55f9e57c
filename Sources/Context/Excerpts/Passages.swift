/// Where the words of an issue stand in one file, line by line.
struct Passages {
    /// A range of lines, counted from 1, with what speaks for it.
    struct Passage: Sendable {
        var lines: ClosedRange<Int>
        var strength: Double
    }

    /// Best first; they do not overlap.
    private(set) var passages: [Passage] = []
    /// What the best place comes to: the weights of the words together in it.
    private(set) var strength = 0.0
    /// The weights of the pairs of words that stand side by side here, too.
    private(set) var phrases = 0.0
    /// Words in the lines that import.
    private(set) var imports: Set<Term> = []

    /// Lines in which words count as together.
    private static let window = 24
    private static let most = 4
    /// Bytes of a file that are looked at.
    private static let limit = 200 << 10

    init(_ content: [UInt8], weights: TermTable, pairs: Set<TermPair>) {
        var lines: [[(term: Term, weight: Double)]] = []
        var seenPairs: Set<TermPair> = []
        var scanner = WordScanner()
        content.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes.prefix(Self.limit))
            var start = 0
            while start < text.count {
                let end = text[start...].firstIndex(of: 0x0a) ?? text.count
                let line = UnsafeBufferPointer(rebasing: text[start..<end])
                let isImport = Self.isImport(line)
                var found: [(term: Term, weight: Double)] = []
                var last: (term: Term, end: Int)?
                scanner.scan(line) { term, range, isWhole in
                    if isImport, isWhole { imports.insert(term) }
                    guard let weight = weights[term] else {
                        if isWhole { last = nil }
                        return
                    }
                    found.append((term, weight))
                    if let last, last.end <= range.lowerBound {
                        let pair = TermPair(first: last.term, second: term)
                        if pairs.contains(pair), seenPairs.insert(pair).inserted {
                            phrases += (weights[pair.first] ?? 0) + weight
                        }
                    }
                    if last.map({ $0.end <= range.lowerBound }) ?? true { last = (term, range.upperBound) }
                }
                lines.append(found)
                start = end + 1
            }
        }
        find(in: lines)
    }

    private mutating func find(in lines: [[(term: Term, weight: Double)]]) {
        var windows: [Passage] = []
        var start = 0
        let step = Self.window / 3
        while start < lines.count {
            let end = min(start + Self.window, lines.count)
            var seen: [Term: Double] = [:]
            var first = -1
            var last = start
            for line in start..<end where !lines[line].isEmpty {
                if first < 0 { first = line }
                last = line
                for (term, weight) in lines[line] {
                    // A second time tells a little more, a third nothing.
                    let known = seen[term] ?? 0
                    if known < weight * 1.25 { seen[term] = known == 0 ? weight : weight * 1.25 }
                }
            }
            if first >= 0 {
                windows.append(Passage(lines: first + 1...last + 1, strength: seen.values.reduce(0, +)))
            }
            start += step
        }
        windows.sort { ($0.strength, $1.lines.lowerBound) > ($1.strength, $0.lines.lowerBound) }
        strength = windows.first?.strength ?? 0
        for window in windows where passages.count < Self.most {
            if passages.contains(where: { $0.lines.overlaps(window.lines) }) { continue }
            if window.strength < strength * 0.3 { break }
            passages.append(window)
        }
    }

    private static let importWords: [[UInt8]] = [
        "import ", "from ", "use ", "pub use ", "mod ", "pub mod ", "#include", "require", "export ",
        "@import",
        "public import ", "pub(crate) use ", "pub(crate) mod ",
    ].map { Array($0.utf8) }

    private static func isImport(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        importWords.contains { word in
            line.count > word.count && word.indices.allSatisfy { line[$0] == word[$0] }
        }
    }
}
