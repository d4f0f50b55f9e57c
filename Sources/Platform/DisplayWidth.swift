extension String {
    /// The columns that the text takes on a terminal: two for East Asian wide characters and emoji, none
    /// for control characters, else one for each character as a reader sees it.
    ///
    /// `wcwidth(3)` is of no use here: it answers for the process's locale, which is `C`.
    public var displayWidth: Int {
        // Most text is ASCII, and there a byte is a column.
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return utf8.count }
        return reduce(0) { $0 + $1.displayWidth }
    }

    /// The longest beginning that takes at most `width` columns.
    public func prefix(displayWidth width: Int) -> Substring {
        var taken = 0
        return prefix { character in
            taken += character.displayWidth
            return taken <= width
        }
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        unicodeScalars.reduce(0) { max($0, $1.displayWidth) }
    }
}

extension Unicode.Scalar {
    /// Emoji that are text by default become two columns wide by this character behind them.
    private static let emojiVariation: Unicode.Scalar = "\u{FE0F}"

    /// What is wide or fullwidth in Unicode's `EastAsianWidth.txt`, in blocks; emoji are asked for
    /// apart.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD,
    ]

    fileprivate var displayWidth: Int {
        if self == Self.emojiVariation { return 2 }
        switch properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        if properties.isEmojiPresentation { return 2 }
        return Self.wideRanges.contains { $0.contains(value) } ? 2 : 1
    }
}
