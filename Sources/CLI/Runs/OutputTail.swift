/// The last lines of what a command prints, as they come.
struct OutputTail {
    /// Complete lines, oldest first.
    private var lines: [String] = []
    private var rest: [UInt8] = []
    private let count: Int

    /// No more of a line is looked at; on a terminal it would not fit.
    private static let longestLine = 1024

    init(count: Int) { self.count = count }

    /// The last lines, the one that is not ended included.
    var last: [String] {
        let all = rest.isEmpty ? lines : lines + [Self.text(rest)]
        return Array(all.suffix(count))
    }

    /// Takes in what was printed next.
    mutating func append(_ bytes: [UInt8]) {
        // What is further from the end can't be among the last lines unless they are short.
        let bytes = bytes.suffix(count * Self.longestLine)
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            if part.offset > 0 {
                lines.append(Self.text(rest))
                rest = []
            }
            rest.append(contentsOf: part.element.prefix(Self.longestLine))
            if rest.count > 2 * Self.longestLine { rest.removeFirst(rest.count - Self.longestLine) }
        }
        if lines.count > count { lines.removeFirst(lines.count - count) }
    }

    /// A line as it stands on a terminal in the end: a carriage return begins it anew.
    private static func text(_ line: [UInt8]) -> String {
        let visible = line.last == 0x0D ? line.dropLast() : line[...]
        let start = visible.lastIndex(of: 0x0D).map { $0 + 1 } ?? visible.startIndex
        return harmless(withoutEscapes(String(decoding: visible[start...], as: UTF8.self)))
    }
}
