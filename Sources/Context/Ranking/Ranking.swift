import Git
import SQLite

/// Ranks the files of one tree: signals that the index alone can give for all of them, then a closer look at
/// those that are ahead.
struct Ranking {
    /// Files that are read for a closer look.
    static let shortlistLength = 40

    let corpus: Corpus
    let words: QueryWords
    let weights: ContextWeights
    private(set) var table: SignalTable
    private(set) var matches: WordMatches
    /// The files that were looked at, the best first.
    private(set) var order: [Int] = []
    private(set) var contents: [Int: [UInt8]] = [:]
    private(set) var passages: [Int: Passages] = [:]

    init(
        _ query: ContextQuery, _ corpus: Corpus, history: [Touch], index: borrowing ContextIndex,
        weights: ContextWeights
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
        order = best(corpus.files.indices.filter { score(of: $0) > 0 }, Self.shortlistLength)
    }

    /// What speaks for a file, by what it is.
    func score(of file: Int) -> Double {
        let kind = corpus.kind(file)
        // What the issue names by its path is meant, whatever it is.
        let factor = max(weights[kind], table[.named, file] >= 0.9 ? 0.8 : 0)
        return table.sum(of: file, weights) * factor
    }

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
    mutating func lookCloser(in repository: borrowing Repository, ids: (Int) -> ObjectID?) {
        var imports: [Int: Set<Term>] = [:]
        let weights = TermTable(matches.weights)
        for file in order {
            guard corpus.files[file].blob > 0, !corpus.facts[file].isUnread, let id = ids(file),
                let content = try? repository.blob(id)
            else { continue }
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

    private mutating func addNeighbours(_ imports: [Int: Set<Term>]) {
        var names: [Int: Term] = [:]
        for file in order where corpus.files[file].kind == .source {
            if let name = Term(word: Partners.stem(of: corpus.files[file].path)) { names[file] = name }
        }
        let before = Dictionary(uniqueKeysWithValues: order.map { ($0, score(of: $0)) })
        for file in order {
            guard let imported = imports[file] else { continue }
            for (other, name) in names where other != file && imported.contains(name) {
                table[.neighbour, other] = max(table[.neighbour, other], before[file] ?? 0)
                table[.neighbour, file] = max(table[.neighbour, file], before[other] ?? 0)
            }
        }
        table.normalize(.neighbour)
    }
}
