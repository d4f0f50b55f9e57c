/// Recognises the lines of stack traces.
enum FrameScan {
    /// The frame that a line shows; nil for every other line. Those come first whose form is the stricter.
    static func frame(in line: ArraySlice<UInt8>) -> StackFrame? {
        let line = line.trimmed
        guard line.count <= 2_000, line.count >= 6 else { return nil }
        for form in forms {
            if let frame = form(line) { return frame }
        }
        return nil
    }

    private static let forms: [@Sendable (ArraySlice<UInt8>) -> StackFrame?] = [
        pythonFrame, javaFrame, csharpFrame, rustFrame, javascriptFrame, nativeFrame, phpFrame, swiftFrame,
        goFrame, rubyFrame, elixirFrame,
    ]

    /// `path:12` or `path:12:3`, up to the end.
    static func place(_ text: ArraySlice<UInt8>) -> (path: String, line: Int?)? {
        var text = text.trimmed
        var numbers: [Int] = []
        while numbers.count < 2, let colon = text.lastIndex(of: UInt8(ascii: ":")), colon > text.startIndex {
            var cursor = LineCursor(text[(colon + 1)...])
            guard let number = cursor.number(), cursor.isAtEnd else { break }
            numbers.append(number)
            text = text[..<colon]
        }
        guard let line = numbers.last, let path = path(text) else { return nil }
        return (path, line)
    }

    /// A path as references have it: with `/`, without `./` and `file://`.
    static func path(_ text: ArraySlice<UInt8>) -> String? {
        var bytes = Array(text.trimmed)
        for scheme in ["file:///", "webpack:///", "webpack-internal:///", "file:"]
        where bytes.starts(with: scheme.utf8) {
            bytes.removeFirst(scheme.utf8.count - (scheme == "file:///" ? 1 : 0))
        }
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\\") {
            bytes[index] = UInt8(ascii: "/")
        }
        while bytes.starts(with: "./".utf8) { bytes.removeFirst(2) }
        // `<stdin>`, `<anonymous>`, `<frozen importlib>` are no files.
        guard bytes.first != UInt8(ascii: "<"), bytes.count >= 2, bytes.count <= 400,
            bytes.contains(where: \.isLetter)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
