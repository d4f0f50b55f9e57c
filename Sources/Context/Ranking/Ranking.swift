import Git
import SQLite

/// Ranks the files of one tree: signals that the index alone can give for all of them, then a closer look at
/// those that are ahead.
struct Ranking {
    /// Files that are read for a closer look, or as many as are wanted if that is more.
    private static let shortlistLength = 40
    /// What the signal ``Signal/named`` comes to where there is no doubt which file is meant.
    private static let sure = 0.9

    let corpus: Corpus
    let words: QueryWords
    let weights: ContextWeights
    private(set) var table: SignalTable
    private(set) var matches: WordMatches
    /// The files that were looked at, the best first.
    private(set) var order: [Int] = []
    private(set) var contents: [Int: [UInt8]] = [:]
    private(set) var passages: [Int: Passages] = [:]
    /// Bytes of files whose content the index does not know.
    private var sizes: [Int: Int] = [:]

    /// Computes the signals that the index can give.
    ///
    /// - Parameters:
    ///   - query: what the issue says.
    ///   - corpus: the files.
    ///   - history: the newest commits.
    ///   - index: has the words of the files.
    ///   - wanted: how many files are.
    ///   - weights: of the signals.
    init(
        _ query: ContextQuery, _ corpus: Corpus, history: [Touch], index: borrowing ContextIndex,
        wanted: Int, weights: ContextWeights
    ) throws(DatabaseError) {
        (self.corpus, self.weights) = (corpus, weights)
        words = QueryWords(title: query.title, body: query.body)
        table = SignalTable(count: corpus.files.count)
        matches = try WordMatches(words.terms, in: corpus, index: index, weights.bm25)
        for (file, score) in matches.scores.enumerated() { table[.words, file] = score }
        table.normalize(.words)
        try NamedSignals.add(query.references, to: &table, corpus: corpus, index: index)
        NameSignal.add(words.terms, matches, to: &table, corpus: corpus)
        HistorySignals.add(words.terms, history, to: &table, corpus: corpus)
        addPartners()
        order = best(
            corpus.files.indices.filter { score(of: $0) > 0 }, max(Self.shortlistLength, wanted))
    }

    /// What speaks for a file, by what it is.
    func score(of file: Int) -> Double {
        let kind = corpus.kind(file)
        // What the issue names by its path is meant, whatever it is.
        let factor = max(weights[kind], isSurelyNamed(file) ? 0.8 : 0)
        return table.sum(of: file, weights) * factor
    }

    /// Bytes of a file; 0 where its content is not here.
    func bytes(of file: Int) -> Int { sizes[file] ?? corpus.facts[file].bytes }

    private func isSurelyNamed(_ file: Int) -> Bool { table[.named, file] >= Self.sure }

    private func best(_ files: [Int], _ count: Int) -> [Int] {
        let scored = files.map { (file: $0, score: score(of: $0)) }
        // Equal scores in the order of their paths: the same on every machine.
        return scored.sorted { ($0.score, $1.file) > ($1.score, $0.file) }.prefix(count).map(\.file)
    }

    private mutating func addPartners() {
        // All sums before any of them changes: the order of files must not count.
        let strength = Partners(corpus).partners.mapValues { others in
            others.map { table.sum(of: $0, weights) }.max() ?? 0
        }
        for (file, strength) in strength { table[.partner, file] = strength }
        table.normalize(.partner)
    }

    /// Reads the files that are ahead, and orders them anew.
    ///
    /// - Parameters:
    ///   - tree: which the files are of.
    ///   - repository: has it.
    ///   - ids: of the contents that the index knows, by their numbers.
    mutating func lookCloser(
        at tree: ObjectID, in repository: borrowing Repository, ids: [Int: ObjectID]
    ) {
        var imports: [Int: Set<Term>] = [:]
        let weights = TermTable(matches.weights)
        for file in order {
            guard let content = content(of: file, in: tree, repository, ids) else { continue }
            let found = Passages(content, weights: weights, pairs: words.pairs)
            table[.passage, file] = found.strength
            table[.phrase, file] = found.phrases
            contents[file] = content
            passages[file] = found
            imports[file] = found.imports
        }
        table.normalize(.passage)
        table.normalize(.phrase)
        addNeighbours(imports)
        order = best(order, order.count)
    }

    /// The text of a file that people read, or that the issue names for sure; nil for others.
    private mutating func content(
        of file: Int, in tree: ObjectID, _ repository: borrowing Repository, _ ids: [Int: ObjectID]
    ) -> [UInt8]? {
        let blob = corpus.files[file].blob
        if blob > 0, !corpus.facts[file].isUnread { return ids[blob].flatMap { try? repository.blob($0) } }
        let id: ObjectID
        if let known = ids[blob] {
            id = known
        } else {
            // The index has nothing of code of others, images and the like.
            guard let entry = try? repository.entry(at: corpus.files[file].path, in: tree),
                entry.mode == .file || entry.mode == .executable
            else { return nil }
            id = entry.id
            sizes[file] = try? repository.size(of: id)
        }
        guard isSurelyNamed(file), bytes(of: file) <= Intake.largest, let content = try? repository.blob(id),
            !BlobScan.isBinary(content)
        else { return nil }
        return content
    }

    private mutating func addNeighbours(_ imports: [Int: Set<Term>]) {
        var byName: [Term: [Int]] = [:]
        for file in order where corpus.files[file].kind == .source {
            guard let name = Term(word: Partners.stem(of: corpus.files[file].path)) else { continue }
            byName[name, default: []].append(file)
        }
        let before = Dictionary(uniqueKeysWithValues: order.map { ($0, score(of: $0)) })
        for file in order {
            for name in imports[file] ?? [] {
                for other in byName[name] ?? [] where other != file {
                    table[.neighbour, other] = max(table[.neighbour, other], before[file] ?? 0)
                    table[.neighbour, file] = max(table[.neighbour, file], before[other] ?? 0)
                }
            }
        }
        table.normalize(.neighbour)
    }
}
