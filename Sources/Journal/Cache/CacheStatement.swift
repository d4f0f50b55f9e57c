import SQLite

/// A statement of the query cache, whose errors are the journal's and which knows event ids.
struct CacheStatement: ~Copyable {
    private let statement: Statement

    init(_ statement: consuming Statement) { self.statement = statement }

    borrowing func bind(_ index: Int32, _ value: Int64) throws(JournalError) {
        do { try statement.bind(index, value) } catch { throw .cache(CacheError(error)) }
    }

    borrowing func bind(_ index: Int32, _ value: String) throws(JournalError) {
        do { try statement.bind(index, value) } catch { throw .cache(CacheError(error)) }
    }

    /// Binds any text, U+0000 included.
    borrowing func bind(_ index: Int32, text: String) throws(JournalError) {
        do { try statement.bind(index, text: text) } catch { throw .cache(CacheError(error)) }
    }

    /// Binds text that the caller keeps in place until the statement has been stepped.
    borrowing func bind(_ index: Int32, inPlace text: UnsafeBufferPointer<UInt8>) throws(JournalError) {
        do { try statement.bind(index, inPlace: text) } catch { throw .cache(CacheError(error)) }
    }

    borrowing func bind(_ index: Int32, _ id: EventID) throws(JournalError) {
        let outcome = withUnsafeBytes(of: id.bits.bigEndian) { bytes in
            Swift.Result { () throws(DatabaseError) in try statement.bind(index, blob: bytes) }
        }
        if case .failure(let error) = outcome { throw .cache(CacheError(error)) }
    }

    /// Moves to the next row; false at the end, after which the statement can be bound anew.
    borrowing func step() throws(JournalError) -> Bool {
        do { return try statement.step() } catch { throw .cache(CacheError(error)) }
    }

    /// Runs a statement that returns no rows.
    borrowing func run() throws(JournalError) { while try step() {} }

    /// Makes a statement that was left at a row ready to be bound anew.
    borrowing func reset() { statement.reset() }

    borrowing func integer(_ column: Int32) -> Int64 { statement.integer(column) }

    borrowing func text(_ column: Int32) -> String { statement.text(column) }

    borrowing func eventID(_ column: Int32) -> EventID? {
        statement.withBytes(column) { bytes in
            guard bytes.count == 16 else { return nil }
            return EventID(bits: bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
        }
    }

    /// Lends the bytes of a text or blob, which are valid until the next step.
    borrowing func withBytes<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        statement.withBytes(column, body)
    }
}
