/// Puts text of others between lines that it can't end itself.
enum Fence {
    /// A block with the text; nothing for an empty text.
    ///
    /// The fence is longer than every run of backticks in the text (CommonMark, section 4.5), so that what
    /// looks like an end within is none.
    static func block(_ text: String, info: String = "text") -> String {
        let clean = printable(text)
        guard !clean.isEmpty else { return "" }
        let fence = String(repeating: "`", count: max(3, longestRun(in: clean) + 1))
        return "\(fence)\(info)\n\(clean)\(clean.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }

    private static func longestRun(in text: String) -> Int {
        var (longest, current) = (0, 0)
        for byte in text.utf8 {
            current = byte == UInt8(ascii: "`") ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }

    /// Without characters that no text needs: control characters, and those that turn the direction of
    /// writing, which let a text say something else to a reader than to a machine.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { isHarmful($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        // Tags, which are not shown at all.
        case 0xE0000...0xE007F: true
        default: false
        }
    }
}

extension String {
    /// On one line, without harmful characters.
    var onOneLine: String {
        Fence.printable(self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
