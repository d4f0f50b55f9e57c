import Domain
import Patterns

/// Counts tests by what a program of one format prints.
struct CountReader {
    private let format: CompiledFormat
    /// What totals say, by the names of groups.
    private var totals: [String: Int] = [:]
    /// Tests that were told of one by one.
    private var live = TestCounts(passed: 0)
    /// Whether a line has said that there are no tests.
    private(set) var saidEmpty = false
    /// Whether a line has said that this is why it fails.
    private(set) var failedEmpty = false
    /// The line that has said that a program is not there.
    private(set) var missing: [UInt8]?

    private static let groups = ["passed", "failed", "errors", "skipped", "omitted", "total"]

    init(_ format: CompiledFormat) { self.format = format }

    mutating func read(_ line: [UInt8]) {
        if let match = format.counts.firstMatch(in: line) {
            for group in Self.groups {
                guard let text = match[group], let number = Int(text), number < 1 << 40 else { continue }
                totals[group] = (format.addsUp ? totals[group] ?? 0 : 0) + number
            }
        } else if format.passed.match(line) {
            live.passed += 1
        } else if format.failed.match(line) {
            live.failed += 1
        } else if format.skipped.match(line) {
            live.skipped += 1
        }
        if format.empty.match(line) { saidEmpty = true }
        if format.emptyFailure.match(line) { failedEmpty = true }
        if missing == nil, format.missing.match(line) { missing = line }
    }

    /// Whether totals were read.
    var hasTotals: Bool { !totals.isEmpty }

    /// What the totals say; before there are any, those that were told of one by one.
    var counts: TestCounts? {
        if totals.isEmpty { return live.total > 0 ? live : nil }
        // What is not among the totals was told of one by one: some name each test that was skipped, and leave
        // them among the others in the end.
        let failed = sum("failed", "errors") ?? live.failed
        let skipped = sum("skipped", "omitted") ?? live.skipped
        let passed = totals["passed"] ?? totals["total"].map { max(0, $0 - failed - skipped) } ?? live.passed
        return TestCounts(passed: passed, failed: failed, skipped: skipped)
    }

    private func sum(_ first: String, _ second: String) -> Int? {
        totals[first] == nil && totals[second] == nil ? nil : (totals[first] ?? 0) + (totals[second] ?? 0)
    }
}
