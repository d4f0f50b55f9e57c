import Platform

extension BenchCase {
    static let writers = BenchCase(
        name: "writers",
        purpose: "eight processes that append to one repository at once, and how long they wait"
    ) { workbench in
        guard let program = OwnProgram.path else { return Findings(remarks: [OwnProgram.skipped]) }
        let together = try Contest(processes: 8, named: "writers-together", program, on: workbench)
        let alone = try Contest(processes: 1, named: "writers-alone", program, on: workbench)
        let waits = Samples(together.waits)
        return Findings(
            measurements: [
                Measurement(
                    "8 writers", together.rate, .eventsPerSecond, beside: "1 writer", alone.rate),
                Measurement("wait for the lock, p50", waits.median, .milliseconds),
                Measurement("wait for the lock, p95", waits.percentile(95), .milliseconds),
                Measurement("wait for the lock, max", waits.maximum, .milliseconds, bound: .atMost(1000)),
            ],
            remarks: ["\(Contest.events) events, each by a process of its own, fsync on"])
    }
}

/// Processes that append at the same time, one event each, one after another.
private struct Contest {
    static let events = 4000

    /// Events a second, all writers together.
    let rate: Double
    /// Milliseconds that each append has waited for the others.
    let waits: [Double]

    init(processes: Int, named name: String, _ program: String, on workbench: Workbench) throws {
        let repository = workbench.path(name)
        try workbench.run(["git", "init", "--quiet", repository], in: workbench.folder)
        let trace = workbench.path(name + ".trace")
        let script = """
            export AUTOWRK_TRACE='\(trace)'
            for writer in $(seq \(processes)); do
                for n in $(seq \(Self.events / processes)); do
                    '\(program)' journal append --stream "writer/$writer" --type counted >/dev/null || exit
                done &
            done
            wait
            """
        let outcome = try workbench.run(["sh", "-c", script], in: repository)
        rate = Double(Self.events) / outcome.milliseconds * 1000
        // Lines of the trace: `03:25:00.123 lock <path> <milliseconds>`.
        waits = String(decoding: try Files.read(trace), as: UTF8.self).split(separator: "\n").compactMap {
            line in
            let words = line.split(separator: " ")
            return words.count > 2 && words[1] == "lock" ? words.last.flatMap { Double($0) } : nil
        }
        // The packing that they start in the background takes the lock, too.
        guard waits.count >= Self.events else {
            throw BenchError(.failure, "cannot append \(Self.events) events: \(waits.count) were")
        }
    }
}
