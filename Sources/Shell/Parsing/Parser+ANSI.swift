extension Parser {
    /// What stands in `$'…'`, with its escapes resolved.
    mutating func ansiQuoted() throws(ShellError) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = peek(), byte != UInt8(ascii: "'") {
            try spend()
            index += 1
            if byte == UInt8(ascii: "\\") { escapedCharacter(&text) } else { text.append(byte) }
        }
        guard accept("'") else { throw unexpected("the end of a text in single quotes") }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func escapedCharacter(_ text: inout [UInt8]) {
        guard let byte = peek() else { return }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "a"): text.append(0x07)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "e"), UInt8(ascii: "E"): text.append(0x1B)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "v"): text.append(0x0B)
        case UInt8(ascii: "c"):
            if let control = peek() {
                text.append(control & 0x1F)
                index += 1
            }
        case UInt8(ascii: "x"):
            let value = digits(16, atMost: 2)
            text.append(UInt8(truncatingIfNeeded: value))
        case UInt8(ascii: "u"): append(scalar: digits(16, atMost: 4), &text)
        case UInt8(ascii: "U"): append(scalar: digits(16, atMost: 8), &text)
        case 0x30...0x37:
            index -= 1
            text.append(UInt8(truncatingIfNeeded: digits(8, atMost: 3)))
        default: text.append(byte)
        }
    }

    private mutating func digits(_ radix: UInt32, atMost count: Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix
            else { break }
            value = value &* radix &+ UInt32(digit)
            index += 1
        }
        return value
    }

    private func append(scalar value: UInt32, _ text: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(value) else { return }
        text += Array(String(Character(scalar)).utf8)
    }
}
