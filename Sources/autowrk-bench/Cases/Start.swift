import Git
import Journal

extension BenchCase {
    static let start = BenchCase(
        name: "start", purpose: "processes of git-autowrk beside those of git"
    ) { workbench in
        guard let program = OwnProgram.path else { return Findings(remarks: [OwnProgram.skipped]) }
        let path = workbench.path("start")
        try await prepare(path, on: workbench)
        let stream = workbench.workload.stream(0).description
        var readers = Race(in: path, on: workbench)
        readers.enter(version, [program, "version"])
        readers.enter(show, [program, "journal", "show", stream])
        readers.enter(newest, [program, "log", "-n", "1"])
        readers.enter(revision, ["git", "rev-parse", "HEAD"])
        readers.enter(gitVersion, ["git", "--version"])
        readers.run(rounds: rounds)
        // Apart from the readers, which would have to take in every event.
        var writers = Race(in: path, on: workbench)
        writers.enter(version, [program, "version"])
        writers.enter(append, [program, "journal", "append", "--stream", "task/x", "--type", "noted"])
        writers.enter(commit, ["git", "commit", "--quiet", "--allow-empty", "--message=noted"])
        writers.run(rounds: rounds)
        return findings(readers, writers)
    }

    private static func findings(_ readers: Race, _ writers: Race) -> Findings {
        var findings = Findings(remarks: readers.failures + writers.failures)
        for name in [version, show, newest] {
            findings.measurements += [
                readers.compare(name, beside: revision, bound: name == version ? .atMost(6) : nil),
                readers.compare(name, beside: gitVersion),
            ].compactMap { $0 }
        }
        findings.measurements += [writers.compare(append, beside: commit)].compactMap { $0 }
        if let whole = writers.median(append), let start = writers.median(version) {
            findings.measurements.append(
                Measurement("\(append), less \(version)", whole - start, .milliseconds, bound: .atMost(5)))
        }
        findings.remarks.append("medians of \(rounds) starts, in a clone of the whole journal")
        return findings
    }

    private static let rounds = 50
    private static let version = "version"
    private static let show = "journal show"
    private static let newest = "log -n 1"
    private static let append = "journal append"
    private static let revision = "git rev-parse HEAD"
    private static let gitVersion = "git --version"
    private static let commit = "git commit --allow-empty"

    /// A clone with a branch, so that Git has something to say, and with a warm cache.
    private static func prepare(_ path: String, on workbench: Workbench) async throws {
        let corpus = try await Corpus(.grouped, on: workbench)
        try workbench.run(["git", "init", "--quiet", path], in: workbench.folder)
        try workbench.run(["git", "commit", "--quiet", "--allow-empty", "--message=begin"], in: path)
        try workbench.fetch(corpus, into: path)
        var journal = try workbench.openJournal(path)
        _ = try journal.count()
        workbench.settle()
    }
}
