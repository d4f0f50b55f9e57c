/// The name and the place of one event: 128 bits that sort in the order of the journal.
///
/// From the highest bit: 48 bits of milliseconds since 1970, 20 bits of a counter, 60 bits of the replica.
/// The text is that of a ULID in lower case, 26 characters of base 32: ten of time, four of counter, twelve
/// that are the replica's name.
public struct EventID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The 128 bits.
    let bits: UInt128

    /// How many characters the text has.
    static let textLength = 26

    /// One more than the largest counter.
    static let counterLimit: UInt32 = 1 << 20

    init(bits: UInt128) { self.bits = bits }

    /// - Precondition: `time` fits into 48 bits and `counter` into 20.
    init(time: Int64, counter: UInt32, replica: ReplicaID) {
        precondition((0..<1 << 48).contains(time) && counter < Self.counterLimit)
        bits = UInt128(time) << 80 | UInt128(counter) << 60 | UInt128(replica.bits)
    }

    /// The id that ``description`` writes; nil for anything else.
    public init?(_ text: String) {
        self.init(utf8: text.utf8)
    }

    /// The id written by these characters, which must be in lower case as the format has them.
    init?(utf8 text: some Collection<UInt8>) {
        guard text.count == Self.textLength, let bits = Crockford.value(text),
            !text.contains(where: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        self.bits = bits
    }

    /// The time of the hybrid clock when the id was given out, in milliseconds since 1970. It is never
    /// behind an event seen before and may be ahead of the wall clock.
    public var time: Int64 { Int64(bits >> 80) }

    /// Counts ids within one millisecond.
    var counter: UInt32 { UInt32(truncatingIfNeeded: bits >> 60) & (Self.counterLimit - 1) }

    /// The replica that gave the id out.
    public var replica: ReplicaID { ReplicaID(bits: UInt64(truncatingIfNeeded: bits)) }

    /// 26 lower-case characters of Crockford's base 32.
    public var description: String { Crockford.text(bits, count: Self.textLength) }

    /// The order of the journal: by time, then counter, then replica.
    public static func < (left: EventID, right: EventID) -> Bool { left.bits < right.bits }
}
