/// What can be asked. Events come in the order of the journal: by id, and those that claim one id by text.
extension QueryCache {
    /// Hands out the line of every event, or of one stream's events.
    ///
    /// - Parameter body: gets the bytes of a line, which it must copy to keep; false ends the walk.
    borrowing func forEachLine(
        of stream: StreamName? = nil, newestFirst: Bool = false,
        _ body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(JournalError) {
        let filter = stream == nil ? "" : "WHERE stream = (SELECT id FROM stream WHERE name = ?1)"
        let order = newestFirst ? "id DESC, line DESC" : "id, line"
        let query = try database.prepare("SELECT line FROM event \(filter) ORDER BY \(order)")
        if let stream { try query.bind(1, stream.description) }
        while try query.step() {
            let goesOn = query.withBytes(0) { body($0.assumingMemoryBound(to: UInt8.self)) }
            guard goesOn else { return query.reset() }
        }
    }

    /// The newest event of all whose time an id may carry.
    borrowing func newestID() throws(JournalError) -> EventID? {
        let query = try database.prepare("SELECT id FROM event WHERE id < ?1 ORDER BY id DESC LIMIT 1")
        try query.bind(1, HybridClock.firstWildID)
        return try query.step() ? query.eventID(0) : nil
    }

    /// How many events there are.
    borrowing func count() throws(JournalError) -> Int {
        let query = try database.prepare("SELECT count(*) FROM event")
        return try query.step() ? Int(query.integer(0)) : 0
    }

    /// The names of the streams that start with `prefix`, in order, at most `limit` of them.
    borrowing func streams(startingWith prefix: String, limit: Int) throws(JournalError) -> [StreamName] {
        let query = try database.prepare(
            "SELECT name FROM stream WHERE name >= ?1 AND name < ?2 ORDER BY name LIMIT ?3")
        try query.bind(1, prefix)
        try query.bind(2, prefix + "\u{7F}")  // names are ASCII, which ends before
        try query.bind(3, Int64(limit))
        var names: [StreamName] = []
        while try query.step() { if let name = StreamName(query.text(0)) { names.append(name) } }
        return names
    }

    /// The commits on lanes that are not event commits, with the reason.
    borrowing func strangers() throws(JournalError) -> [Stranger] {
        let query = try database.prepare("SELECT target, reason FROM stranger ORDER BY target")
        var strangers: [Stranger] = []
        while try query.step() { strangers.append(Stranger(commit: query.text(0), reason: query.text(1))) }
        return strangers
    }
}
