import CSQLite

/// What SQLite said, with its result code (`sqlite3.h`).
public struct CacheError: Error, Hashable, Sendable {
    /// The extended result code.
    public let code: Int32
    /// SQLite's message.
    public let message: String

    /// Whether the file is damaged or no database at all, so that only a new one helps.
    var isCorruption: Bool {
        [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_SCHEMA].contains(code & 0xFF)
    }

    /// Whether the place does not let us write.
    var isReadOnly: Bool {
        [SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_FULL, SQLITE_IOERR].contains(code & 0xFF)
    }
}

/// One connection to an SQLite database, for one thread at a time.
struct Database: ~Copyable {
    private let handle: OpaquePointer

    /// Opens or makes the database at `path`; `":memory:"` for one that nobody else sees.
    init(path: String) throws(JournalError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw .cache(CacheError(code: code, message: message))
        }
        handle = opened
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that return nothing.
    borrowing func execute(_ sql: String) throws(JournalError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    borrowing func prepare(_ sql: String) throws(JournalError) -> Statement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
        guard let statement else {
            throw JournalError.cache(CacheError(code: SQLITE_MISUSE, message: "an empty statement"))
        }
        return Statement(statement)
    }

    /// How many rows the last insertion, update or deletion changed.
    var changes: Int32 { sqlite3_changes(handle) }

    /// The row id of the last insertion.
    var lastRowID: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Runs `body` as one transaction, which is taken back when it throws.
    borrowing func transaction<R>(_ body: () throws(JournalError) -> R) throws(JournalError) -> R {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// Runs `body`, whose queries all see the database as it is at the first of them.
    borrowing func snapshot<R>(_ body: () throws(JournalError) -> R) throws(JournalError) -> R {
        try execute("BEGIN")
        defer { sqlite3_exec(handle, "COMMIT", nil, nil, nil) }
        return try body()
    }

    private func check(_ code: Int32) throws(JournalError) {
        guard code != SQLITE_OK else { return }
        throw .cache(
            CacheError(
                code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle))))
    }
}
