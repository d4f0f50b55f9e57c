extension FrameScan {
    /// `(store 0.1.0) lib/store.ex:12: Store.load/1`.
    static func elixirFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        if cursor.skip("(") {
            guard cursor.until(") ") != nil else { return nil }
        }
        guard let file = cursor.until(":"), file.text.hasSuffix(".ex") || file.text.hasSuffix(".exs"),
            let number = cursor.number(), cursor.skip(": ")
        else { return nil }
        let name = cursor.rest.prefix { $0 != UInt8(ascii: "/") && !$0.isSpace }
        let function = name.contains(UInt8(ascii: ".")) ? name.text : nil
        return StackFrame(.elixir, path: path(file), line: number, function: function)
    }
}
