import Git
import Journal
import Platform

extension BenchCase {
    static let appendSingle = BenchCase(
        name: "append-single", purpose: "one decision after the other, with and without fsync"
    ) { workbench in
        var findings = Findings()
        for isDurable in [true, false] {
            let path = workbench.path("append-single-\(isDurable ? "fsync" : "no-fsync")")
            let ours = try appendOneByOne(to: path, isDurable: isDurable, on: workbench)
            let rows = try Corpus.rows(of: path, workbench)
            let theirs = try insertOneByOne(rows, isDurable: isDurable, on: workbench)
            findings.measurements += compare(ours, theirs, isDurable: isDurable)
        }
        findings.remarks.append("\(decisions(workbench).grouped) events each")
        return findings
    }

    private static func decisions(_ workbench: Workbench) -> Int { min(2000, workbench.workload.events) }

    private static func compare(_ ours: [Double], _ theirs: [Double], isDurable: Bool) -> [Measurement] {
        let mode = isDurable ? "fsync" : "no fsync"
        let reference = "SQLite, synchronous=\(isDurable ? "FULL" : "OFF")"
        let (own, other) = (Samples(ours), Samples(theirs))
        func rate(_ milliseconds: [Double]) -> Double {
            Double(milliseconds.count) / milliseconds.reduce(0, +) * 1000
        }
        return [
            Measurement(mode, rate(ours), .eventsPerSecond, beside: reference, rate(theirs)),
            Measurement("\(mode), p50", own.median, .milliseconds, beside: reference, other.median),
            Measurement(
                "\(mode), p95", own.percentile(95), .milliseconds, beside: reference, other.percentile(95)),
            Measurement("\(mode), max", own.maximum, .milliseconds, beside: reference, other.maximum),
        ]
    }

    /// - Returns: the milliseconds that each append took.
    private static func appendOneByOne(
        to path: String, isDurable: Bool, on workbench: Workbench
    ) throws -> [Double] {
        Repository.setDurable(isDurable)
        var journal = Journal(
            in: try Repository(creatingBareAt: path), time: .system, trace: .off)
        let runs = (0..<workbench.workload.runs).lazy.flatMap { workbench.workload.drafts($0) }
        let drafts = Array(runs.prefix(decisions(workbench)))
        workbench.settle()
        return try drafts.map { draft in
            let stopwatch = Stopwatch()
            _ = try journal.append(Decision(events: [draft]), by: workbench.identity)
            return stopwatch.elapsedMilliseconds
        }
    }

    /// - Returns: the milliseconds that each transaction took.
    private static func insertOneByOne(
        _ rows: [Row], isDurable: Bool, on workbench: Workbench
    ) throws -> [Double] {
        try workbench.withTable(synchronous: isDurable ? .full : .off) { table in
            try rows.map { row in
                let stopwatch = Stopwatch()
                try table.insert(row)
                return stopwatch.elapsedMilliseconds
            }
        }
    }
}
