/// Chooses what of a file to show: all of a small one, else the lines that the issue names, then the passages with
/// its words.
struct ExcerptChoice {
    /// Tokens up to which a file is shown whole.
    static let wholeFile = 1_200
    /// Tokens of the excerpts of one file.
    static let share = 1_600
    /// Lines around a passage.
    private static let margin = 3
    /// Lines around one that is named: as many as there is room for.
    private static let margins = [10, 3, 0]

    private let content: [UInt8]
    private let lines: [Range<Int>]
    private var left: Int
    private var chosen: [ClosedRange<Int>] = []

    /// - Parameters:
    ///   - content: of the file.
    ///   - named: the lines that the issue names, the surest first.
    ///   - passages: where the words stand, the best first.
    ///   - budget: tokens of all excerpts.
    static func excerpts(
        of content: [UInt8], lines named: [Int], passages: [Passages.Passage], budget: Int
    ) -> [RankedFile.Excerpt] {
        let whole = TokenEstimate.tokens(ofBytes: content.count)
        let lines = lines(of: content)
        guard !lines.isEmpty else { return [] }
        if whole <= min(wholeFile, budget) {
            return [excerpt(of: content, lines, 1...lines.count, isWhole: true)]
        }
        var choice = ExcerptChoice(content, lines, budget: min(share, budget))
        for line in named { choice.add(around: line) }
        for passage in passages { choice.add(passage.lines) }
        return choice.joined.map { excerpt(of: content, lines, $0, isWhole: false) }
    }

    private init(_ content: [UInt8], _ lines: [Range<Int>], budget: Int) {
        (self.content, self.lines, left) = (content, lines, budget)
    }

    /// Takes the surroundings of a line, as far as they are not there. A line behind the end is of another version.
    private mutating func add(around line: Int) {
        guard line <= lines.count, !chosen.contains(where: { $0.contains(line) }) else { return }
        let before = chosen.map(\.upperBound).filter { $0 < line }.max() ?? 0
        let after = chosen.map(\.lowerBound).filter { $0 > line }.min() ?? lines.count + 1
        for margin in Self.margins {
            let first = max(line - margin, before + 1)
            let last = min(line + margin, after - 1)
            if take(first...last) { return }
        }
    }

    private mutating func add(_ passage: ClosedRange<Int>) {
        let first = max(1, passage.lowerBound - Self.margin)
        let last = min(lines.count, passage.upperBound + Self.margin)
        guard first <= last, !chosen.contains(where: { $0.overlaps(first...last) }) else { return }
        _ = take(first...last)
    }

    private mutating func take(_ wanted: ClosedRange<Int>) -> Bool {
        let bytes = lines[wanted.upperBound - 1].upperBound - lines[wanted.lowerBound - 1].lowerBound
        let tokens = TokenEstimate.tokens(ofBytes: bytes)
        guard tokens <= left else { return false }
        left -= tokens
        chosen.append(wanted)
        return true
    }

    /// In their order, neighbours as one.
    private var joined: [ClosedRange<Int>] {
        var joined: [ClosedRange<Int>] = []
        for next in chosen.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, last.upperBound + 1 == next.lowerBound {
                joined[joined.count - 1] = last.lowerBound...next.upperBound
            } else {
                joined.append(next)
            }
        }
        return joined
    }

    private static func excerpt(
        of content: [UInt8], _ lines: [Range<Int>], _ wanted: ClosedRange<Int>, isWhole: Bool
    ) -> RankedFile.Excerpt {
        let bytes = content[lines[wanted.lowerBound - 1].lowerBound..<lines[wanted.upperBound - 1].upperBound]
        return RankedFile.Excerpt(
            lines: wanted, tokens: TokenEstimate.tokens(ofBytes: bytes.count),
            text: String(decoding: bytes, as: UTF8.self), isWhole: isWhole)
    }

    private static func lines(of content: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for index in content.indices where content[index] == 0x0a {
            lines.append(start..<index + 1)
            start = index + 1
        }
        if start < content.count { lines.append(start..<content.count) }
        return lines
    }
}
