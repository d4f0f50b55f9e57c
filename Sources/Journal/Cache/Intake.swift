import Git

/// A commit on a lane that readers pass over, and why.
public struct Stranger: Hashable, Sendable {
    /// The commit's full id in hexadecimal.
    public let commit: String
    /// What is wrong with it, in lower case.
    public let reason: String
}

/// Reads commits into memory and their events into the cache in order: rows that arrive sorted cost a
/// third of what others do, and lanes are walked from the newest commit to the oldest.
struct IntakeBatch {
    /// Memory that is filled before rows are written.
    static let limit = 32 << 20

    private var text: [UInt8] = []
    private var entries: [Entry] = []
    private(set) var format = FormatVersions()
    private(set) var strangers: [Stranger] = []

    private struct Entry {
        let id: EventID
        let start: Int
        let length: Int
        let stream: Range<Int>
    }

    var isFull: Bool { text.count >= Self.limit }

    /// Takes the events of one commit, all of them or, when it is not an event commit, none.
    mutating func add(_ commit: ObjectID, message: UnsafeBufferPointer<UInt8>) throws(JournalError) {
        let textCount = text.count
        let entryCount = entries.count
        do {
            try CommitMessage.forEachLine(message) { (line) throws(EventFormatError) in
                let scan = try EventScan(line)
                entries.append(Entry(id: scan.id, start: text.count, length: line.count, stream: scan.stream))
                text.append(contentsOf: line)
                if line[scan.stream].elementsEqual(FormatVersions.stream.utf8) {
                    format.raise(by: try Event(line: line))
                }
            }
        } catch {
            if case .newerVersion(let version) = error { throw .newerReadFormat(version) }
            text.removeSubrange(textCount...)
            entries.removeSubrange(entryCount...)
            strangers.append(Stranger(commit: commit.hex, reason: error.reason))
        }
    }

    mutating func add(stranger: Stranger) { strangers.append(stranger) }

    /// Writes what was gathered and starts anew.
    mutating func flush(
        into database: borrowing CacheDatabase, streams: inout StreamNumbers
    ) throws(JournalError) {
        entries.sort { $0.id < $1.id }
        let insertion = try database.prepare("INSERT OR IGNORE INTO event VALUES (?1, 0, ?2, ?3)")
        let outcome = text.withUnsafeBufferPointer { text -> Swift.Result<Void, JournalError> in
            Swift.Result { () throws(JournalError) in
                for entry in entries {
                    let line = UnsafeBufferPointer(rebasing: text[entry.start..<entry.start + entry.length])
                    let stream = try streams.number(line[entry.stream], in: database)
                    try insertion.bind(1, entry.id)
                    try insertion.bind(2, stream)
                    try insertion.bind(3, inPlace: line)
                    try insertion.run()
                    if database.changes == 0 { try insertTwin(entry.id, stream, line, database) }
                    if database.changes > 0 { try streams.touch(stream, in: database) }
                }
            }
        }
        try outcome.get()
        for stranger in strangers {
            let insertion = try database.prepare("INSERT OR IGNORE INTO stranger VALUES (?1, ?2)")
            try insertion.bind(1, stranger.commit)
            try insertion.bind(2, stranger.reason)
            try insertion.run()
        }
        text.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        strangers.removeAll()
    }

    /// The id is taken: by this very event, which then is there already, or by another one, which happens
    /// when a clone was copied in a way that nobody could notice. Then both are kept.
    private func insertTwin(
        _ id: EventID, _ stream: Int64, _ line: UnsafeBufferPointer<UInt8>,
        _ database: borrowing CacheDatabase
    ) throws(JournalError) {
        let insertion = try database.prepare(
            """
            INSERT INTO event SELECT ?1, (SELECT max(twin) + 1 FROM event WHERE id = ?1), ?2, ?3
            WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = ?1 AND line = ?3)
            """)
        try insertion.bind(1, id)
        try insertion.bind(2, stream)
        try insertion.bind(3, inPlace: line)
        try insertion.run()
    }
}
