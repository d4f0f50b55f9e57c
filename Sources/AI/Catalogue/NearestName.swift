/// Finds what somebody meant who has mistyped a name.
enum NearestName {
    /// The name that is at most a third of its letters away; nil when none is.
    static func of(_ word: String, among names: [String]) -> String? {
        // What nobody types by mistake is not worth the comparison.
        guard word.utf8.count <= 64 else { return nil }
        let letters = Array(word.lowercased())
        let near = names.filter { !$0.isEmpty }.map { (distance(letters, Array($0.lowercased())), $0) }
            .min { $0.0 < $1.0 }
        return near.flatMap { $0.0 <= max(1, $0.1.count / 3) ? $0.1 : nil }
    }

    /// How many letters must be inserted, removed or replaced (Levenshtein).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
