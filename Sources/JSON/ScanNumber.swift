extension Scanner {
    /// The parts of a number that decide how it is kept.
    struct ScannedNumber {
        let range: Range<Int>
        /// Neither fraction nor exponent.
        let isPlainInteger: Bool
    }

    /// Moves behind a number that starts here (RFC 8259, section 6).
    mutating func skipNumber() throws(JSONParseError) -> ScannedNumber {
        let start = offset
        if current == UInt8(ascii: "-") { offset += 1 }
        if current == UInt8(ascii: "0") {
            offset += 1
        } else {
            try skipDigits(orElse: start == offset ? "a value is expected" : "a digit is expected")
        }
        var isPlainInteger = true
        if current == UInt8(ascii: ".") {
            isPlainInteger = false
            offset += 1
            try skipDigits(orElse: "a digit is expected after '.'")
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isPlainInteger = false
            offset += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
            try skipDigits(orElse: "a digit is expected in the exponent")
        }
        return ScannedNumber(range: start..<offset, isPlainInteger: isPlainInteger)
    }

    private mutating func skipDigits(orElse reason: String) throws(JSONParseError) {
        let start = offset
        while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current) { offset += 1 }
        guard offset > start else { throw failure(reason) }
    }
}
