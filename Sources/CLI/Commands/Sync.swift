import Git
import JSON
import Journal
import Platform

extension Subcommand {
    static let sync = Subcommand(
        path: ["sync"], summary: "fetch the lanes of other clones and push the own",
        operands: "[<remote>]", operandCount: 0...1,
        options: [
            Option(
                name: "--timeout", value: "<seconds>",
                help: "give up after this time; what is missing goes next time"),
            Option(name: "--quiet", short: "-q", help: "print nothing unless something is wrong"),
            .json,
        ],
        discussion: [
            """
            Without a name the remote is that of autowrk.remote, remote.pushDefault or the current branch, \
            else origin, else the only one. Nothing is ever forced, and no branch or tag is touched.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let budget = try arguments.count("--timeout", minimum: 1).map { Duration.seconds($0) }
        var journal = try session.openJournal()
        let remote: String
        if let name = arguments.operands.first {
            remote = name
        } else {
            remote = try Remotes.preferred(in: journal, session)
        }
        let report: SyncReport
        do throws(JournalError) {
            report = try journal.sync(with: remote, through: session.git, budget: budget)
        } catch { throw Failure(error) }
        if arguments.has("--json") {
            try session.print(report.json)
        } else if !arguments.has("--quiet") {
            try session.print(report.text)
        }
        for refusal in report.refused {
            session.remark("error: '\(remote)' refuses lane \(refusal.lane): \(harmless(refusal.reason))")
        }
        return report.refused.isEmpty ? .done : .failed
    }
}

extension SyncReport {
    /// For people: a line for everything out of the ordinary.
    var text: String {
        var lines = ["\(remote): received \(count(changes.received)), sent \(count(sent))"]
        if let renamed = changes.renamed {
            lines.append(
                "this clone is a copy of another one: its name was \(renamed.from) and is now \(renamed.to)")
        }
        if !changes.rescued.isEmpty {
            lines.append("kept the conflicting commits of \(count(changes.rescued)) on lanes of their own")
        }
        return lines.joined(separator: "\n")
    }

    var json: JSON.Object {
        var object: JSON.Object = [
            "remote": .string(remote), "received": .array(changes.received.map { .string($0.description) }),
            "sent": .array(sent.map { .string($0.description) }),
            "rescued": .array(changes.rescued.map { .string($0.description) }),
            "refused": .array(
                refused.map { ["lane": .string($0.lane.description), "reason": .string($0.reason)] }),
        ]
        if let renamed = changes.renamed {
            object["renamed"] = [
                "from": .string(renamed.from.description), "to": .string(renamed.to.description),
            ]
        }
        return object
    }

    private func count(_ lanes: [ReplicaID]) -> String {
        lanes.isEmpty ? "nothing" : counted(Set(lanes).count, "lane")
    }
}
