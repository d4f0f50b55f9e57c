import Git
import Journal
import Platform

extension BenchCase {
    static let intake = BenchCase(
        name: "intake", purpose: "a fresh clone fills its cache for the first time"
    ) { workbench in
        var findings = Findings()
        for shape in Corpus.Shape.allCases {
            let corpus = try await Corpus(shape, on: workbench)
            let clone = workbench.path("intake-\(shape.rawValue)")
            try workbench.clone(corpus, to: clone)
            let rows = try corpus.rows(workbench)
            var seconds = Rounds()
            for _ in 0..<rounds {
                seconds.add("ours", try takeIn(clone, on: workbench))
                seconds.add(log, try readLog(clone, on: workbench))
                seconds.add(table, try insert(rows, on: workbench))
            }
            let name = shape == .grouped ? "group commits" : "one event a commit"
            for (reference, bound) in [(log, Measurement.Bound.atMost(3)), (table, nil)] {
                findings.measurements.append(
                    Measurement(
                        name, seconds.median("ours"), .seconds, beside: reference, seconds.median(reference),
                        bound: bound))
            }
        }
        findings.remarks.append("\(workbench.workload.events.grouped) events, median of \(rounds) rounds")
        return findings
    }

    private static let rounds = 3
    private static let log = "git log --format=%B"
    private static let table = "SQLite, one transaction and an index"

    /// - Returns: the seconds that the first question takes.
    private static func takeIn(_ path: String, on workbench: Workbench) throws -> Double {
        workbench.discard("\(path)/autowrk")
        workbench.settle()
        let stopwatch = Stopwatch()
        var journal = try workbench.openJournal(path)
        let count = try journal.count()
        let seconds = stopwatch.elapsedMilliseconds / 1000
        guard count == workbench.workload.events else {
            throw BenchError(
                .failure, "took in \(count) events of \(workbench.workload.events) from '\(path)'")
        }
        return seconds
    }

    private static func readLog(_ path: String, on workbench: Workbench) throws -> Double {
        let command = ["git", "log", "--glob=\(Lanes.prefix)*", "--format=%B"]
        return try workbench.run(command, in: path, output: .discard).milliseconds / 1000
    }

    private static func insert(_ rows: [Row], on workbench: Workbench) throws -> Double {
        try workbench.withTable(synchronous: .off) { table in
            let stopwatch = Stopwatch()
            try table.insert(rows)
            try table.makeIndex()
            return stopwatch.elapsedMilliseconds / 1000
        }
    }
}
