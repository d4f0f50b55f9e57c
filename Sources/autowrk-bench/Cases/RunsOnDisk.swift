import Engine
import Git
import Journal
import Workflow

extension BenchCase {
    static let runsOnDisk = BenchCase(
        name: "runs-on-disk", purpose: "10,000 finished runs of 10 steps: their size, and commands on them"
    ) { workbench in
        let path = workbench.path("runs-on-disk")
        let load = try RunWorkload(path, on: workbench)
        let runs = workbench.workload.runs
        for _ in 0..<(runs / 1000) { _ = try await load.perform(1000, steps: 10) }
        let shown = try newestRun(path, on: workbench)
        workbench.settle()
        let copy = workbench.path("runs-on-disk-collected")
        try workbench.run(["cp", "-a", path, copy], in: workbench.folder)
        workbench.discard("\(copy)/autowrk")
        try workbench.run(["git", "gc", "--quiet"], in: copy)
        let megabytes = Double(DiskUsage.bytes(of: copy)) / 1_000_000
        var findings = Findings(measurements: [
            Measurement("after git gc", megabytes, .megabytes, bound: .atMost(10))
        ])
        guard let program = OwnProgram.path else {
            findings.remarks.append(OwnProgram.skipped)
            return findings
        }
        var race = Race(in: path, on: workbench)
        race.enter("runs", [program, "runs"])
        race.enter(allRuns, [program, "runs", "--all"])
        race.enter("show", [program, "show", shown])
        race.enter(revision, ["git", "rev-parse", "refs/heads/main"])
        race.run(rounds: 20)
        findings.measurements += [
            race.compare("runs", beside: revision, bound: .atMost(25)),
            race.compare(allRuns, beside: revision),
            race.compare("show", beside: revision, bound: .atMost(10)),
        ].compactMap { $0 }
        findings.remarks += race.failures + ["\(runs.grouped) runs; processes from start to end"]
        return findings
    }

    private static let allRuns = "runs --all"
    private static let revision = "git rev-parse"

    /// The id of the newest run; makes the summaries as well, so that the cache is warm.
    private static func newestRun(_ path: String, on workbench: Workbench) throws -> String {
        var journal = try workbench.openJournal(path)
        var newest = ""
        try RunIndex.forEach(in: &journal, limit: 1) { summary in
            newest = summary.id.description
            return false
        }
        return newest
    }
}
