/// The signals of all files, and the reasons that can be told from them.
struct SignalTable {
    /// By signal, then by file.
    private var values: [[Double]]
    /// By file.
    private var notes: [Int: [Note]] = [:]
    private var lines: [Int: [NamedLine]] = [:]

    private struct Note {
        let signal: Signal
        let strength: Double
        let text: String
    }

    init(count: Int) {
        values = Array(repeating: Array(repeating: 0, count: count), count: Signal.allCases.count)
    }

    subscript(signal: Signal, file: Int) -> Double {
        get { values[signal.rawValue][file] }
        set { values[signal.rawValue][file] = newValue }
    }

    /// Raises a signal to `strength` and keeps why, and the line that was meant.
    mutating func raise(
        _ signal: Signal, of file: Int, to strength: Double, because text: String, at line: Int? = nil
    ) {
        if strength > self[signal, file] { self[signal, file] = strength }
        notes[file, default: []].append(Note(signal: signal, strength: strength, text: text))
        if let line { point(to: line, of: file, strength) }
    }

    /// Keeps that a line is meant.
    mutating func point(to line: Int, of file: Int, _ strength: Double) {
        guard line > 0 else { return }
        lines[file, default: []].append(NamedLine(line: line, strength: strength))
    }

    /// The lines of a file that are meant, the surest first.
    func lines(of file: Int) -> [Int] {
        let found = (lines[file] ?? []).enumerated()
        return found.sorted { ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset) }
            .map(\.element.line)
    }

    /// Adds to a signal, which is brought to at most 1 by ``normalize(_:)``, and keeps why.
    mutating func add(_ signal: Signal, of file: Int, _ strength: Double, because text: String) {
        self[signal, file] += strength
        notes[file, default: []].append(Note(signal: signal, strength: strength, text: text))
    }

    /// Brings the values of a signal to at most 1, in proportion.
    ///
    /// - Parameters:
    ///   - signal: which one.
    ///   - ceiling: what becomes 1 at least, so that weak signs stay weak though nothing is stronger.
    mutating func normalize(_ signal: Signal, ceiling: Double = 0) {
        let most = max(values[signal.rawValue].max() ?? 0, ceiling)
        guard most > 0 else { return }
        for file in values[signal.rawValue].indices { values[signal.rawValue][file] /= most }
    }

    /// What all signals come to for a file.
    func sum(of file: Int, _ weights: ContextWeights) -> Double {
        var sum = 0.0
        for signal in Signal.allCases { sum += weights[signal] * values[signal.rawValue][file] }
        return sum
    }

    /// What is known of why, the strongest first, each signal's best two.
    func reasons(for file: Int) -> [String] {
        var told: [Signal: Int] = [:]
        return (notes[file] ?? []).filter { $0.strength > 0 }
            .sorted { ($0.signal.rawValue, -$0.strength) < ($1.signal.rawValue, -$1.strength) }
            .filter { note in
                let count = told[note.signal, default: 0]
                told[note.signal] = count + 1
                return count < 2
            }
            .map(\.text)
    }
}
