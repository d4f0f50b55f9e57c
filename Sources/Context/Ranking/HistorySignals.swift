/// What earlier commits tell: which files were changed when something like the issue was spoken of.
enum HistorySignals {
    static func add(
        _ terms: [QueryTerm], _ history: [Touch], to table: inout SignalTable, corpus: Corpus
    ) {
        guard !history.isEmpty else { return }
        var fileOfPath: [UInt64: Int] = [:]
        for (index, file) in corpus.files.enumerated() { fileOfPath[FNV.hash(file.path)] = index }
        var frequency: [Term: Double] = [:]
        for term in terms { frequency[term.term] = 0 }
        for touch in history {
            for term in touch.terms { if let count = frequency[term] { frequency[term] = count + 1 } }
        }
        let total = Double(history.count)
        var weights: [Term: Double] = [:]
        for term in terms {
            let count = frequency[term.term] ?? 0
            if count > 0 { weights[term.term] = term.weight * Logarithm.natural(1 + total / (count + 0.5)) }
        }
        for (age, touch) in history.enumerated() where !touch.paths.isEmpty {
            var likeness = 0.0
            for term in touch.terms { likeness += weights[term] ?? 0 }
            likeness /= Double(touch.terms.count + 8).squareRoot()
            let recency = 1 / (1 + Double(age) / 100)
            let share = 1 / Double(touch.paths.count).squareRoot()
            for path in touch.paths {
                guard let file = fileOfPath[path] else { continue }
                table[.history, file] += likeness * likeness * share
                table[.recent, file] += recency * share
            }
        }
        for file in corpus.files.indices where table[.recent, file] > 0 {
            table[.recent, file] = Logarithm.natural(1 + table[.recent, file])
            table[.history, file] = table[.history, file].squareRoot()
        }
        table.normalize(.history)
        table.normalize(.recent)
    }
}
