public import Platform

extension Timestamp {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The date as header fields have it, to the second.
    public var httpDate: String {
        // 1970 began on a Thursday.
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let days = Int(milliseconds / 86_400_000) - (milliseconds % 86_400_000 < 0 ? 1 : 0)
        let words = iso8601.split { "-T.".contains($0) }
        let month = Int(words[1]).map { Self.months[$0 - 1] } ?? ""
        return "\(names[(days % 7 + 7) % 7]), \(words[2]) \(month) \(words[0]) \(words[3]) GMT"
    }

    /// Reads the date of a header field, as in `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7): the
    /// one form that is still sent. The day's name is not looked at. Nil for anything else.
    public init?(httpDate text: String) {
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].hasSuffix(","), words[1].utf8.count == 2, words[5] == "GMT",
            let month = Self.months.firstIndex(of: String(words[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init(iso8601: "\(words[3])-\(number)-\(words[1])T\(words[4])Z")
    }
}
