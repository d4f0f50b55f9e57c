extension FrameScan {
    /// `at App.Store.Load(String name) in C:\src\Store.cs:line 12`; in a release the file may be missing.
    static func csharpFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        guard cursor.skip("at "), let name = cursor.until("("), cursor.until(")") != nil,
            name.contains(UInt8(ascii: ".")), !name.contains(0x20)
        else { return nil }
        if cursor.skip(" in "), let file = cursor.until(":line "), let number = cursor.number() {
            return StackFrame(.csharp, path: path(file), line: number, function: name.text)
        }
        guard cursor.isAtEnd, line.contains(" "), isParameterList(line) else { return nil }
        return StackFrame(.csharp, path: nil, function: name.text)
    }

    /// `()` or `(String name, Int32 count)`: what JavaScript puts there is a place.
    private static func isParameterList(_ line: ArraySlice<UInt8>) -> Bool {
        var cursor = LineCursor(line)
        guard cursor.until("(") != nil, let inside = cursor.until(")") else { return false }
        return !inside.contains(UInt8(ascii: ":")) && (inside.isEmpty || inside.contains(0x20))
    }
}
