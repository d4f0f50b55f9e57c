import SQLite

/// What the query cache's database said.
public struct CacheError: Error, Hashable, Sendable {
    private let failure: DatabaseError

    init(_ failure: DatabaseError) { self.failure = failure }

    /// SQLite's extended result code (`sqlite3.h`).
    public var code: Int32 { failure.code }
    /// SQLite's message.
    public var message: String { failure.message }

    /// Whether the file is damaged or no database at all, so that only a new one helps.
    var isCorruption: Bool { failure.isCorruption }

    /// Whether the place does not let us write.
    var isReadOnly: Bool { failure.isReadOnly }
}
