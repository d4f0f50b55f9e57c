import Git
import SQLite

/// One search, from the index to the excerpts.
struct ContextSearch {
    private let query: ContextQuery
    private let commit: ObjectID
    private let limits: ContextLimits
    private let weights: ContextWeights

    init(_ query: ContextQuery, _ commit: ObjectID, _ limits: ContextLimits, _ weights: ContextWeights) {
        (self.query, self.commit, self.limits, self.weights) = (query, commit, limits, weights)
    }

    /// Another process may empty the index while this one reads it; not so often in a row.
    private static let attempts = 3

    func run(
        _ index: borrowing ContextIndex, _ repository: borrowing Repository
    ) throws(ContextError) -> ContextResult {
        let tree: ObjectID
        do throws(GitError) { tree = try repository.commit(commit).tree } catch { throw .git(error) }
        let history = try index.history(of: commit, in: repository)
        for _ in 0..<Self.attempts {
            let files = try index.files(of: tree, in: repository)
            guard let found = try rank(files, history, index) else { continue }
            var ranking = found.ranking
            ranking.lookCloser(at: tree, in: repository, ids: found.ids)
            return result(of: ranking, isIndexKept: index.isPersistent)
        }
        throw .index(.busy)
    }

    /// The files that are ahead, with the objects of their contents; nil when `files` are numbered otherwise by now.
    private func rank(
        _ files: TreeFiles, _ history: [Touch], _ index: borrowing ContextIndex
    ) throws(ContextError) -> (ranking: Ranking, ids: [Int: ObjectID])? {
        do throws(DatabaseError) {
            return try index.reading(files.generation) { () throws(DatabaseError) in
                let corpus = Corpus(files, facts: try index.facts())
                let ranking = try Ranking(
                    query, corpus, history: history, index: index, wanted: limits.files, weights: weights)
                return (ranking, try index.ids(of: ranking.order.map { corpus.files[$0].blob }))
            }
        } catch { throw .index(error) }
    }

    private func result(of ranking: Ranking, isIndexKept: Bool) -> ContextResult {
        var left = limits.tokens
        var ranked: [RankedFile] = []
        for file in ranking.order.prefix(max(0, limits.files)) {
            var excerpts: [RankedFile.Excerpt] = []
            if let content = ranking.contents[file], left > 0 {
                excerpts = ExcerptChoice.excerpts(
                    of: content, lines: ranking.table.lines(of: file),
                    passages: ranking.passages[file]?.passages ?? [], budget: left)
                left -= excerpts.reduce(0) { $0 + $1.tokens }
            }
            var signals: [String: Double] = [:]
            for signal in Signal.allCases {
                signals[String(describing: signal)] = ranking.table[signal, file]
            }
            ranked.append(
                RankedFile(
                    path: ranking.corpus.files[file].path, kind: ranking.corpus.kind(file),
                    score: ranking.score(of: file), reasons: Reasons.of(file, in: ranking),
                    tokens: TokenEstimate.tokens(ofBytes: ranking.bytes(of: file)),
                    excerpts: excerpts, signals: signals))
        }
        return ContextResult(
            files: ranked, tokens: limits.tokens - left, fileCount: ranking.corpus.files.count,
            isIndexKept: isIndexKept)
    }
}

extension ContextIndex {
    /// The objects of contents, by their numbers.
    borrowing func ids(of blobs: [Int]) throws(DatabaseError) -> [Int: ObjectID] {
        var ids: [Int: ObjectID] = [:]
        let query = try database.prepare("SELECT id FROM blob WHERE number = ?1")
        for blob in blobs where blob > 0 {
            try query.bind(1, Int64(blob))
            if try query.step(), let id = query.objectID(0) { ids[blob] = id }
            query.reset()
        }
        return ids
    }
}
