/// Finds what somebody meant who mistyped a word.
enum Spelling {
    /// The candidate that is at most a third of its letters away; nil when none is.
    private static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let scored = candidates.map { (distance(Array(word), Array($0)), $0) }
        guard let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= max(1, best.1.count / 3) else {
            return nil
        }
        return best.1
    }

    /// The hint for somebody who has probably mistyped one of the candidates.
    static func hint(for word: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: word, among: candidates).map { "did you mean '\($0)'?" }
    }

    /// How many letters must be inserted, removed, replaced or exchanged with their neighbour to make one
    /// word from the other (optimal string alignment).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, rows[i - 1][j - 1] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
