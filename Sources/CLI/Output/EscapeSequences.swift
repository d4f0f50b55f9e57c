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
