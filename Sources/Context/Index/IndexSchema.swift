/// The tables of the index. Any other version than ours is thrown away and built anew.
enum IndexSchema {
    /// To be raised when the tables change, or what is taken for a word, a definition or a kind of file.
    static let version: Int64 = 2

    /// Set on every connection. The index is no record: it need not survive power loss, only stay a database.
    static let connection = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = OFF;
        PRAGMA cache_size = -32768;
        PRAGMA temp_store = MEMORY;
        """

    /// `blob` numbers contents, each once for each language that it is read as. A `posting` says in which
    /// contents of one intake a term stands, and how often; see ``PostingList``. A `tree` is the list of its files;
    /// `turn` tells which one was taken in last. A `touch` is a commit of the history: its message's terms, and
    /// which paths it changed. `meta` has the counters of intakes and turns, and the `generation`, which tells
    /// whether the numbers of contents are still those that were read before.
    static let tables = """
        CREATE TABLE blob (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL, language INTEGER NOT NULL, words INTEGER NOT NULL,
            comments INTEGER NOT NULL, definitions INTEGER NOT NULL, bytes INTEGER NOT NULL,
            unread INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX blob_by_id ON blob (id, language);
        CREATE TABLE posting (
            term INTEGER NOT NULL, intake INTEGER NOT NULL, list BLOB NOT NULL, PRIMARY KEY (term, intake)
        ) WITHOUT ROWID;
        CREATE TABLE tree (id BLOB PRIMARY KEY, turn INTEGER NOT NULL, files BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE touch (id BLOB PRIMARY KEY, facts BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE history (id BLOB PRIMARY KEY, turn INTEGER NOT NULL, commits BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        """

    /// An expression for the generation.
    static let generation = "ifnull((SELECT value FROM meta WHERE key = 'generation'), 0)"

    /// All of the tables, those of earlier versions included.
    static let names = ["blob", "posting", "tree", "touch", "history", "meta"]
}
