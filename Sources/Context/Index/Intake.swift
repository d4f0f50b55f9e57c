import Git
import SQLite

/// Reads contents that the index does not have, and writes their words in portions that memory holds.
struct Intake: ~Copyable {
    /// Entries of posting lists beyond which they are written.
    private static let portion = 4_000_000
    /// Contents of more bytes than this are no source text.
    static let largest = 4 << 20

    private var scan = BlobScan()
    private var lists = PostingLists()
    private var number: Int
    private var intake: Int64
    /// Whether a content was wanted that is not here.
    private(set) var isIncomplete = false

    /// Goes on counting where earlier intakes have stopped.
    private init(afterNumber number: Int, intake: Int64) { (self.number, self.intake) = (number, intake) }

    /// To be used within one transaction.
    static func begin(into index: borrowing ContextIndex) throws(DatabaseError) -> Intake {
        let query = try index.database.prepare(
            """
            SELECT (SELECT ifnull(max(number), 0) FROM blob),
                ifnull((SELECT value FROM meta WHERE key = 'intake'), 0)
            """)
        guard try query.step() else { return Intake(afterNumber: 0, intake: 0) }
        return Intake(afterNumber: Int(query.integer(0)), intake: query.integer(1))
    }

    /// The number of a content, which is read when it is new; 0 when it is not here, which a partial clone has left
    /// out, or which is damaged. Nothing is kept of that one, as it may come later.
    mutating func number(
        of id: ObjectID, as fileClass: FileClass, from repository: borrowing Repository,
        into index: borrowing ContextIndex
    ) throws(ContextError) -> Int {
        do throws(DatabaseError) {
            if let known = try index.blob(id, language: fileClass.language) { return known }
        } catch { throw .index(error) }
        guard read(id, as: fileClass, from: repository) else {
            isIncomplete = true
            return 0
        }
        number += 1
        let terms = scan.counts.terms
        let counts = scan.counts.counts
        for index in terms.indices { lists.append(terms[index], number, counts[index]) }
        var defined: [Term: Int] = [:]
        for term in scan.definitions { defined[term, default: 0] += 1 }
        for (term, count) in defined {
            lists.append(term, number, TermCount(body: UInt8(min(count, 255)), packed: 0))
        }
        do throws(DatabaseError) {
            try index.insert(number, id, fileClass.language, scan.facts)
            if lists.count > Self.portion { try flush(into: index) }
        } catch { throw .index(error) }
        return number
    }

    /// Takes a content apart, unless it is too large to be read; false when it is not here.
    private mutating func read(
        _ id: ObjectID, as fileClass: FileClass, from repository: borrowing Repository
    ) -> Bool {
        // New packs were looked for when the first one was missing.
        if isIncomplete, !repository.contains(id, refreshing: false) { return false }
        do throws(GitError) {
            let size = try repository.size(of: id)
            if size > Self.largest {
                scan.skip(bytes: size)
            } else {
                try repository.blob(id).withUnsafeBufferPointer { scan.read($0, as: fileClass) }
            }
            return true
        } catch { return false }
    }

    /// Writes what was read and not yet written.
    mutating func flush(into index: borrowing ContextIndex) throws(DatabaseError) {
        guard lists.count > 0 else { return }
        intake += 1
        let insertion = try index.database.prepare("INSERT INTO posting VALUES (?1, ?2, ?3)")
        try lists.forEachSorted { (term, packed) throws(DatabaseError) in
            try insertion.bind(1, Int64(bitPattern: term.hash))
            try insertion.bind(2, intake)
            try insertion.bind(3, blob: packed)
            try insertion.run()
        }
        let update = try index.database.prepare("INSERT OR REPLACE INTO meta VALUES ('intake', ?1)")
        try update.bind(1, intake)
        try update.run()
        lists.removeAll()
    }
}

extension ContextIndex {
    /// The number of a content that was read before; nil for none.
    borrowing func blob(_ id: ObjectID, language: UInt8) throws(DatabaseError) -> Int? {
        let query = try database.prepare("SELECT number FROM blob WHERE id = ?1 AND language = ?2")
        try query.bind(1, id)
        try query.bind(2, Int64(language))
        return try query.step() ? Int(query.integer(0)) : nil
    }

    borrowing func insert(
        _ number: Int, _ id: ObjectID, _ language: UInt8, _ facts: BlobFacts
    ) throws(DatabaseError) {
        let insertion = try database.prepare("INSERT INTO blob VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        try insertion.bind(1, Int64(number))
        try insertion.bind(2, id)
        try insertion.bind(3, Int64(language))
        try insertion.bind(4, Int64(facts.words))
        try insertion.bind(5, Int64(facts.commentWords))
        try insertion.bind(6, Int64(facts.definitions))
        try insertion.bind(7, Int64(facts.bytes))
        try insertion.bind(8, Int64(facts.isUnread ? 1 : 0))
        try insertion.run()
    }

    /// What is known of all contents, by their numbers.
    borrowing func facts() throws(DatabaseError) -> [BlobFacts] {
        var facts: [BlobFacts] = [BlobFacts()]
        let query = try database.prepare(
            "SELECT number, words, comments, definitions, bytes, unread FROM blob ORDER BY number")
        while try query.step() {
            let number = Int(query.integer(0))
            while facts.count <= number { facts.append(BlobFacts()) }
            facts[number] = BlobFacts(
                words: Int(query.integer(1)), commentWords: Int(query.integer(2)),
                definitions: Int(query.integer(3)), bytes: Int(query.integer(4)),
                isUnread: query.integer(5) != 0)
        }
        return facts
    }
}

extension Statement {
    /// Binds an object's name as its 20 bytes.
    borrowing func bind(_ index: Int32, _ id: ObjectID) throws(DatabaseError) {
        try bind(index, blob: id.bytes)
    }

    /// Binds bytes as a blob.
    borrowing func bind(_ index: Int32, blob bytes: [UInt8]) throws(DatabaseError) {
        let outcome = bytes.withUnsafeBytes { bytes in
            Swift.Result { () throws(DatabaseError) in try bind(index, blob: bytes) }
        }
        try outcome.get()
    }

    /// A column as an object's name.
    borrowing func objectID(_ column: Int32) -> ObjectID? { withBytes(column) { ObjectID(bytes: $0) } }
}
