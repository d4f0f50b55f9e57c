/// Who did something and when, as it stands in a commit.
public struct Signature: Sendable, Hashable {
    /// May be empty; characters that Git's format can't hold (`<`, `>`, line ends, NUL) are left out on writing.
    public var name: String
    /// May be empty; the same characters are left out.
    public var email: String
    /// Seconds since 1970-01-01 UTC; an earlier time is written as 0, because Git has no other.
    public var seconds: Int64
    /// The writer's distance from UTC in minutes, positive to the east.
    public var offsetMinutes: Int

    /// A signature as given; nothing is checked before it is written.
    public init(name: String, email: String, seconds: Int64, offsetMinutes: Int) {
        self.name = name
        self.email = email
        self.seconds = seconds
        self.offsetMinutes = offsetMinutes
    }
}

extension Signature {
    /// `name <email> seconds +hhmm`, the text after `author ` in a commit (git-commit-tree(1)).
    var line: String {
        let distance = abs(offsetMinutes)
        let zone = (distance / 60) * 100 + distance % 60
        let digits = String(zone)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        let sign = offsetMinutes < 0 ? "-" : "+"
        return "\(Self.written(name)) <\(Self.written(email))> \(max(0, seconds)) \(sign)\(padded)"
    }

    /// Reads such a line as leniently as Git: what can't be understood is empty or zero.
    init(line: String) {
        guard let open = line.firstIndex(of: "<"), let close = line.lastIndex(of: ">"), open < close else {
            self.init(name: line, email: "", seconds: 0, offsetMinutes: 0)
            return
        }
        let time = line[line.index(after: close)...].split(separator: " ")
        let zone = time.count > 1 ? Int(time[1]) ?? 0 : 0
        self.init(
            name: Self.trimmed(line[..<open]), email: String(line[line.index(after: open)..<close]),
            seconds: time.first.flatMap { Int64($0) } ?? 0, offsetMinutes: zone / 100 * 60 + zone % 100)
    }

    /// Git drops the same characters, and "crud" at both ends (`ident.c`).
    private static func written(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { !"<>\n\r\0".unicodeScalars.contains($0) }
        let crud = " .,:;\"\\'"
        var result = Substring(String(String.UnicodeScalarView(kept)))
        while let first = result.first, crud.contains(first) { result.removeFirst() }
        while let last = result.last, crud.contains(last) { result.removeLast() }
        return String(result)
    }

    private static func trimmed(_ text: Substring) -> String {
        var result = text
        while result.last == " " { result.removeLast() }
        return String(result)
    }
}
