import Git
import Journal
import Platform

extension BenchCase {
    static let verifyKnown = BenchCase(
        name: "verify-known", purpose: "'git autowrk verify' of a tree that was verified before"
    ) { workbench in
        guard let program = OwnProgram.path else { return Findings(remarks: [OwnProgram.skipped]) }
        let path = workbench.path("verify-known")
        try prepare(path, on: workbench)
        // The first time the check is run, and leaves a mark beside the repository.
        try workbench.run([program, "verify"], in: path)
        workbench.settle()
        var race = Race(in: path, on: workbench)
        race.enter(verify, [program, "verify"])
        race.enter(version, [program, "version"])
        race.enter(revision, ["git", "rev-parse", "HEAD"])
        race.run(rounds: rounds)
        var findings = Findings(remarks: race.failures)
        findings.measurements += [
            race.compare(verify, beside: revision, bound: .atMost(30)),
            race.compare(version, beside: revision),
        ].compactMap { $0 }
        let performed = try Files.read("\(path).performed").count
        findings.measurements.append(
            Measurement("times that the check was run", Double(performed), .count, bound: .atMost(1)))
        findings.remarks.append(
            "medians of \(rounds) starts, in a repository of \(files) files with one detected check")
        return findings
    }

    private static let rounds = 50
    private static let files = 2000
    private static let verify = "verify"
    private static let version = "version"
    private static let revision = "git rev-parse HEAD"

    /// A repository whose checks are found by the tables: the last one of all, so that each is asked.
    private static func prepare(_ path: String, on workbench: Workbench) throws {
        try workbench.run(["git", "init", "--quiet", path], in: workbench.folder)
        for number in 0..<files {
            let file = "\(path)/src/\(number % 40)/file\(number).c"
            if number < 40 { try Files.createDirectories("\(path)/src/\(number)") }
            try Files.writeAtomically(Array("int f\(number);\n".utf8), to: file, durable: false)
        }
        let makefile = "all:\n\ncheck:\n\t@printf x >> \(path).performed\n\t@echo 'ok 1'\n"
        try Files.writeAtomically(Array(makefile.utf8), to: "\(path)/Makefile", durable: false)
        try workbench.run(["git", "add", "--all"], in: path)
        try workbench.run(["git", "commit", "--quiet", "--message=begin"], in: path)
    }
}
