import Git
import JSON
import Journal
import Platform

extension BenchCase {
    static let summaries = BenchCase(
        name: "summaries", purpose: "a list of all runs from folded summaries"
    ) { workbench in
        let corpus = try await Corpus(.grouped, on: workbench)
        let path = workbench.path("summaries")
        try workbench.clone(corpus, to: path)
        var journal = try workbench.openJournal(path)
        _ = try journal.count()
        let runs = workbench.workload.runs
        let fold = try read(&journal, expecting: runs)
        var times = Rounds()
        for _ in 0..<rounds {
            var opened = try workbench.openJournal(path)
            times.add(anew, try read(&opened, expecting: runs))
            var limited = try workbench.openJournal(path)
            times.add(some, try read(&limited, limit: 50, expecting: 50))
            times.add(open, try read(&journal, expecting: runs))
            _ = try journal.append(addition(to: workbench.workload), by: workbench.identity)
            times.add(touched, try read(&journal, expecting: runs))
        }
        return Findings(
            measurements: [
                Measurement("fold all", fold / 1000, .seconds),
                Measurement(anew, times.median(anew), .milliseconds, bound: .atMost(15)),
                Measurement(some, times.median(some), .milliseconds),
                Measurement(open, times.median(open), .milliseconds, bound: .atMost(10)),
                Measurement(touched, times.median(touched), .milliseconds),
            ],
            remarks: ["\(runs.grouped) runs of \(Workload.eventsPerRun) events, median of \(rounds) rounds"])
    }

    private static let rounds = 20
    private static let anew = "all, opened anew"
    private static let some = "the newest 50, opened anew"
    private static let open = "all, open"
    private static let touched = "all, open, after an append"

    private static let projection = Projection(name: "runs", version: 1, streamPrefix: "run/") { _, events in
        guard let first = events.first, let last = events.last else { return nil }
        let steps = events.count { $0.type.description == "step_completed" }
        return Summary(
            state: last.type.description == "run_completed" ? "completed" : "running",
            text: """
                {"actor":"\(first.actor)","at":\(first.at.milliseconds),"ended":\(last.at.milliseconds),\
                "inputs":\(first.data["inputs"]?.canonical ?? "null"),"last":"\(last.type)","steps":\(steps),\
                "workflow":\(first.data["workflow"]?.canonical ?? "null")}
                """)
    }

    /// - Returns: the milliseconds that it took.
    private static func read(
        _ journal: inout Journal, limit: Int = .max, expecting expected: Int
    ) throws -> Double {
        let stopwatch = Stopwatch()
        var count = 0
        var bytes = 0
        try journal.forEachSummary(of: projection, limit: limit) { row in
            count += 1
            bytes += row.summary.text.utf8.count
            return true
        }
        guard count == expected, bytes > 0 else { throw BenchError(.failure, "found \(count) summaries") }
        return stopwatch.elapsedMilliseconds
    }

    private static func addition(to workload: Workload) -> Decision {
        Decision(events: Array(workload.drafts(7).suffix(1)))
    }
}
