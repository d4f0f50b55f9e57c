import SQLite

/// How the words of an issue stand in the files: BM25 over fields, and what it needs to know of each word.
struct WordMatches {
    /// Of each file.
    private(set) var scores: [Double]
    /// How much each term of the query counts here: its weight by its rarity.
    private(set) var weights: [Term: Double] = [:]
    /// How rare each term is, at most 1.
    private(set) var rarity: [Term: Double] = [:]
    /// For each file, the terms that speak most for it: their places in the query.
    private var best: [[(term: Int, score: Double)]]

    private static let reasons = 5

    init(
        _ terms: [QueryTerm], in corpus: Corpus, index: borrowing ContextIndex,
        _ parameters: ContextWeights.BM25
    ) throws(DatabaseError) {
        scores = Array(repeating: 0, count: corpus.files.count)
        best = Array(repeating: [], count: corpus.files.count)
        var inPath: [Term: [(file: Int, frequency: Double)]] = [:]
        let wanted = TermTable(Dictionary(terms.map { ($0.term, $0.weight) }, uniquingKeysWith: max))
        for (file, words) in corpus.paths.enumerated() {
            for term in words.name where wanted[term] != nil { inPath[term, default: []].append((file, 1)) }
            for term in words.folders where wanted[term] != nil && !words.name.contains(term) {
                inPath[term, default: []].append((file, 0.4))
            }
        }
        let query = try index.database.prepare("SELECT list FROM posting WHERE term = ?1")
        let total = Double(max(corpus.readCount, 1))
        let rarest = Self.rarity(of: 1, in: total)
        var frequencies = [Double](repeating: 0, count: corpus.files.count)
        for (place, wantedTerm) in terms.enumerated() {
            var touched: [Int] = []
            try query.bind(1, Int64(bitPattern: wantedTerm.term.hash))
            while try query.step() {
                query.withBytes(0) { list in
                    PostingList.forEach(list) { blob, count in
                        corpus.forEachFile(of: blob) { file in
                            if frequencies[file] == 0 { touched.append(file) }
                            frequencies[file] += Self.frequency(count, corpus.facts[file], corpus, parameters)
                        }
                    }
                }
            }
            for (file, frequency) in inPath[wantedTerm.term] ?? [] {
                if frequencies[file] == 0 { touched.append(file) }
                frequencies[file] += parameters.path * frequency
            }
            guard !touched.isEmpty else { continue }
            let rarity = Self.rarity(of: Double(touched.count), in: total)
            let weight = wantedTerm.weight * rarity
            weights[wantedTerm.term] = weight
            self.rarity[wantedTerm.term] = rarity / rarest
            for file in touched {
                let frequency = frequencies[file]
                frequencies[file] = 0
                let score =
                    weight * frequency * (parameters.saturation + 1) / (frequency + parameters.saturation)
                scores[file] += score
                note(place, score, for: file)
            }
        }
    }

    /// The terms that speak most for a file, the first of them most, as places in the query.
    func bestTerms(of file: Int) -> [Int] { best[file].map(\.term) }

    private mutating func note(_ term: Int, _ score: Double, for file: Int) {
        if best[file].count == Self.reasons, let last = best[file].last, last.score >= score { return }
        let position = best[file].firstIndex { $0.score < score } ?? best[file].count
        best[file].insert((term, score), at: position)
        if best[file].count > Self.reasons { best[file].removeLast() }
    }

    private static func rarity(of count: Double, in total: Double) -> Double {
        Logarithm.natural(1 + max(0, total - count + 0.5) / (count + 0.5))
    }

    @inline(__always)
    private static func frequency(
        _ count: TermCount, _ facts: BlobFacts, _ corpus: Corpus, _ parameters: ContextWeights.BM25
    ) -> Double {
        let b = parameters.lengthNormalization
        func norm(_ length: Int, _ mean: Double) -> Double { 1 - b + b * Double(length) / mean }
        var sum = 0.0
        if count.body > 0 {
            sum +=
                parameters.body * Double(count.body)
                / norm(facts.words - facts.commentWords, corpus.meanWords)
        }
        if count.comment > 0 {
            sum += parameters.comment * Double(count.comment) / norm(facts.commentWords, corpus.meanComments)
        }
        if count.definition > 0 {
            sum +=
                parameters.definition * Double(count.definition)
                / norm(facts.definitions, corpus.meanDefinitions)
        }
        return sum
    }
}
