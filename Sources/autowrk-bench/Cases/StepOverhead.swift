import Engine
import Git
import Platform

extension BenchCase {
    static let stepOverhead = BenchCase(
        name: "step-overhead", purpose: "one run of 50 steps that do nothing, with and without fsync"
    ) { workbench in
        var times = Rounds()
        for round in 1...rounds {
            for isDurable in [true, false] {
                let mode = isDurable ? fsync : noFsync
                Repository.setDurable(isDurable)
                let load = try RunWorkload(
                    workbench.path("step-overhead-\(round)-\(isDurable)"), on: workbench)
                // The first run opens what the others find open.
                _ = try await load.perform(1, steps: 1)
                workbench.settle()
                times.add(mode, try await load.perform(1, steps: steps) * 1000 / Double(steps))
            }
            times.add(flush, try flushTime(on: workbench))
            times.add(row, try insertTime(on: workbench))
        }
        Repository.setDurable(true)
        return Findings(
            measurements: [
                Measurement(
                    fsync, times.median(fsync), .milliseconds, beside: row, times.median(row),
                    bound: .atMost(5)),
                Measurement(noFsync, times.median(noFsync), .milliseconds, bound: .atMost(1)),
                Measurement(flush, times.median(flush), .milliseconds),
            ],
            remarks: ["milliseconds a step, median of \(rounds) runs of \(steps) steps"])
    }

    private static let rounds = 5
    private static let steps = 50
    private static let fsync = "a step, fsync"
    private static let noFsync = "a step, no fsync"
    private static let flush = "one fsync of a small file"
    private static let row = "SQLite, FULL, a row"

    /// - Returns: the milliseconds that writing a small file to the disk takes.
    private static func flushTime(on workbench: Workbench) throws -> Double {
        let bytes = [UInt8](repeating: 0x2E, count: 400)
        let times = try (0..<20).map { _ in
            let stopwatch = Stopwatch()
            try Files.writeAtomically(bytes, to: workbench.path("flushed"), durable: true)
            return stopwatch.elapsedMilliseconds
        }
        return Samples(times).median
    }

    /// - Returns: the milliseconds that a transaction of one row takes.
    private static func insertTime(on workbench: Workbench) throws -> Double {
        try workbench.withTable(synchronous: .full) { table in
            let times = try (0..<50).map { number in
                let stopwatch = Stopwatch()
                try table.insert(Row(stream: "run/\(number)", line: String(repeating: ".", count: 400)))
                return stopwatch.elapsedMilliseconds
            }
            return Samples(times).median
        }
    }
}
