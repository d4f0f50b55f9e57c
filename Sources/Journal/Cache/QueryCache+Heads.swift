/// How much the cache has taken in: it has the same streams with the same events as long as this is the same.
struct CachePosition: Hashable {
    /// A random number for each time that the cache has begun anew.
    let generation: Int64
    /// The number of the stream that got an event last.
    let touched: Int64
}

/// The newest events of some streams.
struct HeadsAnswer {
    /// The newest event of each stream that was asked for; nil for a stream without events.
    let found: [StreamName: EventID?]
    let position: CachePosition
    /// Whether it is all that the references lead to, and what is appended will come behind it: no commit
    /// is missing that may come later, and no event has a time that no clock follows.
    let isComplete: Bool
}

extension QueryCache {
    borrowing func position() throws(JournalError) -> CachePosition {
        let query = try database.prepare(
            "SELECT (SELECT value FROM meta WHERE key = 'generation'), (\(StreamNumbers.lastTouchQuery))")
        guard try query.step() else { return CachePosition(generation: 0, touched: 0) }
        return CachePosition(generation: query.integer(0), touched: query.integer(1))
    }

    /// The newest events of many streams at once.
    borrowing func newestIDs(of streams: Set<StreamName>) throws(JournalError) -> HeadsAnswer {
        try database.snapshot { () throws(JournalError) in
            let query = try database.prepare(Self.newestQuery)
            var found: [StreamName: EventID?] = [:]
            found.reserveCapacity(streams.count)
            for stream in streams {
                try query.bind(1, stream.description)
                found[stream] = .some(try query.step() ? query.eventID(0) : nil)
                query.reset()
            }
            let (hasHoles, hasWildIDs) = (try hasHoles(), try hasWildIDs())
            return HeadsAnswer(
                found: found, position: try position(), isComplete: !hasHoles && !hasWildIDs)
        }
    }

    /// The newest event of a stream; nil when it has none.
    borrowing func newestID(of stream: StreamName) throws(JournalError) -> EventID? {
        let query = try database.prepare(Self.newestQuery)
        try query.bind(1, stream.description)
        return try query.step() ? query.eventID(0) : nil
    }

    private static let newestQuery = """
        SELECT id FROM event WHERE stream = (SELECT id FROM stream WHERE name = ?1) ORDER BY id DESC LIMIT 1
        """

    /// Whether there are commits that were missing when they were looked for.
    borrowing func hasHoles() throws(JournalError) -> Bool {
        try database.prepare("SELECT 1 FROM hole LIMIT 1").step()
    }

    private borrowing func hasWildIDs() throws(JournalError) -> Bool {
        let query = try database.prepare("SELECT 1 FROM event WHERE id >= ?1 LIMIT 1")
        try query.bind(1, HybridClock.firstWildID)
        return try query.step()
    }
}
