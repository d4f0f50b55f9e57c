/// How much of a file's name stands in the issue: `walk.rs` for "fd does not walk hidden folders".
enum NameSignal {
    static func add(
        _ terms: [QueryTerm], _ matches: WordMatches, to table: inout SignalTable, corpus: Corpus
    ) {
        var strength: [Term: Double] = [:]
        for term in terms {
            guard let rarity = matches.rarity[term.term] else { continue }
            let place = term.isInTitle ? 1 : min(0.7, 0.35 * term.weight)
            strength[term.term] = rarity * place
        }
        for (file, words) in corpus.paths.enumerated() where !words.name.isEmpty {
            var sum = 0.0
            for term in words.name { sum += strength[term] ?? 0 }
            guard sum > 0 else { continue }
            table[.name, file] = sum / Double(words.name.count)
        }
        table.normalize(.name, ceiling: 0.5)
    }
}
