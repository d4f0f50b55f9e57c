extension Scanner {
    /// Moves behind a string that starts here, checking escapes and UTF-8 (RFC 3629).
    mutating func skipString() throws(JSONParseError) -> ScannedString {
        offset += 1
        let start = offset
        var hasEscapes = false
        while offset < bytes.count {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return ScannedString(range: start..<offset - 1, hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try skipEscape()
            case 0:
                throw failure("a NUL byte in a string")
            case ..<0x20:
                throw failure("a control character in a string, which must be escaped")
            case ..<0x80:
                offset += 1
            default:
                try skipMultibyte()
            }
        }
        throw failure("a string that never ends", at: start - 1)
    }

    private mutating func skipEscape() throws(JSONParseError) {
        let start = offset
        offset += 1
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            offset += 1
        case UInt8(ascii: "u"):
            offset += 1
            let unit = try hexUnit()
            if unit == 0 && !allowsNUL { throw failure("a NUL character", at: start) }
            if (0xDC00...0xDFFF).contains(unit) { throw failure("a lone surrogate", at: start) }
            guard (0xD800...0xDBFF).contains(unit) else { return }
            guard current == UInt8(ascii: "\\"), offset + 1 < bytes.count,
                bytes[offset + 1] == UInt8(ascii: "u")
            else { throw failure("a lone surrogate", at: start) }
            offset += 2
            guard (0xDC00...0xDFFF).contains(try hexUnit()) else {
                throw failure("a lone surrogate", at: start)
            }
        default:
            throw failure("an unknown escape", at: start)
        }
    }

    /// Reads the four hexadecimal digits of a `\u` escape.
    mutating func hexUnit() throws(JSONParseError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch current {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = current - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = current - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = current - UInt8(ascii: "A") + 10
            default: throw failure("four hexadecimal digits are expected after \\u")
            }
            unit = unit << 4 | UInt32(digit)
            offset += 1
        }
        return unit
    }

    /// Moves behind one character of two to four bytes; overlong forms, surrogates and what lies beyond
    /// U+10FFFF are not UTF-8.
    private mutating func skipMultibyte() throws(JSONParseError) {
        let lead = bytes[offset]
        let length: Int
        var secondByte: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, secondByte) = (3, 0xA0...0xBF)
        case 0xED: (length, secondByte) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, secondByte) = (4, 0x90...0xBF)
        case 0xF4: (length, secondByte) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: throw failure("bytes that are not UTF-8")
        }
        guard offset + length <= bytes.count, secondByte.contains(bytes[offset + 1]) else {
            throw failure("bytes that are not UTF-8")
        }
        for index in 2..<max(length, 2) where bytes[offset + index] & 0xC0 != 0x80 {
            throw failure("bytes that are not UTF-8")
        }
        offset += length
    }
}
