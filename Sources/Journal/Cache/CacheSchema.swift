/// The tables of the query cache. Any other version than ours is thrown away and built anew.
enum CacheSchema {
    static let version: Int64 = 3

    /// Set on every connection. The cache is no record: it need not survive power loss, only stay a database.
    static let connection = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA cache_size = -65536;
        PRAGMA temp_store = MEMORY;
        """

    /// `tip` is what the cache has taken in: the target of every lane and tracking reference. `hole` is a
    /// commit that was not there when it was looked for. An event is its id and its text, so that two that
    /// claim one id are both kept, apart by `twin`.
    ///
    /// `touched` numbers the streams in the order in which they got events last, so that a greater number
    /// tells that there is something new. `meta` has the versions that are asked for and, as `generation`,
    /// a random number that another beginning of this count does not share. A `projection` has seen the
    /// streams up to a number, and keeps a `summary` of each, in the order of their first events.
    static let tables = """
        CREATE TABLE tip (reference TEXT PRIMARY KEY, target TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE hole (target TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE stranger (target TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE stream (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, touched INTEGER NOT NULL UNIQUE
        );
        CREATE TABLE event (
            id BLOB NOT NULL, twin INTEGER NOT NULL, stream INTEGER NOT NULL, line TEXT NOT NULL,
            PRIMARY KEY (id, twin)
        ) WITHOUT ROWID;
        CREATE TABLE projection (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, prefix TEXT NOT NULL,
            seen INTEGER NOT NULL
        );
        CREATE TABLE summary (
            projection INTEGER NOT NULL, first BLOB NOT NULL, name TEXT NOT NULL, newest BLOB NOT NULL,
            state TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (projection, first, name)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX summary_by_name ON summary (projection, name);
        CREATE INDEX summary_by_state ON summary (projection, state, first, name);
        """

    /// All of the tables.
    static let names = ["event", "stream", "meta", "stranger", "hole", "tip", "summary", "projection"]

    /// Begins the count of `stream.touched`.
    static let begin = "INSERT OR REPLACE INTO meta VALUES ('generation', random())"

    /// Made after the first intake: sorting once is cheaper than keeping sorted.
    static let streamIndex = "CREATE INDEX IF NOT EXISTS event_by_stream ON event (stream, id, twin)"
}
