import CSQLite

/// What SQLite said, with its result code (`sqlite3.h`).
public struct DatabaseError: Error, Hashable, Sendable {
    /// The extended result code.
    public let code: Int32
    /// SQLite's message.
    public let message: String

    /// What a connection gets that others leave no room.
    public static let busy = DatabaseError(code: SQLITE_BUSY, message: "database is locked")

    /// Whether the file is damaged or no database at all, so that only a new one helps.
    public var isCorruption: Bool {
        [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_SCHEMA].contains(code & 0xFF)
    }

    /// Whether the place does not let us write: its rights, or its disk.
    public var isReadOnly: Bool {
        [SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_FULL, SQLITE_IOERR].contains(code & 0xFF)
    }
}

extension DatabaseError: CustomStringConvertible {
    /// The message alone.
    public var description: String { message }
}
