import Platform

/// Crockford's base 32 in lower case: five bits a character, no i, l, o or u; sorts as the number does.
enum Crockford {
    private static let alphabet = RandomName.alphabet

    /// The low `5 * count` bits of `value` as `count` characters.
    static func text(_ value: UInt128, count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { buffer in
            var rest = value
            for index in (0..<count).reversed() {
                buffer[index] = alphabet[Int(truncatingIfNeeded: rest & 31)]
                rest >>= 5
            }
            return count
        }
    }

    /// The number that `text` writes, in either case; nil for other characters. At most 26 characters fit,
    /// of which the first holds three bits.
    static func value(_ text: some Collection<UInt8>) -> UInt128? {
        guard text.count <= 26 else { return nil }
        var value: UInt128 = 0
        for character in text {
            let digit = digits[Int(character)]
            guard digit != 0xFF, value >> 123 == 0 else { return nil }
            value = value << 5 | UInt128(digit)
        }
        return value
    }

    private static let digits: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() {
            table[Int(character)] = UInt8(value)
            let isLetter = character >= UInt8(ascii: "a")
            if isLetter { table[Int(character) - 32] = UInt8(value) }
        }
        return table
    }()
}
