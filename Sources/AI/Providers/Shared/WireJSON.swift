import JSON

/// Reads what providers send as JSON, a little more forgiving than what is stored.
enum WireJSON {
    /// The value of a text.
    ///
    /// Models write what they like into the arguments of tools, and some servers cut surrogate pairs in two.
    /// What canonical JSON has no place for is mended rather than that a whole paid answer is lost: half a
    /// surrogate pair becomes U+FFFD, a whole number that no double holds a string of its digits, and bytes
    /// that are no UTF-8 become U+FFFD.
    static func parse(_ bytes: [UInt8]) throws(JSONParseError) -> JSON {
        do throws(JSONParseError) {
            return try JSON(parsing: bytes)
        } catch {
            guard let mended = try? JSON(parsing: mended(bytes)) else { throw error }
            return mended
        }
    }

    static func parse(_ text: String) throws(JSONParseError) -> JSON { try parse(Array(text.utf8)) }

    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        var text = Array(String(decoding: bytes, as: UTF8.self).utf8)[...]
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        var (mended, isInString) = ([UInt8](), false)
        mended.reserveCapacity(text.count)
        while let byte = text.first {
            if isInString, byte == UInt8(ascii: "\\") {
                mended += takeEscape(from: &text)
            } else if !isInString, byte == UInt8(ascii: "-") || isDigit(byte) {
                mended += takeNumber(from: &text)
            } else {
                if byte == UInt8(ascii: "\"") { isInString.toggle() }
                mended.append(byte)
                text = text.dropFirst()
            }
        }
        return mended
    }

    private static func takeEscape(from text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let high = unit(text) else { return take(2, from: &text) }
        switch high {
        case 0xD800...0xDBFF:
            if let low = unit(text.dropFirst(6)), (0xDC00...0xDFFF).contains(low) {
                return take(12, from: &text)
            }
            fallthrough
        case 0xDC00...0xDFFF:
            _ = take(6, from: &text)
            return Array(#"\ufffd"#.utf8)[...]
        default: return take(6, from: &text)
        }
    }

    /// The code unit of the escape `\uXXXX` that the text begins with.
    private static func unit(_ text: ArraySlice<UInt8>) -> UInt32? {
        guard text.count >= 6, text.starts(with: Array(#"\u"#.utf8)) else { return nil }
        return UInt32(String(decoding: text.dropFirst(2).prefix(4), as: UTF8.self), radix: 16)
    }

    private static func takeNumber(from text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let number = text.prefix { isDigit($0) || "+-.eE".utf8.contains($0) }
        text = text.dropFirst(number.count)
        let isWhole = number.dropFirst().allSatisfy(isDigit)
        guard isWhole, (try? JSON(parsing: number)) == nil else { return number }
        return [UInt8(ascii: "\"")] + number + [UInt8(ascii: "\"")]
    }

    private static func take(_ count: Int, from text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        defer { text = text.dropFirst(count) }
        return text.prefix(count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
