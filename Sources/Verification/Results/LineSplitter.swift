/// Makes lines of what comes in pieces, without escape sequences (ECMA-48) and what a carriage return takes back.
struct LineSplitter {
    private var line: [UInt8] = []
    private var escape = Escape.none

    /// No more of a line is kept.
    static let longestLine = 4096

    /// Where in an escape sequence the text stands.
    private enum Escape {
        case none
        /// Behind ESC.
        case begun
        /// Behind `ESC [`, up to a letter.
        case control
        /// Behind `ESC ]`, up to BEL or `ESC \`.
        case string
    }

    /// The lines that have become complete.
    mutating func feed(_ bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for byte in bytes { if let line = take(byte) { lines.append(line) } }
        return lines
    }

    /// What comes after the last line feed; nil when that is nothing.
    mutating func finish() -> [UInt8]? {
        defer { line = [] }
        if line.last == 0x0D { line.removeLast() }
        return line.isEmpty ? nil : line
    }

    private mutating func take(_ byte: UInt8) -> [UInt8]? {
        switch (escape, byte) {
        case (_, 0x0A):
            escape = .none
            if line.last == 0x0D { line.removeLast() }
            defer { line = [] }
            return line
        case (.none, 0x1B): escape = .begun
        case (.begun, 0x5B): escape = .control
        case (.begun, 0x5D): escape = .string
        case (.begun, _): escape = .none
        case (.control, 0x40...0x7E): escape = .none
        case (.control, _): break
        case (.string, 0x07): escape = .none
        case (.string, 0x1B): escape = .begun
        case (.string, _): break
        case (.none, _):
            // What stands before a carriage return was overwritten, unless the line ends there.
            if line.last == 0x0D { line = [] }
            if line.count < Self.longestLine { line.append(byte) }
        }
        return nil
    }
}
