/// A place in the order in which the query cache takes events in, whatever their ids are, and where the lanes
/// stood there. It holds for all journals of one clone.
public struct IntakeCursor: Sendable {
    let position: CachePosition
    let marks: LaneMarks
}

/// A stream that got events.
public struct StreamChange: Hashable, Sendable {
    /// The stream.
    public let stream: StreamName
    /// Its newest event.
    public let newest: EventID
    /// How many events it has. One that knows as many knows them all, because none is ever removed.
    public let count: Int
}

/// What has come since a cursor.
public struct StreamChanges: Sendable {
    /// From where to ask the next time.
    public let cursor: IntakeCursor
    /// The streams that got events, those that got them last at the end. The events may be anywhere in their
    /// streams.
    public let streams: [StreamChange]
    /// Whether the cache has begun anew since: then ``streams`` has all there are, and a stream that is
    /// missing has no events any more.
    public let isAnew: Bool
}

extension Journal {
    /// Whether somebody else has moved a lane, or a fetch has brought something, since a cursor was made. It
    /// may say so without need, as after `git pack-refs`, but never misses anything.
    ///
    /// Reads the files of the references and nothing else, so that it can be asked several times a second.
    /// What this journal appends itself does not count.
    public func hasNews(since cursor: IntakeCursor) -> Bool {
        let now = LaneMarks(in: repository)
        return now.isUnclear || !now.agrees(with: cursor.marks, but: ownMoves)
    }

    /// The place behind all events that there are now.
    public mutating func cursor() throws(JournalError) -> IntakeCursor {
        let position = try withFreshCache { (cache) throws(JournalError) in try cache.position() }
        return IntakeCursor(position: position, marks: marks ?? LaneMarks())
    }

    /// Which streams got events since a cursor, from whatever clone.
    ///
    /// There is no way to ask for the events behind another event: those that come from other clones may
    /// have smaller ids than some that were read before. Read the whole stream again.
    ///
    /// - Parameters:
    ///   - cursor: what the last call gave back; nil for all streams.
    ///   - prefix: how the names of the streams begin that are asked for.
    public mutating func changes(
        since cursor: IntakeCursor? = nil, startingWith prefix: String = ""
    ) throws(JournalError) -> StreamChanges {
        let found = try withFreshCache { (cache) throws(JournalError) in
            try cache.changes(since: cursor?.position, startingWith: prefix)
        }
        return StreamChanges(
            cursor: IntakeCursor(position: found.position, marks: marks ?? LaneMarks()),
            streams: found.streams, isAnew: found.isAnew)
    }
}
