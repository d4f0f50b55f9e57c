extension FrameScan {
    /// `#1  0x00005555 in load (name=…) at src/store.c:12` of gdb, `#1 0x4f in load /src/store.c:12:5` of the
    /// sanitizers, `frame #1: 0x1 app`load(…) at store.c:12:5` of lldb.
    static func nativeFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        _ = cursor.skip("* ")
        if cursor.skip("frame #") { return debuggerFrame(cursor) }
        guard cursor.skip("#"), cursor.number() != nil else { return nil }
        cursor.skipSpace()
        if cursor.skip("0x") {
            _ = cursor.take { $0.isDigit || $0.isLetter }
            guard cursor.skip(" in ") else { return nil }
        }
        let rest = cursor.rest
        // Templates and arguments hold spaces: the place stands behind the last ` at `, or the last space.
        if let at = last(" at ", in: rest), let place = place(rest[(at + 4)...]) {
            return StackFrame(.native, path: place.path, line: place.line, function: name(rest[..<at]))
        }
        guard let space = rest.lastIndex(of: 0x20), let place = place(rest[(space + 1)...]),
            place.path.contains("/") || place.path.contains(".")
        else {
            // A library has no source: `#2 0x7f in free (/lib/libc.so+0x1)`, `from /lib/libc.so`.
            guard line.contains("0x") else { return nil }
            return StackFrame(.native, path: nil, function: name(rest))
        }
        return StackFrame(.native, path: place.path, line: place.line, function: name(rest[..<space]))
    }

    private static func debuggerFrame(_ cursor: LineCursor) -> StackFrame? {
        var cursor = cursor
        guard cursor.until("`") != nil, let at = last(" at ", in: cursor.rest),
            let place = place(cursor.bytes[(at + 4)...])
        else { return nil }
        let function = name(cursor.bytes[cursor.index..<at])
        return StackFrame(.native, path: place.path, line: place.line, function: function)
    }

    private static func name(_ text: ArraySlice<UInt8>) -> String? {
        let end = text.firstIndex(of: UInt8(ascii: "(")) ?? text.endIndex
        let name = text[..<end].trimmed
        return name.isEmpty || name.elementsEqual("??".utf8) ? nil : name.text
    }

    /// Where the last `text` begins.
    static func last(_ text: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
        var cursor = LineCursor(bytes)
        var found: Int?
        while cursor.until(text) != nil { found = cursor.index - text.utf8CodeUnitCount }
        return found
    }
}
