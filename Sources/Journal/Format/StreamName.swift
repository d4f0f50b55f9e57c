/// The name of a stream: a kind and what it is about, as in `task/8xk2`.
///
/// At most 255 bytes: two or more parts between slashes, each of letters, digits and `._@+-`, none of them
/// empty or made of dots alone.
public struct StreamName: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The whole name.
    public let description: String

    /// The name `text` writes; nil when it is none.
    public init?(_ text: String) {
        guard Self.isValid(text.utf8) else { return nil }
        description = text
    }

    /// Whether these bytes are a stream's name.
    static func isValid(_ text: some Collection<UInt8>) -> Bool {
        guard text.count <= 255 else { return false }
        var parts = 1
        var partHasMoreThanDots = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "/"):
                guard partHasMoreThanDots else { return false }
                parts += 1
                partHasMoreThanDots = false
            case UInt8(ascii: "."): break
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "@"),
                UInt8(ascii: "+"),
                UInt8(ascii: "-"):
                partHasMoreThanDots = true
            default: return false
            }
        }
        return parts >= 2 && partHasMoreThanDots
    }

    /// The order of the bytes.
    public static func < (left: StreamName, right: StreamName) -> Bool {
        left.description < right.description
    }
}
