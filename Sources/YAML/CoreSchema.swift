/// The core schema: what a plain scalar's text means (YAML 1.2.2, section 10.3.2).
///
/// The forms of YAML 1.1 are texts here: `yes`, `on`, `0777` as an octal number, `1_000`, `12:30`.
enum CoreSchema {
    static func value(ofPlain text: String) -> YAML.Scalar.Value {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        default: return number(text) ?? .string(text)
        }
    }

    /// The value of a scalar with one of the schema's tags; nil when the text does not fit the tag.
    static func value(of text: String, tag: String) -> YAML.Scalar.Value? {
        let prefix = "tag:yaml.org,2002:"
        guard tag.hasPrefix(prefix) else { return .string(text) }
        let plain = value(ofPlain: text)
        switch (tag.dropFirst(prefix.count), plain) {
        case ("null", .null), ("bool", .bool), ("int", .integer), ("float", .float): return plain
        case ("float", .integer(let number)): return .float(Double(number))
        case ("null", _), ("bool", _), ("int", _), ("float", _): return nil
        default: return .string(text)
        }
    }

    private static func number(_ text: String) -> YAML.Scalar.Value? {
        let bytes = Array(text.utf8)
        if bytes.starts(with: [0x30, 0x6F]) { return radix(bytes.dropFirst(2), 8) }
        if bytes.starts(with: [0x30, 0x78]) { return radix(bytes.dropFirst(2), 16) }
        var rest = bytes[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        switch String(decoding: rest, as: UTF8.self) {
        case ".inf", ".Inf", ".INF": return .float(bytes[0] == UInt8(ascii: "-") ? -.infinity : .infinity)
        default: break
        }
        let whole = takeDigits(&rest)
        if whole > 0 && rest.isEmpty {
            return Int64(text).map { .integer($0) } ?? Double(text).map { .float($0) }
        }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard whole + takeDigits(&rest) > 0 else { return nil }
        } else if whole == 0 {
            return nil
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard takeDigits(&rest) > 0 else { return nil }
        }
        return rest.isEmpty ? Double(text).map { .float($0) } : nil
    }

    private static func radix(_ digits: ArraySlice<UInt8>, _ radix: Int) -> YAML.Scalar.Value? {
        // `Int64(_:radix:)` takes a sign, which the schema does not.
        guard let first = digits.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else {
            return nil
        }
        let text = String(decoding: digits, as: UTF8.self)
        if let number = Int64(text, radix: radix) { return .integer(number) }
        var number = 0.0
        for character in text {
            guard let digit = character.hexDigitValue, digit < radix else { return nil }
            number = number * Double(radix) + Double(digit)
        }
        return .float(number)
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
        let count = rest.prefix { (0x30...0x39).contains($0) }.count
        rest.removeFirst(count)
        return count
    }
}
