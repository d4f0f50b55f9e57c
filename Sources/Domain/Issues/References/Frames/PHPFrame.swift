extension FrameScan {
    /// `#0 /app/src/Store.php(12): Store->load()`, and `in /app/src/Store.php:12` or `… on line 12` at the end
    /// of a message.
    static func phpFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        if cursor.skip("#"), cursor.number() != nil, cursor.skip(" "), let file = cursor.until("("),
            file.text.hasSuffix(".php"), let number = cursor.number(), cursor.skip("): ")
        {
            let name = cursor.rest.prefix { $0 != UInt8(ascii: "(") }.trimmed
            return StackFrame(.php, path: path(file), line: number, function: name.text)
        }
        guard let start = last(" in /", in: line) else { return nil }
        cursor = LineCursor(line[(start + 4)...])
        if let file = cursor.until(".php on line "), let number = cursor.number() {
            return StackFrame(.php, path: file.text + ".php", line: number)
        }
        guard let place = place(line[(start + 4)...]), place.path.hasSuffix(".php") else { return nil }
        return StackFrame(.php, path: place.path, line: place.line)
    }
}
