extension FrameScan {
    /// `at load (src/store.js:12:5)`, `at async src/store.ts:12:5`, and `load@http://host/store.js:12:5` of
    /// Firefox and Safari.
    static func javascriptFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        var cursor = LineCursor(line)
        guard cursor.skip("at ") else { return browserFrame(line) }
        _ = cursor.skip("async ")
        let rest = cursor.rest.trimmed
        if rest.last == UInt8(ascii: ")"), let open = rest.lastIndex(of: UInt8(ascii: "(")) {
            var name = rest[..<open].trimmed
            if name.last == UInt8(ascii: "]"), let alias = name.lastIndex(of: UInt8(ascii: "[")) {
                name = name[..<alias].trimmed
            }
            let inside = rest[(open + 1)..<(rest.endIndex - 1)]
            guard let place = place(withoutHost(inside)) else { return nil }
            let isNamed = !name.isEmpty && !name.elementsEqual("<anonymous>".utf8)
            return StackFrame(
                .javascript, path: place.path, line: place.line, function: isNamed ? name.text : nil)
        }
        guard let place = place(withoutHost(rest)), !place.path.contains(" ") else { return nil }
        return StackFrame(.javascript, path: place.path, line: place.line)
    }

    private static func browserFrame(_ line: ArraySlice<UInt8>) -> StackFrame? {
        guard let at = line.firstIndex(of: UInt8(ascii: "@")), !line.contains(0x20) else { return nil }
        let rest = line[(at + 1)...]
        guard rest.contains("://") || rest.contains("/"), let place = place(withoutHost(rest)) else {
            return nil
        }
        let name = line[..<at]
        return StackFrame(
            .javascript, path: place.path, line: place.line, function: name.isEmpty ? nil : name.text)
    }

    /// What a development server shows below its host lies in the project's folder; a query is a version.
    private static func withoutHost(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var cursor = LineCursor(text)
        guard cursor.skip("http://") || cursor.skip("https://"), cursor.until("/") != nil else { return text }
        var rest = Array(cursor.rest)
        if let query = rest.firstIndex(of: UInt8(ascii: "?")),
            let colon = rest[query...].firstIndex(of: UInt8(ascii: ":"))
        {
            rest.removeSubrange(query..<colon)
        }
        return rest[...]
    }
}
