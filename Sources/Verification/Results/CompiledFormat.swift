import Domain
import Patterns

/// The patterns of a format, ready to be searched for.
struct CompiledFormat: Sendable {
    let counts: [Pattern]
    let addsUp: Bool
    let passed: [Pattern]
    let failed: [Pattern]
    let skipped: [Pattern]
    let empty: [Pattern]
    let emptyFailure: [Pattern]
    let missing: [Pattern]
    let begin: [Pattern]
    let from: [Pattern]
    let to: [Pattern]
    let lines: [Pattern]

    /// Those that compile; of a table all do, and of a file they were checked.
    init(_ format: OutputFormat) {
        let compile = { (texts: [String]) in texts.compactMap { try? Pattern($0, options: .optimized) } }
        addsUp = format.addsUp
        (counts, passed, failed) = (compile(format.counts), compile(format.passed), compile(format.failed))
        (skipped, empty) = (compile(format.skipped), compile(format.empty))
        emptyFailure = compile(format.emptyFailure)
        (missing, from, to) = (compile(format.missing), compile(format.from), compile(format.to))
        (lines, begin) = (compile(format.lines), compile(format.begin))
    }
}

extension [Pattern] {
    /// The first match in a line. A search that is given up finds nothing.
    func firstMatch(in line: [UInt8]) -> Match? {
        for pattern in self { if let match = (try? pattern.firstMatch(in: line)) ?? nil { return match } }
        return nil
    }

    /// Whether one is found in a line.
    func match(_ line: [UInt8]) -> Bool { firstMatch(in: line) != nil }
}
