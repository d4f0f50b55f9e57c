import Git
import Journal
import Platform

extension Workbench {
    /// Where the table of ``withTable(synchronous:_:)`` is.
    var table: String { path("reference.sqlite") }

    /// Calls `body` with a new table on a quiet disk, and removes the table.
    func withTable<R>(
        synchronous: ReferenceTable.Synchronous, _ body: (borrowing ReferenceTable) throws -> R
    ) throws -> R {
        defer { discardTable(table) }
        let opened = try ReferenceTable(table, synchronous: synchronous)
        settle()
        return try body(opened)
    }

    /// Removes a table with its logs.
    func discardTable(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { discard(path + suffix) }
    }

    /// A bare clone without a cache, as `git fetch` packs it.
    func clone(_ corpus: Corpus, to path: String) throws {
        _ = try Repository(creatingBareAt: path)
        try fetch(corpus, into: path)
    }

    /// Fetches the lanes of a corpus straight into the lanes of the repository at `path`.
    func fetch(_ corpus: Corpus, into path: String) throws {
        try run(["git", "fetch", "--quiet", corpus.path, "\(Lanes.prefix)*:\(Lanes.prefix)*"], in: path)
    }
}
