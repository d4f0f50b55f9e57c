extension Timestamp {
    /// Reads an RFC 3339 instant: `2026-11-21T03:25:00Z`, with up to nine decimals of a second (those
    /// beyond the third are cut off) and with an offset such as `+01:00` in place of the `Z`.
    ///
    /// Nil for any other text, and for days and times that do not exist; second 60 is one of them.
    public init?(iso8601 text: String) {
        var rest = DigitScanner(text.utf8[...])
        guard
            let year = rest.number(digits: 4), rest.skip("-"),
            let month = rest.number(digits: 2, in: 1...12), rest.skip("-"),
            let day = rest.number(digits: 2, in: 1...31), rest.skip("T"),
            let hour = rest.number(digits: 2, in: 0...23), rest.skip(":"),
            let minute = rest.number(digits: 2, in: 0...59), rest.skip(":"),
            let second = rest.number(digits: 2, in: 0...59),
            let thousandths = rest.skip(".") ? rest.thousandths() : 0,
            let offset = rest.skip("Z") ? 0 : rest.offsetInMinutes(),
            rest.isAtEnd
        else { return nil }

        let date = CivilDate(year: year, month: month, day: day)
        let days = date.daysSince1970
        // 30 February counts on into March: only a day that exists comes back as itself.
        guard CivilDate(daysSince1970: days) == date else { return nil }
        let minutes = hour * 60 + minute - offset
        self.init(
            milliseconds: days * Self.millisecondsPerDay + (minutes * 60 + second) * 1000 + thousandths)
    }
}

/// Takes fixed-width fields from the front of a text.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: Substring.UTF8View) {
        rest = text
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits count: Int, in range: ClosedRange<Int64> = 0...9999) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return range.contains(value) ? value : nil
    }

    /// One to nine decimals of a second, in milliseconds.
    mutating func thousandths() -> Int64? {
        guard var value = digit() else { return nil }
        var count = 1
        while let digit = digit() {
            count += 1
            if count > 9 { return nil }
            if count <= 3 { value = value * 10 + digit }
        }
        return count == 1 ? value * 100 : count == 2 ? value * 10 : value
    }

    mutating func offsetInMinutes() -> Int64? {
        let sign: Int64
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard
            let hours = number(digits: 2, in: 0...23), skip(":"),
            let minutes = number(digits: 2, in: 0...59)
        else { return nil }
        return sign * (hours * 60 + minutes)
    }

    private mutating func digit() -> Int64? {
        let zero = UInt8(ascii: "0")
        guard let first = rest.first, first >= zero, first <= zero + 9 else { return nil }
        rest.removeFirst()
        return Int64(first - zero)
    }
}
