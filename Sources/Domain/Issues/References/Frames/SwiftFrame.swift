extension FrameScan {
    /// `3 [ra] Store.load() in app at /src/Store.swift:12:5`, `App/Store.swift:12: Fatal error: …`, and
    /// `… file App/Store.swift, line 12` of older versions.
    static func swiftFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        guard line.contains(".swift") else { return nil }
        var cursor = LineCursor(line)
        if cursor.number() != nil, let at = last(" at ", in: line), let place = place(line[(at + 4)...]) {
            cursor.skipSpace()
            if cursor.skip("["), cursor.until("]") != nil { cursor.skipSpace() }
            if cursor.skip("0x") { _ = cursor.take { $0.isLetter || $0.isDigit } }
            cursor.skipSpace()
            let name = cursor.until(" in ")?.trimmed
            return StackFrame(.swift, path: place.path, line: place.line, function: name?.text)
        }
        for message: StaticString in [": Fatal error", ": Precondition failed", ": Assertion failed"] {
            cursor = LineCursor(line)
            if let before = cursor.until(message), let place = place(before), !place.path.contains(" ") {
                return StackFrame(.swift, path: place.path, line: place.line)
            }
        }
        guard let start = last("file ", in: line) else { return nil }
        cursor = LineCursor(line[(start + 5)...])
        guard let file = cursor.until(", line "), let number = cursor.number() else { return nil }
        return StackFrame(.swift, path: path(file), line: number)
    }
}
