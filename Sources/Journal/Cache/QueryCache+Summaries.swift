/// Which summaries are asked for, and in what order.
struct SummarySelection {
    let states: [String]?
    let newestFirst: Bool
    let limit: Int

    var query: String {
        let order = newestFirst ? "DESC" : "ASC"
        // One state has an index that is in order; several are picked from all.
        let filter =
            switch states?.count {
            case nil: ""
            case 1: "AND state = ?2"
            case let count?: "AND +state IN (\((0..<count).map { "?\($0 + 2)" }.joined(separator: ", ")))"
            }
        return """
            SELECT name, first, newest, state, text FROM summary WHERE projection = ?1 \(filter)
            ORDER BY first \(order), name \(order) LIMIT \(limit)
            """
    }
}

extension QueryCache {
    /// Hands out summaries after those that are out of date were folded anew.
    ///
    /// - Parameter body: false ends the walk.
    borrowing func forEachSummary(
        of projection: Projection, _ selection: SummarySelection, _ body: (StreamSummary) -> Bool
    ) throws(JournalError) {
        while true {
            // Within one snapshot: another process may take in events, or empty the cache, at any time.
            let state = try database.snapshot { () throws(JournalError) in
                guard let record = try record(of: projection) else { return Lag.outdated }
                let state = try lag(of: projection, record)
                if state != .outdated { try forEachKeptSummary(of: record, selection, body) }
                return state
            }
            switch state {
            case .outdated: try foldSome(projection)
            case .current(let passed):
                // So that they need not be looked through each time. Where nothing can be written they are.
                if passed > Self.passLimit { try? foldSome(projection) }
                return
            }
        }
    }

    /// So many touches of other streams are looked through again at the next question.
    private static let passLimit = 1000

    private borrowing func forEachKeptSummary(
        of record: ProjectionRecord, _ selection: SummarySelection, _ body: (StreamSummary) -> Bool
    ) throws(JournalError) {
        let query = try database.prepare(selection.query)
        try query.bind(1, record.id)
        for (index, state) in (selection.states ?? []).enumerated() {
            try query.bind(Int32(index + 2), text: state)
        }
        while try query.step() {
            guard let summary = Self.summary(in: query) else { continue }
            if !body(summary) { return query.reset() }
        }
    }

    private static func summary(in row: borrowing CacheStatement) -> StreamSummary? {
        guard let stream = StreamName(row.text(0)), let first = row.eventID(1), let newest = row.eventID(2)
        else { return nil }
        return StreamSummary(
            stream: stream, first: first, newest: newest,
            summary: Summary(state: row.text(3), text: row.text(4)))
    }

    /// The summary of one stream. When the one that is kept is out of date, only this stream is folded, and
    /// nothing is written.
    borrowing func summary(
        of stream: StreamName, in projection: Projection
    ) throws(JournalError) -> StreamSummary? {
        guard stream.description.hasPrefix(projection.streamPrefix) else { return nil }
        return try database.snapshot { () throws(JournalError) in
            let touch = try database.prepare("SELECT id, touched FROM stream WHERE name = ?1")
            try touch.bind(1, stream.description)
            guard try touch.step() else { return nil }
            guard let record = try record(of: projection), touch.integer(1) <= record.seen else {
                return try folded(stream, number: touch.integer(0), by: projection).summary
            }
            let query = try database.prepare(
                "SELECT name, first, newest, state, text FROM summary WHERE projection = ?1 AND name = ?2")
            try query.bind(1, record.id)
            try query.bind(2, stream.description)
            return try query.step() ? Self.summary(in: query) : nil
        }
    }

    /// What the projection makes of the events of a stream, and how many these are.
    borrowing func folded(
        _ stream: StreamName, number: Int64, by projection: Projection
    ) throws(JournalError) -> (summary: StreamSummary?, count: Int) {
        let query = try database.prepare("SELECT line FROM event WHERE stream = ?1 ORDER BY id, line")
        try query.bind(1, number)
        var events: [Event] = []
        while try query.step() {
            // What is in the cache was checked when it was taken in.
            let event = query.withBytes(0) { try? Event(line: $0) }
            if let event { events.append(event) }
        }
        guard let first = events.first, let last = events.last,
            let summary = projection.fold(stream, events)
        else { return (nil, events.count) }
        return (
            StreamSummary(stream: stream, first: first.id, newest: last.id, summary: summary), events.count
        )
    }
}
