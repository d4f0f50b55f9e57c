/// The SHA-1 name of an object, 20 bytes stored inline: cheap to copy, hash and compare.
public struct ObjectID: Hashable, Sendable {
    // Big-endian words, so that comparing the words compares the bytes.
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt32

    /// Reads exactly 20 raw bytes; `nil` for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        var words = Words()
        for byte in bytes { words.append(byte) }
        self.init(words)
    }

    /// Reads 40 hexadecimal digits of either case; `nil` for anything else, abbreviations included.
    public init?(hex: some StringProtocol) {
        let digits = hex.utf8
        guard digits.count == 40 else { return nil }
        self.init(hexDigits: digits)
    }

    /// Reads 40 hexadecimal digits from the bytes of a raw object.
    init?(hexDigits: some Sequence<UInt8>) {
        var words = Words()
        var pending: UInt8?
        for digit in hexDigits {
            guard let nibble = Self.nibble(digit) else { return nil }
            if let first = pending {
                words.append(first << 4 | nibble)
                pending = nil
            } else {
                pending = nibble
            }
        }
        self.init(words)
    }

    private init(_ words: Words) {
        high = words.high
        middle = words.middle
        low = words.low
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        case 0x41...0x46: digit - 0x41 + 10
        default: nil
        }
    }

    /// All zeros: names no object; Git's way to write "there is none".
    public static let zero = ObjectID(Words())

    /// The tree without entries (`4b825dc…`); Git and libgit2 know it without it being stored.
    public static let emptyTree = ObjectID(
        Words(high: 0x4b82_5dc6_42cb_6eb9, middle: 0xa060_e54b_f8d6_9288, low: 0xfbee_4904))

    /// The 20 raw bytes, valid inside `body` only.
    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        let ordered = (high.bigEndian, middle.bigEndian, low.bigEndian)
        return withUnsafeBytes(of: ordered) { body(UnsafeRawBufferPointer(rebasing: $0.prefix(20))) }
    }

    /// The 20 raw bytes as an array.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// 40 lower-case hexadecimal digits, as Git prints them.
    public var hex: String {
        withBytes { bytes in
            String(unsafeUninitializedCapacity: 40) { digits in
                for (index, byte) in bytes.enumerated() {
                    digits[index * 2] = Self.digit(byte >> 4)
                    digits[index * 2 + 1] = Self.digit(byte & 0xf)
                }
                return 40
            }
        }
    }

    private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10 }

    /// Twenty bytes on their way in, shifted through three words.
    private struct Words {
        var high: UInt64 = 0
        var middle: UInt64 = 0
        var low: UInt32 = 0

        mutating func append(_ byte: UInt8) {
            high = high << 8 | middle >> 56
            middle = middle << 8 | UInt64(low >> 24)
            low = low << 8 | UInt32(byte)
        }
    }
}

extension ObjectID: Comparable {
    /// The order of the bytes, which is the order of the hexadecimal text too.
    public static func < (left: ObjectID, right: ObjectID) -> Bool {
        (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
    }
}

extension ObjectID: CustomStringConvertible {
    /// The same as ``hex``.
    public var description: String { hex }
}
