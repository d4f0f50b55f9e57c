extension QueryCache {
    /// The streams that got events since the cache was at `earlier`, in the order in which they got them last;
    /// all of them when it has begun anew since.
    borrowing func changes(
        since earlier: CachePosition?, startingWith prefix: String
    ) throws(JournalError) -> (position: CachePosition, streams: [StreamChange], isAnew: Bool) {
        try database.snapshot { () throws(JournalError) in
            let position = try position()
            let isAnew = earlier?.generation != position.generation
            let seen = isAnew ? 0 : earlier?.touched ?? 0
            // The unary plus keeps the index of names out of it.
            let query = try database.prepare(
                """
                SELECT name, (SELECT max(id) FROM event WHERE stream = s.id),
                    (SELECT count(*) FROM event WHERE stream = s.id)
                FROM stream AS s WHERE touched > ?1 AND +name >= ?2 AND +name < ?3 ORDER BY touched
                """)
            try query.bind(1, seen)
            try query.bind(2, text: prefix)
            try query.bind(3, text: prefix + "\u{7F}")
            var streams: [StreamChange] = []
            while try query.step() {
                guard let name = StreamName(query.text(0)), let newest = query.eventID(1) else { continue }
                streams.append(StreamChange(stream: name, newest: newest, count: Int(query.integer(2))))
            }
            return (position, streams, isAnew)
        }
    }
}
