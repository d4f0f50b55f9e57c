/// Text from outside, fit for an error message: without control characters and not too long.
func printable(_ text: String) -> String {
    let safe = harmless(text)
    return safe.count > 60 ? safe.prefix(60) + "…" : safe
}

/// Text from outside as a terminal may show it: what would move the cursor or change colours, the controls
/// C0 and C1 (ECMA-48), stands as U+FFFD; so do the bidirectional controls (Unicode Standard Annex 9), with which
/// text can be made to look like other text.
///
/// - Parameter keepsLines: whether line feeds and tabs stay, as in text of several lines.
func harmless(_ text: String, keepsLines: Bool = false) -> String {
    // Most text is ASCII without any.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let stays = keepsLines && (scalar == "\n" || scalar == "\t")
        safe.append(!stays && isControl(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(safe)
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value > 0x600 && scalar.properties.isBidiControl
}
