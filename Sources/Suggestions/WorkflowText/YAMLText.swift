import YAML

/// Texts as YAML that people like to read and that reads as the very same text.
enum YAMLText {
    /// A text on one line: as it is where that is harmless, else in quotes.
    static func line(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    /// A text of commands: as a block where its characters allow it, else in quotes.
    ///
    /// - Parameter indentation: of the lines of the block, in spaces.
    static func block(_ text: String, indentation: Int) -> String {
        guard isBlock(text) else { return quoted(text) }
        let margin = String(repeating: " ", count: indentation)
        let endsWithLine = text.hasSuffix("\n")
        let lines = (endsWithLine ? text.dropLast() : text[...])
            .split(separator: "\n", omittingEmptySubsequences: false)
        let body = lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
        return (endsWithLine ? "|\n" : "|-\n") + body
    }

    /// A text without what no text needs: controls, and what turns the direction of writing.
    static func shown(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isShown($0) ? $0 : "\u{FFFD}" }))
    }

    private static func quoted(_ text: String) -> String {
        let place = SourcePosition(line: 1, column: 1)
        let scalar = YAML.Scalar(text: text, style: .doubleQuoted, value: .string(text), start: place)
        return YAML.Node(.scalar(scalar), start: place, end: place).text
    }

    /// What the core schema takes for something else than a text.
    private static let words: Set<String> = [
        "true", "false", "null", "yes", "no", "on", "off", "nan", "inf",
    ]

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first), text.utf8.last != 0x20,
            !words.contains(text.lowercased())
        else { return false }
        return text.utf8.allSatisfy {
            isLetter($0) || (0x30...0x39).contains($0) || " _./,()'-".utf8.contains($0)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// Whether a block keeps the text: a line that begins with a space or a tab could be taken for indentation,
    /// and of several line feeds at the end only one is kept.
    private static func isBlock(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first != "\n", !text.hasSuffix("\n\n"),
            text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || isShown($0) })
        else { return false }
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        // A line of spaces only is kept or not as its neighbours are.
        return lines.first?.first.map { $0 != 0x20 } ?? false
            && lines.allSatisfy { line in
                line.first != 0x09 && (line.isEmpty || line.contains { $0 != 0x20 && $0 != 0x09 })
            }
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0xA0..<0x200E, 0x2010..<0x2028, 0x202F..<0x2066, 0x206A..<0xFEFF, 0xFF00..<0xFFFE,
            0x10000..<0xE0000, 0xE0080..<0x10FFFE:
            true
        default: false
        }
    }
}
