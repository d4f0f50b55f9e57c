/// The name of one clone that writes events: 60 random bits, written as twelve characters of base 32.
///
/// It names the clone's lane and stands at the end of every id that the clone gives out, so two clones
/// never give out the same one.
public struct ReplicaID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The 60 bits; the upper four are zero.
    let bits: UInt64

    /// How many characters the text has.
    static let textLength = 12

    private static let mask: UInt64 = 1 << 60 - 1

    /// A replica of the low 60 bits of `bits`.
    init(bits: UInt64) { self.bits = bits & Self.mask }

    /// A new replica, drawn from `generator`.
    public init(using generator: inout some RandomNumberGenerator) {
        self.init(bits: generator.next())
    }

    /// The replica that ``description`` writes; nil for anything else, upper case included, because the
    /// name of a ref is compared byte by byte.
    public init?(_ text: String) {
        guard text.utf8.count == Self.textLength, let value = Crockford.value(text.utf8) else { return nil }
        self.init(bits: UInt64(value))
        guard description == text else { return nil }
    }

    /// Twelve lower-case characters of Crockford's base 32.
    public var description: String { Crockford.text(UInt128(bits), count: Self.textLength) }

    /// The order of the texts.
    public static func < (left: ReplicaID, right: ReplicaID) -> Bool { left.bits < right.bits }
}
