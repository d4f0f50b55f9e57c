/// What the cache knows of a projection.
struct ProjectionRecord {
    let id: Int64
    /// The streams up to this number, as `stream.touched` has it, have their summaries.
    let seen: Int64
}

extension QueryCache {
    /// What is known of a projection; nil when nothing is kept of this version.
    borrowing func record(of projection: Projection) throws(JournalError) -> ProjectionRecord? {
        let query = try database.prepare(
            "SELECT id, seen FROM projection WHERE name = ?1 AND version = ?2 AND prefix = ?3")
        try query.bind(1, text: projection.name)
        try query.bind(2, Int64(projection.version))
        try query.bind(3, text: projection.streamPrefix)
        guard try query.step() else { return nil }
        return ProjectionRecord(id: query.integer(0), seen: query.integer(1))
    }

    /// How far a projection is behind what was taken in.
    enum Lag: Equatable {
        /// Some of its streams got events.
        case outdated
        /// All of its summaries hold; so many other streams got events.
        case current(passed: Int64)
    }

    /// How far behind the summaries are as of now. Looks through what was touched only, not through all
    /// names.
    borrowing func lag(of projection: Projection, _ record: ProjectionRecord) throws(JournalError) -> Lag {
        let passed = try position().touched - record.seen
        if passed == 0 { return .current(passed: 0) }
        let isOutdated = try !touched(since: record, projection, limit: 1).isEmpty
        return isOutdated ? .outdated : .current(passed: passed)
    }

    /// Folds some of the streams that got events, those that did so first, in one transaction: so few that
    /// no other process waits long.
    ///
    /// - Parameters:
    ///   - projection: how they are folded.
    ///   - streamLimit: so many streams at the most.
    ///   - eventLimit: no further stream after so many events.
    borrowing func foldSome(
        _ projection: Projection, streamLimit: Int = 500, eventLimit: Int = 20_000
    ) throws(JournalError) {
        try database.transaction { () throws(JournalError) in
            let record = if let known = try record(of: projection) { known } else { try begin(projection) }
            let streams = try touched(since: record, projection, limit: streamLimit)
            var seen = record.seen
            var eventCount = 0
            for stream in streams where eventCount < eventLimit {
                let (summary, count) = try folded(stream.name, number: stream.number, by: projection)
                try keep(summary, of: stream.name, record)
                eventCount += count
                seen = stream.touched
            }
            // Behind the last of its own streams there may be those of others.
            let isDone = streams.count < streamLimit && (streams.isEmpty || streams.last?.touched == seen)
            if isDone { seen = try position().touched }
            let update = try database.prepare("UPDATE projection SET seen = ?2 WHERE id = ?1")
            try update.bind(1, record.id)
            try update.bind(2, seen)
            try update.run()
        }
    }

    /// Begins anew with a projection; what was kept of another version goes.
    private borrowing func begin(_ projection: Projection) throws(JournalError) -> ProjectionRecord {
        for statement in [
            "DELETE FROM summary WHERE projection = (SELECT id FROM projection WHERE name = ?1)",
            "DELETE FROM projection WHERE name = ?1",
        ] {
            let deletion = try database.prepare(statement)
            try deletion.bind(1, text: projection.name)
            try deletion.run()
        }
        let insertion = try database.prepare(
            "INSERT INTO projection (name, version, prefix, seen) VALUES (?1, ?2, ?3, 0)")
        try insertion.bind(1, text: projection.name)
        try insertion.bind(2, Int64(projection.version))
        try insertion.bind(3, text: projection.streamPrefix)
        try insertion.run()
        return ProjectionRecord(id: database.lastRowID, seen: 0)
    }

    /// The streams of a projection that got events since, in the order in which they got them last.
    private borrowing func touched(
        since record: ProjectionRecord, _ projection: Projection, limit: Int
    ) throws(JournalError) -> [(name: StreamName, number: Int64, touched: Int64)] {
        // The unary plus keeps the index of names out of it.
        let query = try database.prepare(
            """
            SELECT name, id, touched FROM stream WHERE touched > ?1 AND +name >= ?2 AND +name < ?3
            ORDER BY touched LIMIT ?4
            """)
        try query.bind(1, record.seen)
        try query.bind(2, text: projection.streamPrefix)
        try query.bind(3, text: projection.streamPrefix + "\u{7F}")
        try query.bind(4, Int64(limit))
        var streams: [(name: StreamName, number: Int64, touched: Int64)] = []
        while try query.step() {
            guard let name = StreamName(query.text(0)) else { continue }
            streams.append((name, query.integer(1), query.integer(2)))
        }
        return streams
    }

    private borrowing func keep(
        _ summary: StreamSummary?, of stream: StreamName, _ record: ProjectionRecord
    ) throws(JournalError) {
        let deletion = try database.prepare("DELETE FROM summary WHERE projection = ?1 AND name = ?2")
        try deletion.bind(1, record.id)
        try deletion.bind(2, stream.description)
        try deletion.run()
        guard let summary else { return }
        let insertion = try database.prepare("INSERT INTO summary VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        try insertion.bind(1, record.id)
        try insertion.bind(2, summary.first)
        try insertion.bind(3, stream.description)
        try insertion.bind(4, summary.newest)
        try insertion.bind(5, text: summary.summary.state)
        try insertion.bind(6, text: summary.summary.text)
        try insertion.run()
    }
}
