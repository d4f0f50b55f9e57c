import Glibc  // whole-number conversion of doubles calls libm

extension JSON {
    /// A number as JSON keeps it: whole ones within ``safeIntegers`` as ``integer(_:)``.
    ///
    /// - Precondition: `number` is finite; JSON has no text for infinity and not-a-number.
    public init(_ number: Double) {
        precondition(number.isFinite, "JSON has no text for \(number)")
        if let integer = Int64(exactly: number), Self.safeIntegers.contains(integer) {
            self = .integer(integer)
        } else {
            self = .number(number)
        }
    }

    /// The one text of this value (RFC 8785): no white space, keys in UTF-16 order, numbers as
    /// ECMAScript prints them.
    public var canonical: String {
        var bytes: [UInt8] = []
        appendCanonical(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the UTF-8 of ``canonical`` to `bytes`.
    public func appendCanonical(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .number(let number): bytes += canonicalNumber(number).utf8
        case .string(let text): appendQuoted(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.appendCanonical(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                appendQuoted(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.appendCanonical(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}

private func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x08: bytes += "\\b".utf8
        case 0x09: bytes += "\\t".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0C: bytes += "\\f".utf8
        case 0x0D: bytes += "\\r".utf8
        case ..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: bytes.append(byte)
        }
    }
    bytes.append(UInt8(ascii: "\""))
}

/// A finite number as ECMAScript's Number::toString prints it (ECMA-262, section 6.1.6.1.20): Swift finds
/// the same shortest digits, but places the point and the exponent differently.
func canonicalNumber(_ number: Double) -> String {
    if number == 0 { return "0" }
    let sign = number < 0 ? "-" : ""
    let (digits, point) = shortestDigits(number.magnitude)
    let count = digits.utf8.count
    switch point {
    case count...21:
        return sign + digits + String(repeating: "0", count: point - count)
    case 1..<max(count, 1) where point <= 21:
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    case -5...0:
        return sign + "0." + String(repeating: "0", count: -point) + digits
    default:
        let exponent = point - 1
        let fraction = count > 1 ? "." + digits.dropFirst() : ""
        return sign + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+")
            + String(exponent.magnitude)
    }
}

/// The shortest decimal digits that give `number` back, without zeros at either end, and the power of ten
/// of the point in front of them: 0.digits × 10^point.
private func shortestDigits(_ number: Double) -> (digits: String, point: Int) {
    let text = number.description
    let mantissa = text.prefix { $0 != "e" }
    let exponent = Int(text.dropFirst(mantissa.count + 1)) ?? 0
    let whole = mantissa.prefix { $0 != "." }
    let digits = String(whole) + mantissa.dropFirst(whole.count + 1)
    let significant = digits.drop { $0 == "0" }
    let leadingZeros = digits.count - significant.count
    let trimmed = significant.reversed().drop { $0 == "0" }.reversed()
    return (String(trimmed), exponent + whole.count - leadingZeros)
}
