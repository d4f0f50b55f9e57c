/// Finds names of files and folders in a line.
enum PathScan {
    struct Found: Equatable {
        var path: String
        var line: Int?
    }

    /// Calls `body` for each.
    ///
    /// - Parameter isProse: outside of code a slash alone makes no path: `and/or`.
    static func each(in line: ArraySlice<UInt8>, isProse: Bool, _ body: (Found) -> Void) {
        var cursor = LineCursor(line)
        var previous: UInt8?
        while let byte = cursor.next {
            // Typographic quotes and dashes (U+2000 to U+2FFF, three bytes) end a word as plain ones do.
            if byte == 0xE2 {
                cursor.index += 3
                previous = nil
                continue
            }
            guard byte.isPathStart, previous.map({ !$0.isPathPart }) ?? true else {
                previous = byte
                cursor.index += 1
                continue
            }
            let start = cursor.index
            takeToken(&cursor)
            if cursor.starts(with: "://") {
                _ = cursor.take { !$0.isSpace && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: ">") }
                previous = 0x20
                continue
            }
            let token = trimmed(line[start..<cursor.index])
            var behind = LineCursor(line)
            behind.index = token.endIndex
            if let path = path(from: token, isCall: isCall(behind), isProse: isProse) {
                body(Found(path: path, line: lineNumber(&behind)))
                cursor.index = max(cursor.index, behind.index)
            }
            previous = cursor.index > start ? line[cursor.index - 1] : nil
        }
    }

    /// Brackets and parentheses are part of a path right behind a slash only: `app/[id]/(group)/page.tsx`.
    private static func takeToken(_ cursor: inout LineCursor) {
        var closers: [UInt8] = []
        var previous: UInt8 = 0
        while let byte = cursor.next {
            if previous == UInt8(ascii: "/"), byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") {
                closers.append(byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")"))
            } else if let closer = closers.last, byte == closer {
                closers.removeLast()
            } else if !byte.isPathPart {
                return
            }
            previous = byte
            cursor.index += 1
        }
    }

    /// Without the full stop of its sentence and the like.
    private static func trimmed(_ token: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var token = token
        while let last = token.last, [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "~")].contains(last)
        {
            token.removeLast()
        }
        return token
    }

    /// The path that a token stands for, as `PathReference` has it; nil when it is none.
    private static func path(from token: ArraySlice<UInt8>, isCall: Bool, isProse: Bool) -> String? {
        guard token.count >= 3, token.count <= 400 else { return nil }
        var bytes = Array(token)
        if bytes.contains(UInt8(ascii: "\\")) {
            guard FileNames.hasKnownExtension(bytes[...]) else { return nil }
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\\") {
                bytes[index] = UInt8(ascii: "/")
            }
        }
        while bytes.starts(with: Array("./".utf8)) { bytes.removeFirst(2) }
        let slashes = bytes.count { $0 == UInt8(ascii: "/") }
        let isFile =
            FileNames.hasKnownExtension(bytes[...]) || FileNames.isKnownFile(bytes[...])
        guard bytes.contains(where: \.isLetter) else { return nil }
        if slashes == 0 {
            guard isFile, !FileNames.isProductName(bytes[...]), !isCall else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
        guard isFile || isFolder(bytes, slashes: slashes, isProse: isProse) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `thing.c(x)` is a call, `page.js(12,5)` a place.
    private static func isCall(_ cursor: LineCursor) -> Bool {
        var cursor = cursor
        guard cursor.skip("(") else { return false }
        guard cursor.number() != nil else { return true }
        return !(cursor.starts(with: ",") || cursor.starts(with: "):") || cursor.starts(with: ") :"))
    }

    private static func isFolder(_ bytes: [UInt8], slashes: Int, isProse: Bool) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() where part.isEmpty && index != 0 && index != parts.count - 1 {
            return false
        }
        // Dates, fractions and media types.
        guard parts.contains(where: { $0.count { $0.isLetter } >= 2 }) else { return false }
        guard isProse else { return true }
        let first = parts[0].text
        return FileNames.rootFolders.contains(first) || first == ".." || first == "~"
            || (parts.first?.isEmpty == true && slashes >= 2) || (slashes >= 3)
            || (parts.last?.isEmpty == true && parts[0].count > 1)
    }

    /// The number that stands behind a path in the forms of compilers, traces and web addresses.
    private static func lineNumber(_ cursor: inout LineCursor) -> Int? {
        var probe = cursor
        _ = probe.skip("\"") || probe.skip("'") || probe.skip("`")
        let forms: [StaticString] = [
            ":line ", "#L", ":L", ", line ", " on line ", " at line ", " line ", ":", "(",
        ]
        for form in forms where probe.skip(form) {
            guard let number = probe.number(), number > 0 else { return nil }
            // A name that begins with digits is no line, nor is the time 12:30.
            if let next = probe.next, next.isNamePart { return nil }
            cursor = probe
            if cursor.skip(":") || cursor.skip(",") { _ = cursor.number() }
            return number
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isPathStart: Bool {
        isNamePart || self == UInt8(ascii: ".") || self == UInt8(ascii: "/") || self == UInt8(ascii: "~")
    }
    fileprivate var isPathPart: Bool {
        switch self {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "@"), UInt8(ascii: "~"), UInt8(ascii: "%"):
            true
        case 0xE2: false
        default: isNamePart
        }
    }
}
