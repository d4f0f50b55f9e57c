import Git
import Journal
import Platform

extension BenchCase {
    static let appendConcurrent = BenchCase(
        name: "append-concurrent", purpose: "1,000 tasks share a journal, with and without fsync"
    ) { workbench in
        let load = ConcurrentLoad(workbench.workload)
        let path = workbench.path("append-concurrent")
        let copy = workbench.path("append-concurrent-copy")
        defer { for path in [path, copy] { workbench.discard(path) } }
        let events = Double(workbench.workload.events)
        var rates = Rounds()
        var commits = 0
        for round in 1...rounds {
            func path(_ name: String) -> String { workbench.path("append-concurrent-\(round) \(name)") }
            for mode in [fsync, checked, noFsync] {
                Repository.setDurable(mode != noFsync)
                workbench.settle()
                let seconds = try await load.append(
                    to: path(mode), isChecked: mode == checked, on: workbench)
                rates.add(mode, events / seconds)
            }
            let groups = try Corpus.messages(of: path(fsync))
            let rows = try Corpus.rows(of: path(fsync), workbench)
            commits = groups.count
            rates.add(hundreds, events / (try insertByHundreds(rows, on: workbench)))
            for (name, messages) in [
                (sameGroups, groups), (oneEach, rows.map { FastImport.message(of: $0) }),
            ] {
                let stream = FastImport.stream(messages, to: Lanes.prefix + "copy", by: workbench.identity)
                workbench.settle()
                rates.add(name, events / (try FastImport.write(stream, to: path(name), on: workbench)))
            }
        }
        func row(_ mode: String, _ reference: String, bound: Measurement.Bound? = nil) -> Measurement {
            Measurement(
                mode, rates.median(mode), .eventsPerSecond, beside: reference, rates.median(reference),
                bound: bound)
        }
        return Findings(
            measurements: [
                row(fsync, hundreds, bound: .atLeast(30_000)),
                row(checked, hundreds, bound: .atLeast(30_000)), row(fsync, sameGroups),
                row(fsync, oneEach),
                row(noFsync, sameGroups),
            ],
            remarks: [
                "\(workbench.workload.events.grouped) events in \(commits.grouped) commits, median of \(rounds) rounds"
            ])
    }

    private static let rounds = 3
    private static let fsync = "fsync"
    private static let checked = "fsync, each on its run's newest event"
    private static let noFsync = "no fsync"
    private static let hundreds = "SQLite, FULL, by hundreds"
    private static let sameGroups = "git fast-import, same commits"
    private static let oneEach = "git fast-import, one event a commit"

    /// - Returns: the seconds that it took.
    private static func insertByHundreds(_ rows: [Row], on workbench: Workbench) throws -> Double {
        try workbench.withTable(synchronous: .full) { table in
            let stopwatch = Stopwatch()
            for start in stride(from: 0, to: rows.count, by: 100) {
                try table.insert(rows[start..<min(start + 100, rows.count)])
            }
            return stopwatch.elapsedMilliseconds / 1000
        }
    }
}
