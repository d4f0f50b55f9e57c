import Git
import Glibc

/// What is compared with: BM25 (k₁ 1.2, b 0.75) over whole files, their words as they stand, in small letters.
struct PlainSearch {
    private struct Document {
        let path: String
        let isSource: Bool
        let counts: [String: Int]
        let length: Int
    }

    private var known: [ObjectID: [String: Int]] = [:]
    private var documents: [Document] = []

    private static let largest = 1 << 20

    /// Takes the files of a commit, each content read once.
    mutating func read(_ commit: ObjectID, in repository: borrowing Repository) throws {
        documents = []
        for change in try repository.changes(from: nil, to: commit) {
            guard let file = change.new, file.mode == .file || file.mode == .executable else { continue }
            guard let counts = try counts(of: file.id, in: repository), !counts.isEmpty else { continue }
            documents.append(
                Document(
                    path: file.path, isSource: SourcePath.isSource(file.path), counts: counts,
                    length: counts.values.reduce(0, +)))
        }
    }

    private mutating func counts(
        of id: ObjectID, in repository: borrowing Repository
    ) throws -> [String: Int]? {
        if let counts = known[id] { return counts }
        // A snapshot of a repository may lack its largest files.
        guard let content = try? repository.blob(id) else { return nil }
        var counts: [String: Int] = [:]
        if content.count <= Self.largest, !content.prefix(8000).contains(0) {
            Self.forEachWord(content) { counts[$0, default: 0] += 1 }
        }
        known[id] = counts
        return counts
    }

    /// The paths, the best first.
    func rank(_ issue: String, sourcesOnly: Bool) -> [String] {
        let documents = documents.filter { !sourcesOnly || $0.isSource }
        var words: [String: Int] = [:]
        Self.forEachWord(Array(issue.utf8)) { words[$0, default: 0] += 1 }
        let total = Double(documents.count)
        let mean = Double(documents.reduce(0) { $0 + $1.length }) / max(total, 1)
        var scores = [Double](repeating: 0, count: documents.count)
        for (word, weight) in words.sorted(by: { $0.key < $1.key }) {
            let holders = documents.indices.compactMap { index in
                documents[index].counts[word].map { (index: index, count: Double($0)) }
            }
            let rarity = log(
                1 + (total - Double(holders.count) + 0.5) / (Double(holders.count) + 0.5))
            for holder in holders {
                let length = 0.25 + 0.75 * Double(documents[holder.index].length) / mean
                let frequency = holder.count * 2.2 / (holder.count + 1.2 * length)
                scores[holder.index] += Double(weight) * rarity * frequency
            }
        }
        return documents.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }.map { documents[$0].path }
    }

    private static func forEachWord(_ text: [UInt8], _ body: (String) -> Void) {
        var word: [UInt8] = []
        for byte in text + [0x20] {
            switch byte {
            case 0x41...0x5a: word.append(byte | 0x20)
            case 0x61...0x7a, 0x30...0x39, 0x5f, 0x80...0xff: word.append(byte)
            default:
                if word.count > 1 { body(String(decoding: word, as: UTF8.self)) }
                word.removeAll(keepingCapacity: true)
            }
        }
    }
}

/// Which paths are source files, for counting: code that is no test, example or document. It is independent of what
/// the ranking takes for one.
enum SourcePath {
    private static let endings: Set<String> = [
        "py", "pyx", "rs", "kt", "kts", "java", "go", "js", "jsx", "ts", "tsx", "mjs", "cjs", "c", "h", "cc",
        "cpp", "hpp", "rb", "swift", "cs", "php", "vue", "scala",
    ]
    private static let others: Set<String> = [
        "test", "tests", "testing", "__tests__", "spec", "specs", "testdata", "fixtures", "docs", "doc",
        "examples", "example", "benches", "benchmarks", "vendor", "androidtest", "functionaltest",
    ]

    static func isSource(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/")
        guard let name = parts.last, let ending = name.split(separator: ".").last else { return false }
        if !endings.contains(String(ending)) { return false }
        return !parts.dropLast().contains { others.contains(String($0)) } && !name.hasPrefix("test_")
            && !name.contains("_test.") && !name.contains(".test.") && !name.contains(".spec.")
    }
}
