/// Finds names of code in a line.
enum SymbolScan {
    struct Found: Equatable {
        var name: String
        var isCalled: Bool
    }

    /// Calls `body` for each name that looks like one of code: everywhere by its letters and by what
    /// surrounds it, between backticks whatever it is.
    static func each(in line: ArraySlice<UInt8>, _ place: ReferencePlace, _ body: (Found) -> Void) {
        var cursor = LineCursor(line)
        var isImport = false
        var previous: UInt8 = 0x20
        while let byte = cursor.next {
            if byte == UInt8(ascii: "-"), !previous.isNamePart, takeOption(&cursor, place, body) {
                previous = UInt8(ascii: "-")
                continue
            }
            guard byte.isNameStart, !previous.isNamePart else {
                previous = byte
                cursor.index += 1
                continue
            }
            // Both a person's name and an address are no code.
            let isPerson = place == .prose && previous == UInt8(ascii: "@")
            let isBehindSlash = previous == UInt8(ascii: "/")
            let name = qualifiedName(&cursor)
            previous = line[cursor.index - 1]
            if cursor.starts(with: "://") {
                _ = cursor.take { !$0.isSpace && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: ">") }
                continue
            }
            if isPerson || cursor.next == UInt8(ascii: "@") { continue }
            let isCalled = cursor.next == UInt8(ascii: "(")
            // Folders of a path, and its end where that is no name with a qualifier.
            if place != .codeBlock {
                if cursor.next == UInt8(ascii: "/") { continue }
                if isBehindSlash, !isCalled, !name.contains(UInt8(ascii: ".")) { continue }
            }
            if place == .codeBlock, importWords.contains(name.text) { isImport = true }
            if isWanted(name, isCalled: isCalled, isImport: isImport, place) {
                body(Found(name: name.text, isCalled: isCalled))
            }
        }
    }

    private static let importWords: Set<String> = ["import", "from", "require", "use", "using", "include"]

    /// `--no-color`, as a name of its own; between backticks `-Zbuild-std`, too.
    private static func takeOption(
        _ cursor: inout LineCursor, _ place: ReferencePlace, _ body: (Found) -> Void
    ) -> Bool {
        var probe = cursor
        let isLong = probe.skip("--")
        guard isLong || (place == .inlineCode && probe.skip("-")), probe.next?.isLetter == true else {
            return false
        }
        let name = probe.take {
            $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
        guard name.count >= (isLong ? 2 : 3), name.last != UInt8(ascii: "-") else { return false }
        body(Found(name: (isLong ? "--" : "-") + name.text, isCalled: false))
        cursor = probe
        return true
    }

    /// Names with `.`, `::`, `#`, `->` or `?.` between them.
    private static func qualifiedName(_ cursor: inout LineCursor) -> ArraySlice<UInt8> {
        let start = cursor.index
        _ = cursor.take(while: \.isNamePartInASCII)
        while true {
            var probe = cursor
            guard
                probe.skip("::") || probe.skip("?.") || probe.skip("->") || probe.skip(".")
                    || probe.skip("#"),
                probe.next?.isNameStart == true, (probe.next ?? 0) < 0x80
            else { break }
            _ = probe.take(while: \.isNamePartInASCII)
            cursor = probe
        }
        if cursor.index == start { cursor.index += 1 }
        return cursor.bytes[start..<cursor.index]
    }

    private static func isWanted(
        _ name: ArraySlice<UInt8>, isCalled: Bool, isImport: Bool, _ place: ReferencePlace
    ) -> Bool {
        guard name.count >= 2, name.count <= 200, !Keywords.contains(name.text) else { return false }
        let shape = Shape(name)
        // A file is no name of code, nor is a line of it: `layer.js#L95`.
        let file = name.prefix { $0 != UInt8(ascii: "#") }
        if shape.isQualified, FileNames.hasKnownExtension(file), !isCalled { return false }
        switch place {
        case .inlineCode: return name.count >= 2 && shape.letters >= 2
        case .codeBlock:
            return shape.letters >= 3 && (isCalled || isImport || shape.isCodeLike || shape.isQualified)
        case .prose, .title, .trace:
            if isCalled { return shape.letters >= 2 }
            if shape.isQualified { return shape.isQualifiedCode }
            return shape.isCodeLike
        }
    }
}

/// How a name is written.
private struct Shape {
    var letters = 0
    /// Letters on both sides of an underscore, or one in front: snake_case, SCREAMING_CASE, `_private`.
    var hasUnderscore = false
    /// A capital behind a small letter: camelCase, PascalCase of two words.
    var hasHump = false
    var isQualified = false
    /// Not a sentence whose space was forgotten, nor `e.g`.
    var isQualifiedCode = false

    var isCodeLike: Bool { letters >= 2 && (hasUnderscore || hasHump) }

    init(_ name: ArraySlice<UInt8>) {
        var (previous, shortest, current): (UInt8, Int, Int) = (0, Int.max, 0)
        var hasStrongSeparator = false
        for byte in name {
            if byte.isLetter { letters += 1 }
            if byte.isUpper && previous.isLower { hasHump = true }
            if byte == UInt8(ascii: "_") { hasUnderscore = true }
            if byte.isNamePart {
                current += 1
            } else {
                isQualified = true
                if byte != UInt8(ascii: ".") && byte != UInt8(ascii: "#") { hasStrongSeparator = true }
                if current > 0 { shortest = min(shortest, current) }
                current = 0
            }
            previous = byte
        }
        shortest = min(shortest, current)
        let first = name.first ?? 0
        // "end.The next" has a capital behind the stop and none in front.
        let parts = name.split(separator: UInt8(ascii: "."))
        let isSentence =
            parts.count == 2 && first.isLower && (parts[1].first?.isUpper ?? false)
            && !hasUnderscore && !hasHump
        isQualifiedCode = isQualified && (hasStrongSeparator || (shortest >= 2 && !isSentence) || isCodeLike)
    }
}

extension UInt8 {
    var isNamePartInASCII: Bool { isNamePart && self < 0x80 }
}
