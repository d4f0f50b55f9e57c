extension Journal {
    /// Hands out the summaries of a projection one by one, by the first events of their streams.
    ///
    /// The streams that got events since the projection was asked for last are folded anew, all of their
    /// events, because one that comes from another clone may belong in the middle.
    ///
    /// - Parameters:
    ///   - projection: whose summaries.
    ///   - states: only summaries with one of these states; nil for all.
    ///   - newestFirst: whether the stream that began last comes first.
    ///   - limit: how many at the most.
    ///   - body: false ends the walk.
    public mutating func forEachSummary(
        of projection: Projection, states: [String]? = nil, newestFirst: Bool = true, limit: Int = .max,
        _ body: (StreamSummary) -> Bool
    ) throws(JournalError) {
        var progress = WalkProgress()
        try withFreshCache { (cache) throws(JournalError) in
            progress.begin()
            try cache.forEachSummary(
                of: projection, SummarySelection(states: states, newestFirst: newestFirst, limit: limit)
            ) { summary in progress.advance() ? body(summary) : true }
        }
    }

    /// The summary of one stream; nil when it has no events or the projection has none for it.
    public mutating func summary(
        of stream: StreamName, in projection: Projection
    ) throws(JournalError) -> StreamSummary? {
        try withFreshCache { (cache) throws(JournalError) in try cache.summary(of: stream, in: projection) }
    }
}
