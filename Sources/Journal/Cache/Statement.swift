import CSQLite

/// A prepared statement. Parameters count from 1, columns from 0, as in SQLite.
struct Statement: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { sqlite3_finalize(handle) }

    borrowing func bind(_ index: Int32, _ value: Int64) throws(JournalError) {
        try check(sqlite3_bind_int64(handle, index, value))
    }

    borrowing func bind(_ index: Int32, _ value: String) throws(JournalError) {
        try check(sqlite3_bind_text(handle, index, value, -1, autowrk_sqlite_transient()))
    }

    /// Binds any text, U+0000 included.
    borrowing func bind(_ index: Int32, text: String) throws(JournalError) {
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), autowrk_sqlite_transient())
            }
        }
        try check(code)
    }

    /// Binds text that the caller keeps in place until the statement has been stepped.
    borrowing func bind(_ index: Int32, inPlace text: UnsafeBufferPointer<UInt8>) throws(JournalError) {
        let code = text.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), autowrk_sqlite_static())
        }
        try check(code)
    }

    borrowing func bind(_ index: Int32, _ id: EventID) throws(JournalError) {
        let outcome = withUnsafeBytes(of: id.bits.bigEndian) { bytes in
            sqlite3_bind_blob(handle, index, bytes.baseAddress, 16, autowrk_sqlite_transient())
        }
        try check(outcome)
    }

    /// Moves to the next row; false at the end, after which the statement can be bound anew.
    borrowing func step() throws(JournalError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        let reset = sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure(reset == SQLITE_OK ? code : reset) }
        return false
    }

    /// Runs a statement that returns no rows.
    borrowing func run() throws(JournalError) { while try step() {} }

    /// Makes a statement that was left at a row ready to be bound anew.
    borrowing func reset() { sqlite3_reset(handle) }

    borrowing func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    borrowing func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    borrowing func eventID(_ column: Int32) -> EventID? {
        withBytes(column) { bytes in
            guard bytes.count == 16 else { return nil }
            return EventID(bits: bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
        }
    }

    /// Lends the bytes of a text or blob, which are valid until the next step.
    borrowing func withBytes<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        let start = sqlite3_column_blob(handle, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    private func check(_ code: Int32) throws(JournalError) {
        if code != SQLITE_OK { throw failure(code) }
    }

    private func failure(_ code: Int32) -> JournalError {
        .cache(CacheError(code: code, message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))))
    }
}
