/// Puts into words why a file stands where it does.
enum Reasons {
    static func of(_ file: Int, in ranking: Ranking) -> [String] {
        var reasons = ranking.table.reasons(for: file)
        let words = ranking.matches.bestTerms(of: file).map { "'\(ranking.words.terms[$0].text)'" }
        if !words.isEmpty { reasons.append("has \(words.joined(separator: ", "))") }
        let table = ranking.table
        if table[.name, file] >= 0.4 { reasons.append("its name is in the issue") }
        if table[.history, file] >= 0.5 { reasons.append("changed by commits with similar messages") }
        if table[.partner, file] >= 0.5 {
            reasons.append(
                ranking.corpus.files[file].kind == .test ? "tests a file that matters" : "its test matters")
        }
        if table[.recent, file] >= 0.7 { reasons.append("changed often of late") }
        if table[.neighbour, file] >= 0.8 { reasons.append("close to files that matter, by imports") }
        return reasons
    }
}
