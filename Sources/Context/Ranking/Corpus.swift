/// The files of one tree with what the index knows of them: what all signals are computed over.
struct Corpus {
    let files: [TreeFile]
    /// Of the content of each file.
    let facts: [BlobFacts]
    /// Which files have a content, by its number; mostly one.
    private let first: [Int32]
    private let more: [Int: [Int]]
    /// Files whose words are known.
    let readCount: Int
    /// The words of each path, those of the name apart from those of the folders.
    let paths: [PathWords]
    let meanWords: Double
    let meanComments: Double
    let meanDefinitions: Double

    init(_ tree: TreeFiles, facts known: [BlobFacts]) {
        files = tree.files
        var facts: [BlobFacts] = []
        facts.reserveCapacity(files.count)
        var first = [Int32](repeating: -1, count: known.count)
        var more: [Int: [Int]] = [:]
        var paths: [PathWords] = []
        paths.reserveCapacity(files.count)
        var (words, comments, definitions, count) = (0, 0, 0, 0)
        var scanner = WordScanner()
        for (index, file) in files.enumerated() {
            paths.append(PathWords(file.path, &scanner))
            guard file.blob > 0, file.blob < known.count else {
                facts.append(BlobFacts())
                continue
            }
            let fact = known[file.blob]
            facts.append(fact)
            if first[file.blob] < 0 {
                first[file.blob] = Int32(index)
            } else {
                more[file.blob, default: []].append(index)
            }
            if fact.isUnread { continue }
            words += fact.words - fact.commentWords
            comments += fact.commentWords
            definitions += fact.definitions
            count += 1
        }
        (self.facts, self.first, self.more, self.paths, readCount) = (facts, first, more, paths, count)
        meanWords = max(1, Double(words) / Double(max(count, 1)))
        meanComments = max(1, Double(comments) / Double(max(count, 1)))
        meanDefinitions = max(1, Double(definitions) / Double(max(count, 1)))
    }

    /// Shows the files that have a content.
    @inline(__always)
    func forEachFile(of blob: Int, _ body: (Int) -> Void) {
        guard blob >= 0, blob < first.count, first[blob] >= 0 else { return }
        body(Int(first[blob]))
        if !more.isEmpty, let others = more[blob] { for index in others { body(index) } }
    }

    /// What a file is, its content considered.
    func kind(_ index: Int) -> FileKind {
        facts[index].isUnread && files[index].kind != .test ? .generated : files[index].kind
    }
}

/// The words of a path. Those of the ending are the same in most files and count for nothing.
struct PathWords {
    /// Of the name without its ending, each once.
    var name: [Term] = []
    /// Of the folders, each once.
    var folders: [Term] = []

    init(_ path: String, _ scanner: inout WordScanner) {
        var path = path
        path.withUTF8 { bytes in
            let slash = bytes.lastIndex(of: 0x2f).map { $0 + 1 } ?? 0
            let dot = bytes[slash...].lastIndex(of: 0x2e) ?? bytes.count
            let end = dot == slash ? bytes.count : dot
            scanner.scan(UnsafeBufferPointer(rebasing: bytes[slash..<end])) { term, _, _ in
                if !name.contains(term) { name.append(term) }
            }
            scanner.scan(UnsafeBufferPointer(rebasing: bytes[..<slash])) { term, _, _ in
                if !folders.contains(term) { folders.append(term) }
            }
        }
    }
}
