/// Names that are drawn by lot: twelve characters of base 32 without the ones that look alike (Crockford),
/// lower case, which are 60 bits.
///
/// Nobody hands them out, and a thousand clones that make a million of them are unlikely to make one twice.
public enum RandomName {
    /// The digits, from 0 to 31.
    public static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Of a whole name.
    public static let length = 12

    /// The name that these bits make; the upper four do not count.
    public static func text(bits: UInt64) -> String {
        let characters = (0..<length).map { alphabet[Int(bits >> UInt64(5 * (length - 1 - $0)) & 31)] }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Whether a text is a whole name.
    public static func isValid(_ text: String) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy { alphabet.contains($0) }
    }
}
