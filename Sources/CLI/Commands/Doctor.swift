import JSON
import Journal

extension Subcommand {
    static let doctor = Subcommand(
        path: ["doctor"], summary: "find what is wrong here, and print what mends it",
        options: [.json],
        discussion: ["Changes nothing. Ends with status 1 when there is a problem."]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournal()
        var findings: [(name: String, diagnosis: Diagnosis)] = []
        for check in DoctorCheck.all {
            do throws(Failure) {
                findings += try check.run(&journal, session).map { (check.name, $0) }
            } catch {
                findings.append((check.name, .problem(error.message, remedy: error.hints.first)))
            }
        }
        if arguments.has("--json") {
            try session.print(["checks": .array(findings.map { $0.diagnosis.json(named: $0.name) })])
        } else {
            for (name, diagnosis) in findings {
                try session.print("\(diagnosis.verdict.rawValue): \(name): \(diagnosis.finding)")
                if let remedy = diagnosis.remedy { try session.print("    \(remedy)") }
            }
        }
        return findings.contains { $0.diagnosis.verdict == .problem } ? .failed : .done
    }
}

extension Diagnosis {
    fileprivate func json(named name: String) -> JSON {
        [
            "check": .string(name), "verdict": .string(verdict.rawValue), "finding": .string(finding),
            "remedy": remedy.map { .string($0) } ?? .null,
        ]
    }
}
