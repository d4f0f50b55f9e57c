import Domain

/// Reads along what a check prints.
struct OutputWatcher {
    private var splitter = LineSplitter()
    private var readers: [CountReader]
    private var excerpt: Excerpt
    /// What was counted when it was asked last.
    private(set) var counts: TestCounts?

    init(_ formats: [OutputFormat]) {
        let compiled = formats.map { CompiledFormat($0) }
        readers = compiled.map { CountReader($0) }
        excerpt = Excerpt(compiled)
    }

    /// Takes the next piece; says whether other counts came of it.
    mutating func feed(_ bytes: [UInt8]) -> Bool { read(splitter.feed(bytes)) }

    /// Takes what is left.
    mutating func finish() { if let rest = splitter.finish() { _ = read([rest]) } }

    private mutating func read(_ lines: [[UInt8]]) -> Bool {
        if lines.isEmpty { return false }
        for line in lines {
            for index in readers.indices { readers[index].read(line) }
            excerpt.read(line)
        }
        let now = best
        defer { counts = now }
        return now != counts
    }

    /// Of several formats that fit the one that has read totals.
    private var best: TestCounts? {
        let found = readers.lazy.compactMap { reader in reader.counts.map { (reader.hasTotals, $0) } }
        return (found.first { $0.0 && $0.1.total > 0 } ?? found.first { $0.1.total > 0 } ?? found.first)?.1
    }

    /// Whether the runner has said that there are no tests.
    var saidEmpty: Bool { readers.contains(where: \.saidEmpty) }

    /// Whether the runner has said that it fails because there are no tests.
    var failedEmpty: Bool { readers.contains(where: \.failedEmpty) }

    /// What the check needs and has not found, in the words of the output.
    var missing: String? { readers.compactMap(\.missing).first.map { String(decoding: $0, as: UTF8.self) } }

    /// The lines that say what failed.
    var relevantLines: String? { excerpt.text }
}
