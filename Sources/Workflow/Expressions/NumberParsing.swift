/// The number that a text stands for, as JavaScript's `Number` has it with the limits of GitHub's runner: no
/// number is not-a-number, nothing is 0, and hexadecimal (`0x`) and octal (`0o`) texts have no sign.
func parseNumber(_ text: String) -> Double {
    let bytes = Array(trimmed(text).utf8)
    guard let first = bytes.first else { return 0 }
    if isDecimal(bytes) { return Double(String(decoding: bytes, as: UTF8.self)) ?? .nan }
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

/// Sign, digits with a point anywhere, exponent; Swift's own reader would take hexadecimal fractions and
/// `inf`, too.
private func isDecimal(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    func isSign(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
    func dropDigits() -> Int {
        let tail = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        defer { rest = tail }
        return rest.count - tail.count
    }
    if isSign(rest.first) { rest.removeFirst() }
    var count = dropDigits()
    if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        count += dropDigits()
    }
    guard count > 0 else { return false }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
        rest.removeFirst()
        if isSign(rest.first) { rest.removeFirst() }
        guard dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
}

private func digits(_ bytes: ArraySlice<UInt8>, radix: Int) -> Double {
    // One division by rounding at the end: up to 2⁵³ this is exact, beyond it good enough.
    var sum = 0.0
    for byte in bytes {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return .nan }
        sum = sum * Double(radix) + Double(digit)
    }
    return sum
}
