import SQLite

/// The query cache's connection: a database whose errors are the journal's.
struct CacheDatabase: ~Copyable {
    private let database: Database

    init(path: String) throws(JournalError) {
        do { database = try Database(path: path) } catch { throw .cache(CacheError(error)) }
    }

    borrowing func execute(_ sql: String) throws(JournalError) {
        do { try database.execute(sql) } catch { throw .cache(CacheError(error)) }
    }

    borrowing func prepare(_ sql: String) throws(JournalError) -> CacheStatement {
        do { return CacheStatement(try database.prepare(sql)) } catch { throw .cache(CacheError(error)) }
    }

    var changes: Int32 { database.changes }

    var lastRowID: Int64 { database.lastRowID }

    /// Runs `body` as one transaction, which is taken back when it throws.
    borrowing func transaction<R>(_ body: () throws(JournalError) -> R) throws(JournalError) -> R {
        try database.transaction({ .cache(CacheError($0)) }, body)
    }

    /// Runs `body`, whose queries all see the database as it is at the first of them.
    borrowing func snapshot<R>(_ body: () throws(JournalError) -> R) throws(JournalError) -> R {
        try database.snapshot({ .cache(CacheError($0)) }, body)
    }
}
