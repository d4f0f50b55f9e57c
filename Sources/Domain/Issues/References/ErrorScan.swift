/// Finds messages of programs in a line.
enum ErrorScan {
    struct Found: Equatable {
        var type: String?
        var text: String
    }

    /// Calls `body` for each.
    ///
    /// - Parameter isProse: what stands in quotes is a message there, and a string in code.
    static func each(in line: ArraySlice<UInt8>, isProse: Bool, _ body: (Found) -> Void) {
        let line = line.trimmed
        guard line.count <= 4_000 else { return }
        if let found = typed(line) ?? labelled(line) { body(found) }
        if isProse { quotations(in: line, body) }
    }

    /// `TypeError: can't …`, `java.io.IOException`, with anything in front: the first name in the line whose
    /// ending says that it is an error's.
    private static func typed(_ line: ArraySlice<UInt8>) -> Found? {
        var cursor = LineCursor(line)
        while let byte = cursor.next {
            guard byte.isNameStart else {
                cursor.index += 1
                continue
            }
            let name = cursor.take {
                $0.isNamePartInASCII || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "\\")
            }
            if name.isEmpty { cursor.index += 1 }
            guard isErrorType(name) else { continue }
            var behind = cursor
            // Where nothing is said, the name alone in prose is a word like others.
            guard behind.skip(":") else {
                if name.startIndex == line.startIndex, behind.isAtEnd {
                    return Found(type: name.text, text: "")
                }
                continue
            }
            return Found(type: name.text, text: behind.rest.trimmed.text)
        }
        return nil
    }

    private static func isErrorType(_ name: ArraySlice<UInt8>) -> Bool {
        let last = name.split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "\\") }.last ?? []
        guard last.first?.isUpper == true else { return false }
        let endings: [StaticString] = [
            "Error", "Exception", "Failure", "Panic", "Warning", "Fault", "Interrupt",
        ]
        return endings.contains { ending in
            last.count > ending.utf8CodeUnitCount
                && LineCursor(last.suffix(ending.utf8CodeUnitCount)).starts(with: ending)
        }
    }

    /// A line of a message; nil for one that says nothing or too much.
    static func text(_ line: ArraySlice<UInt8>) -> String? {
        let text = line.trimmed
        return text.isEmpty || text.count > 1_000 ? nil : text.text
    }

    private static let labels: [(StaticString, String)] = [
        ("panic: ", "panic"), ("fatal error: ", "fatal error"), ("Fatal error: ", "fatal error"),
        ("fatal: ", "fatal"), ("ERROR: ", "error"), ("Error: ", "error"), ("error: ", "error"),
        ("FATAL: ", "fatal"), ("Exception: ", "exception"), ("Uncaught ", "exception"),
        ("assertion failed: ", "assertion"), ("Assertion failed: ", "assertion"),
    ]

    /// `error[E0308]: mismatched types`, `main.ts(3,1): error TS2345: …`, `thread 'main' panicked at …`.
    private static func labelled(_ line: ArraySlice<UInt8>) -> Found? {
        for (label, type) in labels {
            var cursor = LineCursor(line)
            guard let before = cursor.until(label), before.last.map({ !$0.isNamePart }) ?? true,
                !cursor.rest.trimmed.isEmpty
            else { continue }
            return Found(type: type, text: cursor.rest.trimmed.text)
        }
        var cursor = LineCursor(line)
        if cursor.until("error[") != nil, let code = cursor.until("]: ") {
            return Found(type: code.text, text: cursor.rest.trimmed.text)
        }
        cursor = LineCursor(line)
        if cursor.until("error ") != nil {
            let code = cursor.take { $0.isUpper || $0.isDigit }
            if code.count >= 4, code.first?.isUpper == true, cursor.skip(": ") {
                return Found(type: code.text, text: cursor.rest.trimmed.text)
            }
        }
        cursor = LineCursor(line)
        if cursor.until("panicked at '") != nil, let text = cursor.until("', ") {
            return Found(type: "panic", text: text.text)
        }
        for text: StaticString in [
            "Segmentation fault", "segmentation fault", "stack overflow", "core dumped",
        ]
        where line.contains(text) {
            return Found(type: nil, text: String(describing: text))
        }
        return nil
    }

    private static let quotes: [(StaticString, StaticString)] = [
        ("\"", "\""), ("\u{201C}", "\u{201D}"), ("\u{AB}", "\u{BB}"), ("\u{2018}", "\u{2019}"),
    ]

    private static func quotations(in line: ArraySlice<UInt8>, _ body: (Found) -> Void) {
        for (opening, closing) in quotes {
            var cursor = LineCursor(line)
            while cursor.until(opening) != nil, let text = cursor.until(closing) {
                sentence(text).map(body)
            }
        }
    }

    /// A text of two words or more is a message, whoever has said it; one with the signs of code is none.
    static func sentence(_ text: ArraySlice<UInt8>) -> Found? {
        let text = text.trimmed
        guard text.count >= 8, text.count <= 400 else { return nil }
        let words = text.split(separator: 0x20).count { word in word.allSatisfy { $0.isWordPart } }
        return words >= 2 ? Found(type: nil, text: text.text) : nil
    }
}

extension UInt8 {
    fileprivate var isWordPart: Bool { isLetter || self >= 0x80 || Array("'-,.:!?".utf8).contains(self) }
}
