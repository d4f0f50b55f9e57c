import JSON
import Journal

extension Subcommand {
    static let fsck = Subcommand(
        path: ["fsck"], summary: "check every commit of every lane against the format",
        options: [.json],
        discussion: [
            """
            Reads the lanes without the cache and names each commit that is not ours, event that is malformed \
            or not canonical, attachment that is missing, and id that two events claim. Ends with status 1 when \
            something can't be read. 'git fsck' checks the objects themselves.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let journal = try session.openJournal()
        let report: CheckReport
        do throws(JournalError) { report = try journal.check() } catch { throw Failure(error) }
        if arguments.has("--json") {
            try session.print([
                "lanes": .integer(Int64(report.lanes)), "commits": .integer(Int64(report.commits)),
                "events": .integer(Int64(report.events)), "findings": .array(report.findings.map(\.json)),
            ])
        } else {
            for finding in report.findings {
                let place =
                    finding.commit.isEmpty ? finding.lane : "\(finding.lane): commit \(finding.commit)"
                try session.print("\(finding.severity.rawValue): \(place): \(finding.problem)")
            }
            let counts = [(report.lanes, "lane"), (report.commits, "commit"), (report.events, "event")]
            try session.print(counts.map { counted($0, $1) }.joined(separator: ", "))
        }
        return report.findings.contains { $0.severity == .error } ? .failed : .done
    }
}

extension Finding {
    fileprivate var json: JSON {
        [
            "severity": .string(severity.rawValue), "lane": .string(lane), "commit": .string(commit),
            "problem": .string(problem),
        ]
    }
}
