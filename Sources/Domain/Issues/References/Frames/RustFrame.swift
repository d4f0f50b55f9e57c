extension FrameScan {
    /// `at ./src/main.rs:12:5` of a backtrace, and `thread 'main' panicked at src/main.rs:12:5:`, also in its
    /// form before Rust 1.73, which has the message in front.
    static func rustFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        if cursor.skip("at "), let place = place(cursor.rest), place.path.hasSuffix(".rs") {
            return StackFrame(.rust, path: place.path, line: place.line)
        }
        cursor = LineCursor(line)
        guard cursor.until("panicked at ") != nil else { return nil }
        var rest = cursor.rest.trimmed
        if let message = rest.lastIndex(of: UInt8(ascii: "'")), rest.first == UInt8(ascii: "'") {
            rest = rest[(message + 1)...].drop { $0 == UInt8(ascii: ",") || $0 == 0x20 }
        }
        while rest.last == UInt8(ascii: ":") { rest.removeLast() }
        guard let place = place(rest), place.path.hasSuffix(".rs") else { return nil }
        return StackFrame(.rust, path: place.path, line: place.line)
    }
}
