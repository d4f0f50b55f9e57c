extension FrameScan {
    /// `from lib/store.rb:12:in 'Store#load'`, with a backtick before Ruby 3.4, and with the message behind it
    /// in the first line.
    static func rubyFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        _ = cursor.skip("from ")
        if let number = cursor.number(), !cursor.skip(": from ") { _ = number }
        guard let file = cursor.until(":"), let number = cursor.number() else { return nil }
        guard cursor.skip(":in ") else { return nil }
        guard cursor.skip("'") || cursor.skip("`"), let name = cursor.until("'") else { return nil }
        return StackFrame(.ruby, path: path(file), line: number, function: method(name))
    }

    /// The method of `block (2 levels) in Store#load`.
    private static func method(_ name: ArraySlice<UInt8>) -> String? {
        let start = last(" in ", in: name).map { $0 + 4 } ?? name.startIndex
        let text = name[start...].text
        return text.hasPrefix("<") ? nil : text
    }
}
