/// The name of a run: its stream is `run/<id>`.
///
/// Twelve characters of base 32 without the ones that look alike (Crockford), lower case: 60 bits.
public struct RunID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The twelve characters.
    public let description: String

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The name that these bits make; the upper four do not count.
    public init(bits: UInt64) {
        let characters = (0..<12).map { Self.alphabet[Int(bits >> UInt64(5 * (11 - $0)) & 31)] }
        description = String(decoding: characters, as: UTF8.self)
    }

    /// The name as it is written; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 12, text.utf8.allSatisfy({ Self.alphabet.contains($0) }) else { return nil }
        description = text
    }

    /// By the characters.
    public static func < (left: RunID, right: RunID) -> Bool { left.description < right.description }
}
