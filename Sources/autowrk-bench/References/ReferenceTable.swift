import CSQLite
import Platform

/// The table that one would write without this project: events in the order they came, by stream.
struct ReferenceTable: ~Copyable {
    /// What SQLite waits for at the end of a transaction, in write-ahead logging.
    enum Synchronous: String {
        case full = "FULL"
        case off = "OFF"
    }

    private let handle: OpaquePointer
    private let insertion: OpaquePointer?
    private let selection: OpaquePointer?

    /// Opens the table at `path`, or makes it.
    init(_ path: String, synchronous: Synchronous) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(
            path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw BenchError(.failure, "cannot open the table '\(path)'")
        }
        do {
            try Self.execute(
                """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = \(synchronous.rawValue);
                CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, line TEXT NOT NULL)
                """, on: opened)
            let insertion = try Self.prepare("INSERT INTO event (stream, line) VALUES (?1, ?2)", on: opened)
            let selection = try Self.prepare(
                "SELECT line FROM event WHERE stream = ?1 ORDER BY seq", on: opened)
            self.init(handle: opened, insertion: insertion, selection: selection)
        } catch {
            sqlite3_close_v2(opened)
            throw error
        }
    }

    private init(handle: OpaquePointer, insertion: OpaquePointer?, selection: OpaquePointer?) {
        (self.handle, self.insertion, self.selection) = (handle, insertion, selection)
    }

    deinit {
        sqlite3_finalize(insertion)
        sqlite3_finalize(selection)
        sqlite3_close_v2(handle)
    }

    /// Inserts a row; a transaction of its own outside ``transaction(_:)``.
    func insert(_ row: Row) throws {
        try bind(insertion, 1, row.stream)
        try bind(insertion, 2, row.line)
        guard sqlite3_step(insertion) == SQLITE_DONE else { throw Self.failure(handle) }
        sqlite3_reset(insertion)
    }

    /// Inserts rows as one transaction.
    func insert(_ rows: some Sequence<Row>) throws {
        try Self.execute("BEGIN", on: handle)
        for row in rows { try insert(row) }
        try Self.execute("COMMIT", on: handle)
    }

    /// Makes streams quick to find. Tables that are only written do without, to their advantage.
    func makeIndex() throws { try Self.execute("CREATE INDEX event_by_stream ON event (stream)", on: handle) }

    /// Puts the write-ahead log into the table's file and leaves no gaps in it.
    func compact() throws { try Self.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)", on: handle) }

    /// The lines of a stream, in order.
    func lines(of stream: String) throws -> [String] {
        try bind(selection, 1, stream)
        defer { sqlite3_reset(selection) }
        var lines: [String] = []
        while true {
            switch sqlite3_step(selection) {
            case SQLITE_ROW: lines.append(sqlite3_column_text(selection, 0).map { String(cString: $0) } ?? "")
            case SQLITE_DONE: return lines
            default: throw Self.failure(handle)
            }
        }
    }

    private func bind(_ statement: OpaquePointer?, _ index: Int32, _ text: String) throws {
        guard sqlite3_bind_text(statement, index, text, -1, autowrk_sqlite_transient()) == SQLITE_OK else {
            throw Self.failure(handle)
        }
    }

    private static func execute(_ sql: String, on handle: OpaquePointer) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(handle) }
    }

    private static func prepare(_ sql: String, on handle: OpaquePointer) throws -> OpaquePointer? {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure(handle) }
        return statement
    }

    private static func failure(_ handle: OpaquePointer) -> BenchError {
        BenchError(.failure, "the reference table failed: \(String(cString: sqlite3_errmsg(handle)))")
    }
}
