extension JSON {
    /// Reads one JSON value that fills `text`.
    ///
    /// - Parameters:
    ///   - text: UTF-8 without a byte order mark.
    ///   - allowsNUL: whether `\u0000` may stand in a string. Programs that keep text as C strings cut
    ///     it there, so what is stored refuses it.
    /// - Throws: ``JSONParseError`` for what RFC 8259 does not allow, for a key that stands twice in one
    ///   object, for a whole number that a double can't hold (RFC 7493), and beyond 128 levels of nesting.
    public init(parsing text: some Sequence<UInt8>, allowsNUL: Bool = true) throws(JSONParseError) {
        let outcome = text.withContiguousStorageIfAvailable { Self.parse($0, allowsNUL: allowsNUL) }
        switch outcome ?? Array(text).withUnsafeBufferPointer({ Self.parse($0, allowsNUL: allowsNUL) }) {
        case .success(let value): self = value
        case .failure(let error): throw error
        }
    }

    /// Reads one JSON value that fills `text`; see ``init(parsing:allowsNUL:)-(Sequence<UInt8>,_)``.
    public init(parsing text: String, allowsNUL: Bool = true) throws(JSONParseError) {
        try self.init(parsing: text.utf8, allowsNUL: allowsNUL)
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, allowsNUL: Bool
    ) -> Swift.Result<JSON, JSONParseError> {
        Swift.Result { () throws(JSONParseError) -> JSON in
            var scanner = Scanner(bytes, allowsNUL: allowsNUL)
            let value = try scanner.value()
            try scanner.expectEnd()
            return value
        }
    }

    /// Checks that `text` is one JSON object and hands out its members without building their values.
    ///
    /// - Parameters:
    ///   - text: UTF-8 bytes; the offsets given to `member` count from their start.
    ///   - allowsNUL: as for parsing.
    ///   - member: called with the place of the key within its quotes and of the whole value. A key that
    ///     is written with escapes is handed out as it stands.
    /// - Throws: ``JSONParseError`` as parsing does, but keys that stand twice are not looked for.
    public static func scanObject(
        _ text: UnsafeBufferPointer<UInt8>, allowsNUL: Bool = true,
        member: (_ key: Range<Int>, _ value: Range<Int>) -> Void
    ) throws(JSONParseError) {
        var scanner = Scanner(text, allowsNUL: allowsNUL)
        scanner.skipSpace()
        guard scanner.current == UInt8(ascii: "{") else { throw scanner.failure("an object is expected") }
        try scanner.skipObject { (key, scanner) throws(JSONParseError) in
            scanner.skipSpace()
            let start = scanner.offset
            try scanner.skipValue()
            member(key.range, start..<scanner.offset)
        }
        try scanner.expectEnd()
    }
}

extension Scanner {
    /// Reads the value that starts here, whitespace before it included.
    mutating func value() throws(JSONParseError) -> JSON {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"):
            var object = JSON.Object()
            try skipObject { (key, scanner) throws(JSONParseError) in
                let name = scanner.text(of: key)
                guard object[name] == nil else {
                    throw scanner.failure("the key '\(name)' a second time", at: key.range.lowerBound - 1)
                }
                object[name] = try scanner.value()
            }
            return .object(object)
        case UInt8(ascii: "["):
            var elements: [JSON] = []
            try skipArray { (scanner) throws(JSONParseError) in elements.append(try scanner.value()) }
            return .array(elements)
        case UInt8(ascii: "\""):
            return .string(text(of: try skipString()))
        case UInt8(ascii: "t"):
            try skipWord("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try skipWord("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try skipWord("null")
            return .null
        default:
            return try number(try skipNumber())
        }
    }

    private func number(_ scanned: ScannedNumber) throws(JSONParseError) -> JSON {
        let text = String(decoding: bytes[scanned.range], as: UTF8.self)
        if scanned.isPlainInteger, let integer = Int64(text), JSON.safeIntegers.contains(integer) {
            return .integer(integer)
        }
        guard let double = Double(text), double.isFinite else {
            throw failure("a number too large to keep", at: scanned.range.lowerBound)
        }
        if scanned.isPlainInteger && canonicalNumber(double) != text {
            throw failure(
                "a whole number that a double can't hold exactly: write it as a string",
                at: scanned.range.lowerBound)
        }
        return JSON(double)
    }

    /// The characters of a string that was checked when it was skipped.
    private func text(of scanned: ScannedString) -> String {
        guard scanned.hasEscapes else { return String(decoding: bytes[scanned.range], as: UTF8.self) }
        var unescaped: [UInt8] = []
        unescaped.reserveCapacity(scanned.range.count)
        var index = scanned.range.lowerBound
        while index < scanned.range.upperBound {
            guard bytes[index] == UInt8(ascii: "\\") else {
                unescaped.append(bytes[index])
                index += 1
                continue
            }
            index += 2
            switch bytes[index - 1] {
            case UInt8(ascii: "b"): unescaped.append(0x08)
            case UInt8(ascii: "f"): unescaped.append(0x0C)
            case UInt8(ascii: "n"): unescaped.append(0x0A)
            case UInt8(ascii: "r"): unescaped.append(0x0D)
            case UInt8(ascii: "t"): unescaped.append(0x09)
            case UInt8(ascii: "u"): unescaped += unicodeEscape(at: &index)
            case let literal: unescaped.append(literal)
            }
        }
        return String(decoding: unescaped, as: UTF8.self)
    }

    /// The UTF-8 of the escape whose digits start at `index`, which moves behind it and, for a pair of
    /// surrogates, behind the second escape.
    private func unicodeEscape(at index: inout Int) -> [UInt8] {
        var units: [UInt16] = []
        repeat {
            if !units.isEmpty { index += 2 }
            let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
            units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
            index += 4
        } while units.count == 1 && (0xD800...0xDBFF).contains(units[0])
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
