import Git
import Journal
import Platform

extension BenchCase {
    static let readStream = BenchCase(
        name: "read-stream", purpose: "the twelve events of one run, with a warm cache"
    ) { workbench in
        let corpus = try await Corpus(.grouped, on: workbench)
        let streams = someStreams(of: workbench.workload)
        let table = workbench.path("read-stream.sqlite")
        defer { workbench.discardTable(table) }
        try fill(table, try corpus.rows(workbench))

        let oursAnew = try streams.map { stream in
            let stopwatch = Stopwatch()
            var journal = try workbench.openJournal(corpus.path)
            try check(try journal.events(of: stream).count, of: stream)
            return stopwatch.elapsedMilliseconds
        }
        let theirsAnew = try streams.map { stream in
            let stopwatch = Stopwatch()
            let table = try ReferenceTable(table, synchronous: .full)
            try check(try table.lines(of: stream.description).count, of: stream)
            return stopwatch.elapsedMilliseconds
        }
        var journal = try workbench.openJournal(corpus.path)
        let oursOpen = try streams.map { stream in
            let stopwatch = Stopwatch()
            try check(try journal.events(of: stream).count, of: stream)
            return stopwatch.elapsedMilliseconds
        }
        let opened = try ReferenceTable(table, synchronous: .full)
        let theirsOpen = try streams.map { stream in
            let stopwatch = Stopwatch()
            try check(try opened.lines(of: stream.description).count, of: stream)
            return stopwatch.elapsedMilliseconds
        }
        return Findings(
            measurements: compare("opened anew", oursAnew, theirsAnew, bound: .atMost(5))
                + compare("open", oursOpen, theirsOpen),
            remarks: [
                "\(streams.count) streams out of \(workbench.workload.runs.grouped); ours opens the repository, too"
            ])
    }

    private static func compare(
        _ name: String, _ ours: [Double], _ theirs: [Double], bound: Measurement.Bound? = nil
    ) -> [Measurement] {
        let (own, other) = (Samples(ours), Samples(theirs))
        return [
            Measurement(
                "\(name), p50", own.median, .milliseconds, beside: "SQLite, SELECT", other.median,
                bound: bound),
            Measurement(
                "\(name), p95", own.percentile(95), .milliseconds, beside: "SQLite, SELECT",
                other.percentile(95)),
        ]
    }

    /// Streams from all over the journal.
    private static func someStreams(of workload: Workload) -> [StreamName] {
        let step = max(1, workload.runs / 500)
        return stride(from: 0, to: workload.runs, by: step).map { workload.stream($0) }
    }

    private static func fill(_ path: String, _ rows: [Row]) throws {
        let table = try ReferenceTable(path, synchronous: .off)
        try table.insert(rows)
        try table.makeIndex()
    }

    private static func check(_ count: Int, of stream: StreamName) throws {
        guard count == Workload.eventsPerRun else {
            throw BenchError(.failure, "found \(count) events of '\(stream)'")
        }
    }
}
