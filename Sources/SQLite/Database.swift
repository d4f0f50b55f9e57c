import CSQLite

/// One connection to an SQLite database, for one thread at a time; it closes itself.
public struct Database: ~Copyable {
    private let handle: OpaquePointer

    /// Milliseconds that a statement waits for another connection to finish writing.
    private static let patience: Int32 = 10_000

    /// Opens or makes the database at `path`; `":memory:"` for one that nobody else sees.
    public init(path: String) throws(DatabaseError) {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw DatabaseError(code: code, message: message)
        }
        handle = opened
        sqlite3_busy_timeout(handle, Self.patience)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that return nothing.
    public borrowing func execute(_ sql: String) throws(DatabaseError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    /// Makes a statement ready to be bound and stepped, as often as one likes.
    public borrowing func prepare(_ sql: String) throws(DatabaseError) -> Statement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil))
        guard let statement else {
            throw DatabaseError(code: SQLITE_MISUSE, message: "an empty statement")
        }
        return Statement(statement)
    }

    /// How many rows the last insertion, update or deletion changed.
    public var changes: Int32 { sqlite3_changes(handle) }

    /// The row id of the last insertion.
    public var lastRowID: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Runs `body` as one transaction, which is taken back when it throws.
    public borrowing func transaction<R>(
        _ body: () throws(DatabaseError) -> R
    ) throws(DatabaseError) -> R {
        try transaction({ $0 }, body)
    }

    /// The same for a body with errors of its own, which `wrap` makes of the database's.
    public borrowing func transaction<R, E: Error>(
        _ wrap: (DatabaseError) -> E, _ body: () throws(E) -> R
    ) throws(E) -> R {
        do { try execute("BEGIN IMMEDIATE") } catch { throw wrap(error) }
        let result: R
        do { result = try body() } catch {
            rollBack()
            throw error
        }
        do { try execute("COMMIT") } catch {
            rollBack()
            throw wrap(error)
        }
        return result
    }

    /// Takes back what was done since `BEGIN`; nothing happens outside of a transaction.
    public borrowing func rollBack() { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }

    /// Runs `body`, whose queries all see the database as it is at the first of them.
    public borrowing func snapshot<R>(_ body: () throws(DatabaseError) -> R) throws(DatabaseError) -> R {
        try snapshot({ $0 }, body)
    }

    /// The same for a body with errors of its own, which `wrap` makes of the database's.
    public borrowing func snapshot<R, E: Error>(
        _ wrap: (DatabaseError) -> E, _ body: () throws(E) -> R
    ) throws(E) -> R {
        do { try execute("BEGIN") } catch { throw wrap(error) }
        defer { sqlite3_exec(handle, "COMMIT", nil, nil, nil) }
        return try body()
    }

    private func check(_ code: Int32) throws(DatabaseError) {
        guard code != SQLITE_OK else { return }
        throw DatabaseError(
            code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }
}
