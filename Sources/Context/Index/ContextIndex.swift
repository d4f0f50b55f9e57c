import Platform
import SQLite

/// Words, definitions and history of trees, in a database that is only a copy of what Git has.
///
/// Where it can't be written it lives in memory for the length of the process. Several processes may use one.
struct ContextIndex: ~Copyable {
    let database: Database
    /// Whether the next process finds what this one has read.
    let isPersistent: Bool

    private static let fileName = "context.sqlite"

    /// Opens the index in `folder`, which is made when it is not there, and builds it anew when it is damaged or
    /// of another version; nil for one in memory.
    static func open(in folder: String?) throws(DatabaseError) -> ContextIndex {
        guard let folder else { return try inMemory() }
        let path = folder + "/" + fileName
        do throws(SystemError) { try Files.createDirectories(folder) } catch { return try inMemory() }
        do {
            return try open(path: path, isPersistent: true)
        } catch {
            if error.isCorruption {
                remove(from: folder)
                return try open(path: path, isPersistent: true)
            }
            guard error.isReadOnly else { throw error }
            return try inMemory()
        }
    }

    /// An index that nobody else sees and that is gone with the value.
    static func inMemory() throws(DatabaseError) -> ContextIndex {
        try open(path: ":memory:", isPersistent: false)
    }

    /// Removes the files, so that the next opening builds the index anew.
    static func remove(from folder: String) {
        for suffix in ["", "-wal", "-shm"] { try? Files.remove(folder + "/" + fileName + suffix) }
    }

    private static func open(path: String, isPersistent: Bool) throws(DatabaseError) -> ContextIndex {
        let database = try Database(path: path)
        try database.execute(IndexSchema.connection)
        if try version(of: database) != IndexSchema.version { try rebuild(database) }
        return ContextIndex(database: database, isPersistent: isPersistent)
    }

    private static func version(of database: borrowing Database) throws(DatabaseError) -> Int64 {
        let query = try database.prepare("PRAGMA user_version")
        return try query.step() ? query.integer(0) : 0
    }

    private static func rebuild(_ database: borrowing Database) throws(DatabaseError) {
        try database.transaction { () throws(DatabaseError) in
            // Another process may have been faster.
            if try version(of: database) == IndexSchema.version { return }
            for table in IndexSchema.names { try database.execute("DROP TABLE IF EXISTS \(table)") }
            try database.execute(IndexSchema.tables)
            try database.execute("PRAGMA user_version = \(IndexSchema.version)")
        }
    }

    /// Forgets everything that was read. Contents are numbered anew, which the generation tells.
    borrowing func empty() throws(DatabaseError) {
        let generation = try self.generation()
        for table in IndexSchema.names { try database.execute("DELETE FROM \(table)") }
        let insertion = try database.prepare("INSERT INTO meta VALUES ('generation', ?1)")
        try insertion.bind(1, generation + 1)
        try insertion.run()
    }

    /// Greater each time that contents are numbered anew.
    borrowing func generation() throws(DatabaseError) -> Int64 {
        let query = try database.prepare("SELECT \(IndexSchema.generation)")
        return try query.step() ? query.integer(0) : 0
    }

    /// Runs `body`, whose queries all see one state of the index; nil when contents have been numbered anew since
    /// `generation`, by another process.
    borrowing func reading<R>(
        _ generation: Int64, _ body: () throws(DatabaseError) -> R
    ) throws(DatabaseError) -> R? {
        try database.snapshot { () throws(DatabaseError) -> R? in
            try self.generation() == generation ? try body() : nil
        }
    }

    /// A number that is greater each time: tells what was taken in last.
    borrowing func nextTurn() throws(DatabaseError) -> Int64 {
        try database.execute(
            "INSERT INTO meta VALUES ('turn', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1")
        let query = try database.prepare("SELECT value FROM meta WHERE key = 'turn'")
        return try query.step() ? query.integer(0) : 0
    }
}
