/// What kind of fact an event is, in snake case and past tense, as in `bug_resolved`: a small letter, then
/// at most 63 small letters, digits and underscores.
public struct EventType: Hashable, Sendable, CustomStringConvertible {
    /// The whole name.
    public let description: String

    /// The type that `text` names; nil when it is none.
    public init?(_ text: String) {
        guard Self.isValid(text.utf8) else { return nil }
        description = text
    }

    /// Whether these bytes name a type.
    static func isValid(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
            text.count <= 64
        else { return false }
        return text.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
