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

    func run(
        _ index: borrowing ContextIndex, _ repository: borrowing Repository
    ) throws(ContextError) -> ContextResult {
        let tree: ObjectID
        do throws(GitError) { tree = try repository.commit(commit).tree } catch { throw .git(error) }
        let files = try index.files(of: tree, in: repository)
        let history = try index.history(of: commit, in: repository)
        var ranking: Ranking
        let ids: [Int: ObjectID]
        do throws(DatabaseError) {
            let corpus = Corpus(files, facts: try index.facts())
            ranking = try Ranking(query, corpus, history: history, index: index, weights: weights)
            ids = try index.ids(of: ranking.order.map { corpus.files[$0].blob })
        } catch { throw .index(error) }
        let blobs = ranking.corpus.files
        ranking.lookCloser(in: repository) { ids[blobs[$0].blob] }
        return result(of: ranking, isIndexKept: index.isPersistent)
    }

    private func result(of ranking: Ranking, isIndexKept: Bool) -> ContextResult {
        var left = limits.tokens
        var ranked: [RankedFile] = []
        for file in ranking.order.prefix(max(0, limits.files)) {
            var excerpts: [RankedFile.Excerpt] = []
            if let content = ranking.contents[file], left > 0 {
                excerpts = ExcerptChoice.excerpts(
                    of: content, passages: ranking.passages[file]?.passages ?? [], budget: left)
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
                    tokens: TokenEstimate.tokens(ofBytes: ranking.corpus.facts[file].bytes),
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
