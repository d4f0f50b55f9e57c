/// The last lines of what a command prints, as they come.
struct OutputTail {
    /// Complete lines, oldest first.
    private var lines: [String] = []
    private var rest: [UInt8] = []
    private let count: Int

    /// No more of a line is looked at; on a terminal it would not fit.
    private static let longestLine = 1024

    init(count: Int) { self.count = count }

    /// The last lines, the one that is not ended included.
    var last: [String] {
        let all = rest.isEmpty ? lines : lines + [Self.text(rest)]
        return Array(all.suffix(count))
    }

    /// Takes in what was printed next.
    mutating func append(_ bytes: [UInt8]) {
        // What is further from the end can't be among the last lines unless they are short.
        let bytes = bytes.suffix(count * Self.longestLine)
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 {
                lines.append(Self.text(rest))
                rest = []
            }
            rest.append(contentsOf: part.element.prefix(Self.longestLine))
            if rest.count > 2 * Self.longestLine { rest.removeFirst(rest.count - Self.longestLine) }
        }
        if lines.count > count { lines.removeFirst(lines.count - count) }
    }

    /// A line as it stands on a terminal in the end: a carriage return begins it anew.
    private static func text(_ line: [UInt8]) -> String {
        let visible = line.last == 0x0D ? line.dropLast() : line[...]
        let start = visible.lastIndex(of: 0x0D).map { $0 + 1 } ?? visible.startIndex
        return harmless(withoutEscapes(String(decoding: visible[start...], as: UTF8.self)))
    }
}

/// Text without escape sequences for colours, cursors and titles (ECMA-48, section 5.4); tabs become spaces.
func withoutEscapes(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "\u{1B}" || $0 == "\t" }) else { return text }
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        switch scalar {
        case "\t": plain.append(contentsOf: "  ".unicodeScalars)
        case "\u{1B}": rest = afterEscape(rest)
        default: plain.append(scalar)
        }
    }
    return String(plain)
}

/// What follows the rest of an escape sequence.
private func afterEscape(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    switch text.first {
    case "[":
        let end = text.dropFirst().firstIndex { ("@"..."~").contains($0) }
        return end.map { text[text.index(after: $0)...] } ?? text.dropFirst(text.count)
    case "]":
        // Ended by BEL or by ESC and a backslash.
        guard let end = text.firstIndex(where: { $0 == "\u{07}" || $0 == "\u{1B}" }) else {
            return text.dropFirst(text.count)
        }
        return text[end] == "\u{07}" ? text[text.index(after: end)...] : text[end...].dropFirst(2)
    case nil: return text
    default: return text.dropFirst()
    }
}
