/// The number that a text stands for, as JavaScript's `Number` has it with the limits of GitHub's runner: no
/// number is not-a-number, nothing is 0, and hexadecimal (`0x`) and octal (`0o`) texts have no sign.
func parseNumber(_ text: String) -> Double {
    let bytes = Array(trimmed(text).utf8)
    guard let first = bytes.first else { return 0 }
    if DecimalForm(bytes[...]) != nil { return Double(String(decoding: bytes, as: UTF8.self)) ?? .nan }
    if first == UInt8(ascii: "0"), bytes.count > 2 {
        switch bytes[1] {
        case UInt8(ascii: "x"): return digits(bytes[2...], radix: 16)
        case UInt8(ascii: "o"): return digits(bytes[2...], radix: 8)
        default: return .nan
        }
    }
    switch String(decoding: bytes, as: UTF8.self) {
    case "Infinity", "+Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return .nan
    }
}

/// The text without white space at its ends.
func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isSpace($0) }),
        let end = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[start...end])
}

/// What separates words for GitHub: the white space of Unicode.
func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
}

/// What a decimal number is written of. Swift's own reader takes more: hexadecimal fractions, `inf`, `nan`.
struct DecimalForm {
    /// The byte of a sign in front.
    let sign: UInt8?
    /// The digits before the point.
    let whole: ArraySlice<UInt8>
    /// How many digits stand behind the point; nil without one.
    let fractionCount: Int?

    /// Nil for what is neither digits with a point anywhere nor these with an exponent.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        func takeDigits() -> ArraySlice<UInt8> {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest.removeFirst(digits.count)
            return digits
        }
        func takeSign() -> UInt8? {
            let isSign = rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-")
            return isSign ? rest.removeFirst() : nil
        }
        sign = takeSign()
        whole = takeDigits()
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fractionCount = takeDigits().count
        } else {
            fractionCount = nil
        }
        guard whole.count + (fractionCount ?? 0) > 0 else { return nil }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            _ = takeSign()
            guard !takeDigits().isEmpty else { return nil }
        }
        guard rest.isEmpty else { return nil }
    }
}

/// Exact up to 2⁵³. GitHub's runner has numbers of 32 bits here, its other programs more.
private func digits(_ bytes: ArraySlice<UInt8>, radix: Int) -> Double {
    var sum = 0.0
    for byte in bytes {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return .nan }
        sum = sum * Double(radix) + Double(digit)
    }
    return sum
}
