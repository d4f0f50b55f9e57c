/// Chooses what of a file to show: all of a small one, else the passages with the words.
struct ExcerptChoice {
    /// Tokens up to which a file is shown whole.
    static let wholeFile = 1_200
    /// Tokens of the excerpts of one file.
    static let share = 1_600
    /// Lines around a passage.
    private static let margin = 3

    static func excerpts(
        of content: [UInt8], passages: [Passages.Passage], budget: Int
    ) -> [RankedFile.Excerpt] {
        let whole = TokenEstimate.tokens(ofBytes: content.count)
        let lines = lines(of: content)
        guard !lines.isEmpty else { return [] }
        if whole <= min(wholeFile, budget) {
            return [excerpt(of: content, lines, 1...lines.count, isWhole: true)]
        }
        var left = min(share, budget)
        var chosen: [RankedFile.Excerpt] = []
        for passage in passages {
            let first = max(1, passage.lines.lowerBound - margin)
            let last = min(lines.count, passage.lines.upperBound + margin)
            guard first <= last, !chosen.contains(where: { $0.lines.overlaps(first...last) }) else {
                continue
            }
            let excerpt = excerpt(of: content, lines, first...last, isWhole: false)
            guard excerpt.tokens <= left else { continue }
            left -= excerpt.tokens
            chosen.append(excerpt)
        }
        return chosen.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
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
