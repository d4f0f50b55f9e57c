/// The candidate that somebody meant who mistyped a word: at most a third of its letters away, whatever
/// their case; nil when there is none.
func nearest(to word: String, among candidates: [String]) -> String? {
    // What nobody types by mistake is not worth the comparison.
    guard word.utf8.count <= 64 else { return nil }
    let letters = Array(word.lowercased())
    let scored = candidates.map { (distance(letters, Array($0.lowercased())), $0) }
    guard let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= max(1, best.1.count / 3) else { return nil }
    return best.1
}

/// A hint that names what was meant, or everything there is where that is little.
public func suggestion(for word: String, among candidates: [String]) -> [String] {
    let candidates = candidates.filter { !$0.isEmpty }
    if let near = nearest(to: word, among: candidates) { return ["did you mean '\(near)'?"] }
    guard !candidates.isEmpty, candidates.count <= 20 else { return [] }
    let list = candidates.map { "'\($0)'" }.joined(separator: ", ")
    return ["there \(candidates.count == 1 ? "is" : "are") \(list)"]
}

/// How many letters must be inserted, removed, replaced or exchanged with their neighbour to make one word
/// from the other (optimal string alignment).
private func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
        var row = [i + 1]
        for j in 0..<b.count {
            var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
