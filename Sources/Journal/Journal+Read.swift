public import Git

extension Journal {
    /// The events of one stream, or of all, in the order of the journal.
    public mutating func events(of stream: StreamName? = nil) throws(JournalError) -> [Event] {
        var events: [Event] = []
        try forEachEvent(of: stream) { event in
            events.append(event)
            return true
        }
        return events
    }

    /// Hands out events one by one, so that a long history needs little memory.
    ///
    /// - Parameters:
    ///   - stream: whose events; nil for all.
    ///   - newestFirst: the order turned round.
    ///   - body: false ends the walk.
    public mutating func forEachEvent(
        of stream: StreamName? = nil, newestFirst: Bool = false, _ body: (Event) -> Bool
    ) throws(JournalError) {
        try forEachLine(of: stream, newestFirst: newestFirst) { line in
            // What is in the cache was checked when it was taken in.
            guard let event = try? Event(line: line) else { return true }
            return body(event)
        }
    }

    /// Hands out the lines of events: the canonical JSON that ``Event/line`` has.
    ///
    /// - Parameters:
    ///   - stream: whose events; nil for all.
    ///   - newestFirst: the order turned round.
    ///   - body: gets bytes that are valid during the call only; false ends the walk.
    public mutating func forEachLine(
        of stream: StreamName? = nil, newestFirst: Bool = false, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(JournalError) {
        var progress = WalkProgress()
        try withFreshCache { (cache) throws(JournalError) in
            progress.begin()
            try cache.forEachLine(of: stream, newestFirst: newestFirst) { line in
                progress.advance() ? body(line) : true
            }
        }
    }

    /// The streams whose names start with `prefix`, in order, at most `limit` of them.
    public mutating func streams(
        startingWith prefix: String = "", limit: Int = .max
    ) throws(JournalError) -> [StreamName] {
        try withFreshCache { (cache) throws(JournalError) in
            try cache.streams(startingWith: prefix, limit: limit)
        }
    }

    /// The newest event of a stream; nil when it has none. What a ``Decision/Precondition`` is made from.
    public mutating func newestID(of stream: StreamName) throws(JournalError) -> EventID? {
        try withFreshCache { (cache) throws(JournalError) in try cache.newestID(of: stream) }
    }

    /// How many events there are.
    public mutating func count() throws(JournalError) -> Int {
        try withFreshCache { (cache) throws(JournalError) in try cache.count() }
    }

    /// The commits on lanes that readers pass over, with the reason. `git autowrk fsck` says more.
    public mutating func strangers() throws(JournalError) -> [Stranger] {
        try withFreshCache { (cache) throws(JournalError) in try cache.strangers() }
    }

    /// The bytes of an attached file, by the blob that the event names. A folder is read by way of
    /// ``repository``, as any other tree.
    public func attachment(_ id: ObjectID) throws(JournalError) -> [UInt8] {
        do { return try repository.blob(id) } catch { throw .git(error) }
    }
}
