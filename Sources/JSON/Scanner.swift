/// Walks over JSON text without building values, and rejects what RFC 8259, RFC 7493 or the limits
/// forbid: bytes that are not UTF-8, lone surrogates, deep nesting.
///
/// It borrows its bytes: it must not outlive the buffer it was made with.
struct Scanner {
    /// How many arrays and objects may stand inside each other.
    static let maximumDepth = 128

    let bytes: UnsafeBufferPointer<UInt8>
    let allowsNUL: Bool
    var offset = 0
    private(set) var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, allowsNUL: Bool) {
        self.bytes = bytes
        self.allowsNUL = allowsNUL
    }

    /// The byte at the offset; 0 at the end, where no JSON token starts.
    @inline(__always) var current: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    func failure(_ reason: String, at place: Int? = nil) -> JSONParseError {
        JSONParseError(reason: reason, offset: place ?? offset)
    }

    mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    mutating func expect(_ byte: UInt8, _ what: String) throws(JSONParseError) {
        guard offset < bytes.count else { throw failure("text ends where \(what) is expected") }
        guard bytes[offset] == byte else { throw failure("\(what) is expected") }
        offset += 1
    }

    mutating func expectEnd() throws(JSONParseError) {
        skipSpace()
        guard offset == bytes.count else { throw failure("more text after the value") }
    }

    mutating func enter() throws(JSONParseError) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw failure("more than \(Self.maximumDepth) levels of nesting")
        }
        offset += 1
    }

    mutating func leave() {
        depth -= 1
        offset += 1
    }

    mutating func skipWord(_ word: StaticString) throws(JSONParseError) {
        let length = word.utf8CodeUnitCount
        guard offset + length <= bytes.count else { throw failure("a value is expected") }
        for index in 0..<length where bytes[offset + index] != word.utf8Start[index] {
            throw failure("a value is expected")
        }
        offset += length
    }

    /// Moves behind one value of any kind, whitespace before it included.
    mutating func skipValue() throws(JSONParseError) {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"):
            try skipObject { (_, scanner) throws(JSONParseError) in try scanner.skipValue() }
        case UInt8(ascii: "["): try skipArray { (scanner) throws(JSONParseError) in try scanner.skipValue() }
        case UInt8(ascii: "\""): _ = try skipString()
        case UInt8(ascii: "t"): try skipWord("true")
        case UInt8(ascii: "f"): try skipWord("false")
        case UInt8(ascii: "n"): try skipWord("null")
        default: _ = try skipNumber()
        }
    }

    /// Moves behind an array; `element` is called before each element and must move behind it.
    mutating func skipArray(
        _ element: (inout Scanner) throws(JSONParseError) -> Void
    ) throws(JSONParseError) {
        try enter()
        skipSpace()
        if current == UInt8(ascii: "]") { return leave() }
        while true {
            try element(&self)
            skipSpace()
            if current == UInt8(ascii: "]") { return leave() }
            try expect(UInt8(ascii: ","), "',' or ']'")
        }
    }

    /// Moves behind an object; `member` gets the key's place within its quotes, stands before the value
    /// and must move behind it.
    mutating func skipObject(
        _ member: (ScannedString, inout Scanner) throws(JSONParseError) -> Void
    ) throws(JSONParseError) {
        try enter()
        skipSpace()
        if current == UInt8(ascii: "}") { return leave() }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw failure("a key in quotes is expected") }
            let key = try skipString()
            skipSpace()
            try expect(UInt8(ascii: ":"), "':'")
            try member(key, &self)
            skipSpace()
            if current == UInt8(ascii: "}") { return leave() }
            try expect(UInt8(ascii: ","), "',' or '}'")
        }
    }
}

/// A string's place within its quotes, and whether it must be unescaped.
struct ScannedString {
    let range: Range<Int>
    let hasEscapes: Bool
}
