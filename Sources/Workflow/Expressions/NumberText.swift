/// A number as GitHub writes it, which is .NET's format `G15`: at most 15 significant digits, an exponent
/// from 10¹⁵ on and below 10⁻⁴. (Numbers below 10⁻³⁰⁷, which have fewer digits than that, keep those that
/// tell them apart.)
func numberText(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    let size = number.magnitude
    if size < 1e15, Double(Int64(number)) == number { return String(Int64(number)) }
    let sign = number < 0 ? "-" : ""
    let (digits, point) = rounded(size)
    let count = digits.count
    func text(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    }
    let exponent = point - 1
    guard exponent > -5 && exponent < precision else {
        let fraction = count > 1 ? "." + text(digits[1...]) : ""
        let places = String(exponent.magnitude)
        return sign + text(digits[..<1]) + fraction + (exponent < 0 ? "E-" : "E+")
            + (places.utf8.count < 2 ? "0" : "") + places
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text(digits[...]) }
    if point >= count { return sign + text(digits[...]) + String(repeating: "0", count: point - count) }
    return sign + text(digits[..<point]) + "." + text(digits[point...])
}

private let precision = 15

/// The first significant digits of a positive number, rounded, without zeros at either end, and the power of
/// ten of the point in front of them: 0.digits × 10^point.
private func rounded(_ number: Double) -> (digits: [UInt8], point: Int) {
    var (digits, point) = shortestDigits(number)
    guard digits.count > precision else { return (digits, point) }
    let rest = digits[precision...]
    let roundsUp: Bool
    if rest.elementsEqual([5]) {
        // The shortest digits are not the number itself: only its exact value says on which side of the
        // middle it lies; in the middle the even digit counts.
        let middle = digits.reduce(0 as UInt64) { $0 * 10 + UInt64($1) }
        let order = compare(number, toDecimal: middle, exponent: point - digits.count)
        roundsUp = order > 0 || order == 0 && digits[precision - 1] % 2 == 1
    } else {
        roundsUp = rest.first.map { $0 >= 5 } ?? false
    }
    digits.removeSubrange(precision...)
    if roundsUp {
        while digits.last == 9 { digits.removeLast() }
        if digits.isEmpty {
            (digits, point) = ([1], point + 1)
        } else {
            digits[digits.count - 1] += 1
        }
    }
    while digits.last == 0 { digits.removeLast() }
    return (digits, point)
}

/// The shortest digits that give `number` back, taken from Swift's own text, and the place of the point.
private func shortestDigits(_ number: Double) -> (digits: [UInt8], point: Int) {
    let text = number.description
    let mantissa = text.prefix { $0 != "e" }
    let exponent = Int(text.dropFirst(mantissa.utf8.count + 1)) ?? 0
    let whole = mantissa.prefix { $0 != "." }
    let digits = mantissa.utf8.filter { $0 != UInt8(ascii: ".") }.map { $0 - 0x30 }
    let significant = digits.drop { $0 == 0 }
    let point = exponent + whole.utf8.count - (digits.count - significant.count)
    return (significant.reversed().drop { $0 == 0 }.reversed(), point)
}

/// Less than, equal to or greater than 0 as `number` is less than, equal to or greater than
/// `decimal` × 10^`exponent`, exactly.
private func compare(_ number: Double, toDecimal decimal: UInt64, exponent: Int) -> Int {
    var left = BigNumber(number.significandBitPattern | (number.isNormal ? 1 << 52 : 0))
    var right = BigNumber(decimal)
    let binary = max(Int(number.exponentBitPattern), 1) - 1075
    for _ in 0..<max(exponent, 0) { right.multiply(by: 10) }
    for _ in 0..<max(-exponent, 0) { left.multiply(by: 10) }
    for _ in 0..<max(binary, 0) { left.multiply(by: 2) }
    for _ in 0..<max(-binary, 0) { right.multiply(by: 2) }
    return left.compare(to: right)
}

/// A whole number of any size: what comparing a double with a decimal number needs of it, and no more.
private struct BigNumber {
    /// Base 2³², the lowest first, no zeros at the end.
    private var limbs: [UInt32]

    init(_ number: UInt64) { limbs = [UInt32(truncatingIfNeeded: number), UInt32(number >> 32)] }

    mutating func multiply(by factor: UInt32) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * UInt64(factor) + carry
            limbs[index] = UInt32(truncatingIfNeeded: product)
            carry = product >> 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    func compare(to other: BigNumber) -> Int {
        for index in (0..<max(limbs.count, other.limbs.count)).reversed() {
            let mine = index < limbs.count ? limbs[index] : 0
            let theirs = index < other.limbs.count ? other.limbs[index] : 0
            if mine != theirs { return mine < theirs ? -1 : 1 }
        }
        return 0
    }
}
