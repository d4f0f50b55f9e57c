extension Parser {
    /// What ends the parts that are read, and which characters mean something in them.
    enum Mode {
        case word
        /// The value of an assignment: a tilde may stand behind a colon, braces mean nothing.
        case assignment
        /// Between braces of an expansion.
        case brace
        /// Within `[[ … ]]`: parentheses stand for themselves behind something.
        case test
        case doubleQuoted
        case hereDocument
        /// Up to the `}` of `${…}`.
        case argument
        case quotedArgument
        /// Up to the `]` of an index.
        case index

        var isQuoted: Bool { self == .doubleQuoted || self == .hereDocument || self == .quotedArgument }
    }

    mutating func word() throws(ShellError) -> Word {
        let start = index
        let parts = try parts(.word)
        guard index > start else { throw unexpected("a word") }
        return Word(parts, range: range(from: start))
    }

    /// Reads parts up to what ends them in this mode, which is left to the caller.
    mutating func parts(_ mode: Mode) throws(ShellError) -> [WordPart] {
        try descend()
        defer { depth -= 1 }
        var found = PartList()
        // Parentheses that a pattern has opened.
        var open = 0
        while let byte = peek() {
            try spend()
            if ends(mode, byte, open) { break }
            switch byte {
            case UInt8(ascii: "\\"): escape(mode, &found)
            case UInt8(ascii: "'") where !mode.isQuoted:
                index += 1
                let start = index
                while let next = peek(), next != byte { index += 1 }
                guard !isAtEnd else { throw unexpected("the end of a text in single quotes") }
                found.append(.quoted(text(start..<index)))
                index += 1
            case UInt8(ascii: "\"") where mode != .doubleQuoted && mode != .hereDocument:
                found.append(try doubleQuoted())
            case UInt8(ascii: "$"): try dollar(mode, &found)
            case UInt8(ascii: "`"): found.append(.command(try backticks(isQuoted: mode.isQuoted)))
            case UInt8(ascii: "<"), UInt8(ascii: ">"):
                if !mode.isQuoted, isNext("<(") || isNext(">(") {
                    found.append(try processSubstitution())
                } else {
                    found.append(byte)
                    index += 1
                }
            case UInt8(ascii: "~") where !mode.isQuoted && found.allowsTilde(mode): found.append(tilde())
            case UInt8(ascii: "{") where mode == .word || mode == .brace:
                if let braces = try braces() {
                    found.append(.braces(braces))
                } else {
                    found.append(byte)
                    index += 1
                }
            case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["):
                if mode.isQuoted || mode == .index {
                    found.append(byte)
                    index += 1
                } else {
                    try glob(mode, &found)
                }
            case UInt8(ascii: "@"), UInt8(ascii: "+"), UInt8(ascii: "!"):
                if !mode.isQuoted, mode != .index, peek(1) == UInt8(ascii: "("),
                    mode != .test || found.isEmpty
                {
                    try glob(mode, &found)
                } else {
                    found.append(byte)
                    index += 1
                }
            default:
                if mode == .test {
                    if byte == UInt8(ascii: "(") { open += 1 }
                    if byte == UInt8(ascii: ")") { open -= 1 }
                }
                found.append(byte)
                index += 1
            }
        }
        return found.finished()
    }

    private func ends(_ mode: Mode, _ byte: UInt8, _ open: Int) -> Bool {
        switch mode {
        case .word, .assignment: byte.isMeta && !isNext("<(") && !isNext(">(")
        case .brace:
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
                || byte.isMeta && !isNext("<(") && !isNext(">(")
        case .test:
            switch byte {
            case 0x20, 0x09, 0x0A: open <= 0
            case UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                open <= 0 && !isNext("<(") && !isNext(">(")
            case UInt8(ascii: "|"): open <= 0 && isNext("||")
            case UInt8(ascii: ")"): open <= 0
            default: false
            }
        case .doubleQuoted: byte == UInt8(ascii: "\"")
        case .hereDocument: false
        case .argument, .quotedArgument: byte == UInt8(ascii: "}")
        case .index: byte == UInt8(ascii: "]")
        }
    }

    private mutating func escape(_ mode: Mode, _ found: inout PartList) {
        index += 1
        guard let next = peek() else {
            found.append(UInt8(ascii: "\\"))
            return
        }
        index += 1
        if next == 0x0A { return }
        if mode.isQuoted {
            let meaningful: [UInt8] =
                mode == .hereDocument
                ? [UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\")]
                : [
                    UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"), UInt8(ascii: "\""),
                    UInt8(ascii: "}"),
                ]
            if !meaningful.contains(next) { found.append(UInt8(ascii: "\\")) }
            found.append(next)
        } else {
            found.append(quoted: next)
        }
    }

    mutating func doubleQuoted() throws(ShellError) -> WordPart {
        index += 1
        let parts = try parts(.doubleQuoted)
        guard accept("\"") else { throw unexpected("the end of a text in double quotes") }
        return .doubleQuoted(parts)
    }

    private mutating func tilde() -> WordPart {
        let start = index
        index += 1
        while let byte = peek(),
            byte.isName || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: ".")
        { index += 1 }
        return .tilde(text(start..<index))
    }

    /// `*`, `?`, `[…]`, and behind one of `?*+@!` what stands in parentheses.
    private mutating func glob(_ mode: Mode, _ found: inout PartList) throws(ShellError) {
        let start = index
        if peek(1) == UInt8(ascii: "("), peek() != UInt8(ascii: "[") {
            var (end, open) = (index + 1, 0)
            while end < bytes.count {
                try spend()
                if bytes[end] == UInt8(ascii: "(") { open += 1 }
                if bytes[end] == UInt8(ascii: ")") { open -= 1 }
                end += 1
                if open == 0 { break }
            }
            guard open == 0 else { throw unexpected("')' of a pattern") }
            index = end
            found.append(.glob(text(start..<index)))
        } else if peek() == UInt8(ascii: "[") {
            var end = index + 1
            while end < bytes.count, end - index < 64, !bytes[end].isMeta,
                bytes[end] != UInt8(ascii: "]") || end == index + 1,
                ![
                    UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"), UInt8(ascii: "`"),
                    UInt8(ascii: "/"),
                ]
                .contains(bytes[end])
            { end += 1 }
            if end < bytes.count, bytes[end] == UInt8(ascii: "]"), end > index + 1 {
                index = end + 1
                found.append(.glob(text(start..<index)))
            } else {
                found.append(UInt8(ascii: "["))
                index += 1
            }
        } else {
            index += 1
            found.append(.glob(text(start..<index)))
        }
    }
}

/// Parts as they are found, with the bytes of a literal text that has not ended yet.
struct PartList {
    private var parts: [WordPart] = []
    private var bytes: [UInt8] = []
    private var isQuoted = false

    var isEmpty: Bool { parts.isEmpty && bytes.isEmpty }

    /// Whether a tilde here is a folder: at the beginning, and behind `=` or `:` of an assignment.
    func allowsTilde(_ mode: Parser.Mode) -> Bool {
        if isEmpty { return mode != .test }
        guard !isQuoted, let last = bytes.last else { return false }
        return last == UInt8(ascii: "=") && (mode == .word || mode == .assignment)
            || last == UInt8(ascii: ":") && mode == .assignment
    }

    mutating func append(_ byte: UInt8) {
        if isQuoted { flush() }
        bytes.append(byte)
    }

    mutating func append(quoted byte: UInt8) {
        if !isQuoted { flush() }
        isQuoted = true
        bytes.append(byte)
    }

    mutating func append(_ part: WordPart) {
        flush()
        parts.append(part)
    }

    private mutating func flush() {
        if !bytes.isEmpty {
            let text = String(decoding: bytes, as: UTF8.self)
            parts.append(isQuoted ? .quoted(text) : .literal(text))
        }
        bytes = []
        isQuoted = false
    }

    mutating func finished() -> [WordPart] {
        flush()
        return parts
    }
}
