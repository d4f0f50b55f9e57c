import Git
import Platform

/// The journal's events by stream, taken in from the lanes by difference; see <doc:Architecture>.
///
/// It holds nothing that can't be read from the lanes again. Where it can't be written it lives in memory
/// for the length of the process.
struct QueryCache: ~Copyable {
    let database: CacheDatabase
    /// Whether the next process finds what this one took in.
    let isPersistent: Bool
    /// The versions that the events taken in so far ask for.
    var format = FormatVersions()
    /// The database's version when everything was last taken in that the references lead to; nil before that,
    /// and while something they lead to is not here.
    private var settledVersion: Int64?

    /// Opens the cache in `directory`, and builds it anew when it is damaged or of another version.
    static func open(in directory: StateDirectory) throws(JournalError) -> QueryCache {
        do {
            return try open(path: directory.cache, isPersistent: true)
        } catch {
            guard case .cache(let failure) = error else { throw error }
            if failure.isCorruption {
                remove(directory)
                return try open(path: directory.cache, isPersistent: true)
            }
            guard failure.isReadOnly else { throw error }
            return try inMemory()
        }
    }

    /// Whether everything was taken in that the references led to, and nobody else has written since.
    borrowing func isSettled() throws(JournalError) -> Bool {
        guard let settledVersion else { return false }
        return try databaseVersion() == settledVersion
    }

    /// Notes that everything was taken in.
    ///
    /// - Parameter version: the database's version before that.
    mutating func settle(at version: Int64) throws(JournalError) {
        settledVersion = try hasHoles() ? nil : version
    }

    /// Tells whether another connection has written (`PRAGMA data_version`).
    borrowing func databaseVersion() throws(JournalError) -> Int64 {
        let query = try database.prepare("PRAGMA data_version")
        return try query.step() ? query.integer(0) : 0
    }

    /// A cache that nobody else sees and that is gone with the value.
    static func inMemory() throws(JournalError) -> QueryCache {
        try open(path: ":memory:", isPersistent: false)
    }

    private static func open(path: String, isPersistent: Bool) throws(JournalError) -> QueryCache {
        let database = try CacheDatabase(path: path)
        try database.execute(CacheSchema.connection)
        if try version(of: database) != CacheSchema.version { try rebuild(database) }
        let format = try format(in: database)
        return QueryCache(database: database, isPersistent: isPersistent, format: format)
    }

    private static func version(of database: borrowing CacheDatabase) throws(JournalError) -> Int64 {
        let query = try database.prepare("PRAGMA user_version")
        return try query.step() ? query.integer(0) : 0
    }

    private static func rebuild(_ database: borrowing CacheDatabase) throws(JournalError) {
        try database.transaction { () throws(JournalError) in
            // Another process may have been faster.
            if try version(of: database) == CacheSchema.version { return }
            for table in CacheSchema.names {
                try database.execute("DROP TABLE IF EXISTS \(table)")
            }
            try database.execute(CacheSchema.tables)
            try database.execute(CacheSchema.begin)
            try database.execute("PRAGMA user_version = \(CacheSchema.version)")
        }
    }

    private static func format(in database: borrowing CacheDatabase) throws(JournalError) -> FormatVersions {
        var format = FormatVersions()
        let query = try database.prepare("SELECT key, value FROM meta")
        while try query.step() {
            switch query.text(0) {
            case "read": format.read = query.integer(1)
            case "write": format.write = query.integer(1)
            default: break
            }
        }
        return format
    }

    /// Removes the files, so that the next opening builds the cache anew.
    static func remove(_ directory: StateDirectory) {
        for suffix in ["", "-wal", "-shm"] { try? Files.remove(directory.cache + suffix) }
    }
}
