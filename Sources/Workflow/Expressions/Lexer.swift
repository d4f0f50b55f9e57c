/// Cuts the text of an expression into words.
struct Lexer {
    /// As many UTF-16 units as GitHub allows.
    static let maximumLength = 21_000

    private let source: ExpressionSource
    private var offset = 0
    private var tokens: [Token] = []

    /// All words of `source`.
    static func tokens(of source: ExpressionSource) throws(ExpressionError) -> [Token] {
        guard source.bytes.count <= maximumLength || source.text.utf16.count <= maximumLength else {
            throw ExpressionError(.lexing, "Exceeded max expression length \(maximumLength)")
        }
        var lexer = Lexer(source: source)
        while let byte = lexer.skipSpace() { try lexer.readToken(byte) }
        return lexer.tokens
    }

    private init(source: ExpressionSource) { self.source = source }

    private mutating func readToken(_ byte: UInt8) throws(ExpressionError) {
        switch byte {
        case UInt8(ascii: "("): add(.leftParenthesis, length: 1)
        case UInt8(ascii: ")"): add(.rightParenthesis, length: 1)
        case UInt8(ascii: "["): add(.leftBracket, length: 1)
        case UInt8(ascii: "]"): add(.rightBracket, length: 1)
        case UInt8(ascii: ","): add(.comma, length: 1)
        case UInt8(ascii: "*"): add(.star, length: 1)
        case UInt8(ascii: "'"): try readString()
        case UInt8(ascii: "."):
            if tokens.last?.endsReach == true { add(.dot, length: 1) } else { try readNumber() }
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "&"),
            UInt8(ascii: "|"):
            try readOperator(byte)
        default: try readName()
        }
    }

    private mutating func readOperator(_ byte: UInt8) throws(ExpressionError) {
        let next = offset + 1 < source.bytes.count ? source.bytes[offset + 1] : 0
        switch (byte, next) {
        case (UInt8(ascii: "&"), UInt8(ascii: "&")): add(.and, length: 2)
        case (UInt8(ascii: "|"), UInt8(ascii: "|")): add(.or, length: 2)
        case (UInt8(ascii: "="), UInt8(ascii: "=")): add(.comparison(.equal), length: 2)
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): add(.comparison(.notEqual), length: 2)
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): add(.comparison(.lessOrEqual), length: 2)
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): add(.comparison(.greaterOrEqual), length: 2)
        case (UInt8(ascii: "!"), _): add(.not, length: 1)
        case (UInt8(ascii: "<"), _): add(.comparison(.less), length: 1)
        case (UInt8(ascii: ">"), _): add(.comparison(.greater), length: 1)
        default:
            let sign = String(decoding: [byte, byte], as: UTF8.self)
            throw unexpected(offset..<endOfWord(from: offset + 1), hint: "the operator is '\(sign)'")
        }
    }

    private mutating func readNumber() throws(ExpressionError) {
        let range = offset..<endOfWord(from: offset + 1, endsAtDot: false)
        let number = parseNumber(source[range])
        guard !number.isNaN else {
            let isSign = range.count == 1 && source.bytes[offset] != UInt8(ascii: ".")
            throw unexpected(
                range,
                hint: isSign
                    ? "there is no arithmetic" : "numbers are written as in 42, -1.5, 1e3, 0xff or 0o17")
        }
        add(.literal(.number(number)), length: range.count)
    }

    /// A quote within is written twice.
    private mutating func readString() throws(ExpressionError) {
        let quote = UInt8(ascii: "'")
        let bytes = source.bytes
        var text: [UInt8] = []
        var index = offset + 1
        while index < bytes.count {
            if bytes[index] == quote {
                guard index + 1 < bytes.count, bytes[index + 1] == quote else {
                    let value = Value.string(String(decoding: text, as: UTF8.self))
                    return add(.literal(value), length: index + 1 - offset)
                }
                index += 1
            }
            text.append(bytes[index])
            index += 1
        }
        throw unexpected(offset..<bytes.count, hint: "the closing quote is missing")
    }

    private mutating func readName() throws(ExpressionError) {
        let range = offset..<endOfWord(from: offset + 1)
        let name = source[range]
        guard isName(source.bytes[range]) else {
            let isQuote = source.bytes[offset] == UInt8(ascii: "\"")
            throw unexpected(range, hint: isQuote ? "texts stand in single quotes" : nil)
        }
        // Behind a dot, every name is that of a property.
        switch tokens.last?.isDot == true ? "" : name {
        case "null": add(.literal(.null), length: range.count)
        case "true": add(.literal(.boolean(true)), length: range.count)
        case "false": add(.literal(.boolean(false)), length: range.count)
        case "NaN": add(.literal(.number(.nan)), length: range.count)
        case "Infinity": add(.literal(.number(.infinity)), length: range.count)
        default: add(.name(name), length: range.count)
        }
    }

    private mutating func add(_ kind: Token.Kind, length: Int) {
        tokens.append(Token(kind: kind, range: offset..<offset + length))
        offset += length
    }

    /// Moves to the next word and gives its first byte.
    private mutating func skipSpace() -> UInt8? {
        while offset < source.bytes.count {
            let length = lengthOfSpace(at: offset)
            guard length > 0 else { return source.bytes[offset] }
            offset += length
        }
        return nil
    }

    /// Where a word ends that goes on at `start`, which may lie within a character.
    private func endOfWord(from start: Int, endsAtDot: Bool = true) -> Int {
        var end = start
        while end < source.bytes.count, lengthOfSpace(at: end) == 0 {
            switch source.bytes[end] {
            case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: ","), UInt8(ascii: "!"), UInt8(ascii: ">"), UInt8(ascii: "<"),
                UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "|"):
                return end
            case UInt8(ascii: "."):
                if endsAtDot { return end }
                end += 1
            default: end += 1
            }
        }
        return end
    }

    /// How many bytes of white space stand at a place: 0 when none does.
    private func lengthOfSpace(at place: Int) -> Int {
        let byte = source.bytes[place]
        if byte < 0x80 { return isSpace(Unicode.Scalar(byte)) ? 1 : 0 }
        // White space beyond ASCII starts with one of these bytes (U+0085, U+00A0, U+1680, U+2000 … U+3000).
        guard [0xC2, 0xE1, 0xE2, 0xE3].contains(byte) else { return 0 }
        let length = byte == 0xC2 ? 2 : 3
        let end = min(place + length, source.bytes.count)
        return source[place..<end].unicodeScalars.first.map(isSpace) == true ? length : 0
    }

    private func unexpected(_ range: Range<Int>, hint: String?) -> ExpressionError {
        source.error(
            .lexing, "Unexpected symbol", word: source[range], at: range.lowerBound,
            hints: hint.map { [$0] } ?? [])
    }
}

/// Whether these bytes are a letter or `_`, then letters, digits, `_` and `-`, in ASCII.
private func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
    guard let first = bytes.first, isLetter(first) else { return false }
    return bytes.dropFirst().allSatisfy {
        isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
    }
}
