/// What a value looks like in base64 (RFC 4648), alone or amid other bytes.
///
/// Three bytes become four characters, so that there are three places where the value can begin in such a
/// group. A character that the value shares with what stands before it depends on that and is left out.
enum Base64Variants {
    private static let standard = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlSafe = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let padding = UInt8(ascii: "=")
    /// What is shorter turns up by accident.
    private static let shortest = 4

    /// All forms in both alphabets.
    static func of(_ value: [UInt8]) -> [[UInt8]] {
        [standard, urlSafe].flatMap { alphabet in
            (0..<3).flatMap { forms(of: value, after: $0, alphabet) }
        }
        .filter { $0.count >= shortest }
    }

    /// The forms of a value that begins behind so many bytes of a group: amid others, and as the end with
    /// and without padding.
    private static func forms(of value: [UInt8], after offset: Int, _ alphabet: [UInt8]) -> [[UInt8]] {
        let bytes = [UInt8](repeating: 0, count: offset) + value
        let shared = (offset * 8 + 5) / 6
        let characters = Array(characters(of: bytes, alphabet).dropFirst(shared))
        let isWhole = bytes.count % 3 == 0
        let missing = [UInt8](repeating: padding, count: isWhole ? 0 : 3 - bytes.count % 3)
        return [isWhole ? characters : Array(characters.dropLast()), characters, characters + missing]
    }

    /// Without padding.
    private static func characters(of bytes: [UInt8], _ alphabet: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= 6 {
                count -= 6
                result.append(alphabet[bits >> count & 63])
            }
        }
        if count > 0 { result.append(alphabet[bits << (6 - count) & 63]) }
        return result
    }
}
