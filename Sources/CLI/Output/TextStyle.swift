import Platform

/// What the place that text goes to can show.
struct TextStyle: Sendable {
    var isUnicode: Bool
    var usesColour: Bool

    /// For standard output.
    static func output(_ terminal: Terminal) -> TextStyle {
        TextStyle(isUnicode: terminal.isUnicode, usesColour: terminal.usesColour)
    }

    /// The same without colours.
    var plain: TextStyle { TextStyle(isUnicode: isUnicode, usesColour: false) }

    /// For standard error.
    static func error(_ terminal: Terminal) -> TextStyle {
        TextStyle(isUnicode: terminal.isUnicode, usesColour: terminal.usesErrorColour)
    }

    /// Text that is less important than what stands around it.
    func faint(_ text: String) -> String { usesColour ? "\u{1B}[2m\(text)\u{1B}[m" : text }

    /// Text that matters most.
    func bold(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[m" : text }

    /// What stands in front of lines that a command has printed.
    var bar: String { isUnicode ? "│" : "|" }
}
