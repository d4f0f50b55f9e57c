import CSQLite

/// A prepared statement. Parameters count from 1, columns from 0, as in SQLite.
public struct Statement: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { sqlite3_finalize(handle) }

    /// Binds a whole number.
    public borrowing func bind(_ index: Int32, _ value: Int64) throws(DatabaseError) {
        try check(sqlite3_bind_int64(handle, index, value))
    }

    /// Binds a number with a fraction.
    public borrowing func bind(_ index: Int32, _ value: Double) throws(DatabaseError) {
        try check(sqlite3_bind_double(handle, index, value))
    }

    /// Binds text, which ends at its first U+0000.
    public borrowing func bind(_ index: Int32, _ value: String) throws(DatabaseError) {
        try check(sqlite3_bind_text(handle, index, value, -1, autowrk_sqlite_transient()))
    }

    /// Binds any text, U+0000 included.
    public borrowing func bind(_ index: Int32, text: String) throws(DatabaseError) {
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), autowrk_sqlite_transient())
            }
        }
        try check(code)
    }

    /// Binds text that the caller keeps in place until the statement has been stepped.
    public borrowing func bind(
        _ index: Int32, inPlace text: UnsafeBufferPointer<UInt8>
    ) throws(DatabaseError) {
        let code = text.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), autowrk_sqlite_static())
        }
        try check(code)
    }

    /// Binds bytes as a blob, which are copied; none of them make an empty blob, not NULL.
    public borrowing func bind(_ index: Int32, blob: UnsafeRawBufferPointer) throws(DatabaseError) {
        guard let start = blob.baseAddress, !blob.isEmpty else {
            try check(sqlite3_bind_zeroblob(handle, index, 0))
            return
        }
        try check(
            sqlite3_bind_blob(handle, index, start, Int32(blob.count), autowrk_sqlite_transient()))
    }

    /// Moves to the next row; false at the end, after which the statement can be bound anew.
    public borrowing func step() throws(DatabaseError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        let reset = sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure(reset == SQLITE_OK ? code : reset) }
        return false
    }

    /// Runs a statement that returns no rows.
    public borrowing func run() throws(DatabaseError) { while try step() {} }

    /// Makes a statement that was left at a row ready to be bound anew.
    public borrowing func reset() { sqlite3_reset(handle) }

    /// A column of this row as a whole number; 0 for what is none.
    public borrowing func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A column of this row as a number with a fraction; 0 for what is none.
    public borrowing func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

    /// A column of this row as text, with U+FFFD for what isn't UTF-8.
    public borrowing func text(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of a text or blob, which are valid until the next step.
    public borrowing func withBytes<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        let start = sqlite3_column_blob(handle, column)
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    private func check(_ code: Int32) throws(DatabaseError) {
        if code != SQLITE_OK { throw failure(code) }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(code: code, message: String(cString: sqlite3_errmsg(sqlite3_db_handle(handle))))
    }
}
