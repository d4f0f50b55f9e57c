import JSON
import Journal
import Platform

extension Subcommand {
    static let gc = Subcommand(
        path: ["gc"], summary: "pack the journal, and on request adopt and compact lanes",
        options: [
            Option(
                name: "--adopt", value: "<lane>", repeats: true,
                help: "take over the lane of a clone that is gone"),
            Option(
                name: "--adopt-after", value: "<days>",
                help: "take over every lane that has not moved for so many days"),
            Option(name: "--compact", help: "rewrite the own lane as few large commits with the same events"),
            Option(name: "--auto", help: "pack only when it is worth it, and say nothing"),
            .json,
        ],
        discussion: [
            """
            Packs what lies loose and drops the references of lanes that another lane has in its history. \
            Writers go on meanwhile, and no event is ever removed. Branches, tags and unreachable objects are \
            left to 'git gc'.
            """,
            """
            A lane that was adopted goes on as if nothing had happened when its clone comes back to life. \
            After --compact this clone has a new name; other clones read the same events as before.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournal()
        if arguments.has("--auto") { return try packQuietly(&journal, session) }
        let adopted = try adopt(arguments, &journal, session)
        let identity: Identity? = arguments.has("--compact") ? try session.identity(in: journal) : nil
        var compaction: CompactionReport?
        let dropped: [ReplicaID]
        do throws(JournalError) {
            if let identity { compaction = try journal.compact(by: identity) }
            dropped = try journal.dropRedundantLanes()
            try journal.pack(through: session.git)
        } catch { throw Failure(error) }
        if arguments.has("--json") {
            try session.print([
                "adopted": .array(adopted.map { .string($0.description) }),
                "dropped": .array(dropped.map { .string($0.description) }),
                "compaction": compaction?.json ?? .null,
            ])
        } else {
            for lane in adopted { try session.print("adopted lane \(lane)") }
            for lane in dropped { try session.print("lane \(lane) needs no reference any more") }
            if let compaction { try session.print(compaction.text) }
            try session.print("packed")
        }
        return .done
    }

    private static func packQuietly(
        _ journal: inout Journal, _ session: borrowing Session
    ) throws(Failure) -> ExitStatus {
        do throws(JournalError) {
            try journal.initialize()
            if journal.wantsPacking { try journal.pack(through: session.git) }
        } catch {
            // Somebody else is at it already.
            guard case .maintenanceRunning = error else { throw Failure(error) }
        }
        return .done
    }

    /// Takes over the lanes that are named or have been quiet for long.
    private static func adopt(
        _ arguments: Arguments, _ journal: inout Journal, _ session: borrowing Session
    ) throws(Failure) -> [ReplicaID] {
        var replicas: [ReplicaID] = []
        let lanes: [LaneSummary]
        do { lanes = try journal.lanes() } catch { throw Failure(error) }
        for name in arguments.values("--adopt") {
            let found = lanes.filter { $0.replica.description.hasPrefix(name) }
            guard let lane = found.first, found.count == 1 else {
                throw Failure(
                    .usage,
                    found.isEmpty
                        ? "there is no lane '\(name)'" : "'\(name)' is the beginning of several lanes")
            }
            guard !lane.isOwn else { throw Failure(.usage, "lane '\(lane.replica)' is this clone's own") }
            replicas.append(lane.replica)
        }
        if let days = try arguments.count("--adopt-after", minimum: 1) {
            let bound = session.time.now().milliseconds - Int64(days) * 86_400_000
            let quiet = lanes.filter { !$0.isOwn && $0.lastWrite.milliseconds < bound }
            replicas += quiet.map(\.replica).filter { !replicas.contains($0) }
        }
        guard !replicas.isEmpty else { return [] }
        let identity = try session.identity(in: journal)
        do { try journal.adopt(replicas, by: identity) } catch { throw Failure(error) }
        return replicas
    }
}

extension CompactionReport {
    fileprivate var text: String {
        "\(commitsBefore) commits became \(commitsAfter) on lane \(archive); this clone is now \(replica)"
    }

    fileprivate var json: JSON {
        [
            "commits_before": .integer(Int64(commitsBefore)), "commits_after": .integer(Int64(commitsAfter)),
            "archive": .string(archive.description), "replica": .string(replica.description),
        ]
    }
}
