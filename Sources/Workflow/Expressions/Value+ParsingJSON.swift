/// Why a text is not JSON, and where.
public struct ValueParseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in lower case, without the place.
    public let reason: String
    /// The offset of the byte at fault, from 0.
    public let offset: Int

    /// The reason with its place.
    public var description: String { offset == 0 ? reason : "\(reason) at byte \(offset)" }
}

extension Value {
    /// Reads a JSON text as GitHub does: members keep their order, a name that comes twice (whatever its
    /// case) has the last value, numbers become doubles, and `NaN`, `Infinity` and `-Infinity` are numbers.
    ///
    /// `JSON` is stricter, because it keeps what it reads; this takes what others wrote.
    ///
    /// - Throws: ``ValueParseError``, also for more than 128 levels.
    public init(parsingJSON text: String) throws(ValueParseError) {
        var reader = JSONReader(bytes: Array(text.utf8))
        reader.skipSpace()
        guard reader.current != nil else { throw reader.fault("empty input") }
        self = try reader.value()
        reader.skipSpace()
        guard reader.current == nil else { throw reader.fault("more text after the value") }
    }
}

private struct JSONReader {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    func fault(_ reason: String) -> ValueParseError { ValueParseError(reason: reason, offset: offset) }

    mutating func skipSpace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
    }

    mutating func value() throws(ValueParseError) -> Value {
        switch current {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    private mutating func object() throws(ValueParseError) -> Value.Object {
        var members: [(String, Value)] = []
        try parts(closedBy: UInt8(ascii: "}")) { (reader) throws(ValueParseError) in
            guard reader.current == UInt8(ascii: "\"") else {
                throw reader.fault("a name in quotes is expected")
            }
            let key = try reader.string()
            reader.skipSpace()
            guard reader.take(UInt8(ascii: ":")) else { throw reader.fault("':' is expected") }
            reader.skipSpace()
            members.append((key, try reader.value()))
        }
        return Value.Object(members)
    }

    private mutating func array() throws(ValueParseError) -> [Value] {
        var elements: [Value] = emptyWithIdentity()
        try parts(closedBy: UInt8(ascii: "]")) { (reader) throws(ValueParseError) in
            elements.append(try reader.value())
        }
        return elements
    }

    private mutating func parts(
        closedBy end: UInt8, _ part: (inout JSONReader) throws(ValueParseError) -> Void
    ) throws(ValueParseError) {
        depth += 1
        guard depth <= 128 else { throw fault("more than 128 levels of nesting") }
        defer { depth -= 1 }
        offset += 1
        skipSpace()
        if take(end) { return }
        while true {
            skipSpace()
            try part(&self)
            skipSpace()
            if take(end) { return }
            guard take(UInt8(ascii: ",")) else {
                throw fault("',' or '\(Character(Unicode.Scalar(end)))' is expected")
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        offset += 1
        return true
    }

    /// A number or one of the bare words.
    private mutating func word() throws(ValueParseError) -> Value {
        let start = offset
        while let byte = current, isWord(byte) { offset += 1 }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch text {
        case "null": return .null
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "NaN": return .number(.nan)
        case "Infinity": return .number(.infinity)
        case "-Infinity": return .number(-.infinity)
        default:
            guard isNumber(bytes[start..<offset]), let number = Double(text) else {
                offset = start
                throw fault("a value is expected")
            }
            return .number(number)
        }
    }

    private func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// RFC 8259, section 6: no plus in front, no zero before other digits, digits on both sides of a point.
    private func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let form = DecimalForm(bytes), form.sign != UInt8(ascii: "+"), form.fractionCount != 0 else {
            return false
        }
        return form.whole.count == 1 || form.whole.count > 1 && form.whole.first != UInt8(ascii: "0")
    }

    private mutating func string() throws(ValueParseError) -> String {
        offset += 1
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                offset += 1
                try escape(to: &text)
            case ..<0x20: throw fault("a control character in a string, which must be escaped")
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw fault("a string that never ends")
    }

    private mutating func escape(to text: inout [UInt8]) throws(ValueParseError) {
        switch current {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[offset])
        case UInt8(ascii: "u"):
            var units = [try unit()]
            // A pair is one character; half a pair becomes the replacement character.
            if (0xD800...0xDBFF).contains(units[0]), offset + 1 < bytes.count,
                bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
            {
                offset += 1
                units.append(try unit())
            }
            text += String(decoding: units, as: UTF16.self).utf8
            return
        default: throw fault("an unknown escape")
        }
        offset += 1
    }

    /// The four digits behind the `u` that stands here.
    private mutating func unit() throws(ValueParseError) -> UInt16 {
        let digits = bytes[min(offset + 1, bytes.count)..<min(offset + 5, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits are expected after \\u") }
        offset += 5
        return unit
    }
}
