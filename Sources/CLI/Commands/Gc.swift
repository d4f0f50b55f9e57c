import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

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
            left to 'git gc'. Rollback points of runs that ended more than 30 days ago are dropped, or as \
            many days as autowrk.retention says, the references that keep the commits which those runs \
            started from, those of pull requests that ended as long ago, and scratch checkouts that were not used for a week.
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
        let runs = try tidyRuns(&journal, session)
        if arguments.has("--json") {
            try session.print([
                "adopted": .array(adopted.map { .string($0.description) }),
                "dropped": .array(dropped.map { .string($0.description) }),
                "compaction": compaction?.json ?? .null,
                "points_dropped": .array(runs.points.map { .string($0.description) }),
                "checkouts_removed": .integer(Int64(runs.checkouts)),
            ])
        } else {
            for lane in adopted { try session.print("adopted lane \(lane)") }
            for lane in dropped { try session.print("lane \(lane) needs no reference any more") }
            if let compaction { try session.print(compaction.text) }
            for run in runs.points { try session.print("dropped the rollback points of run \(run)") }
            if runs.checkouts > 0 {
                try session.print("removed \(counted(runs.checkouts, "scratch checkout"))")
            }
            try session.print("packed")
        }
        return .done
    }

    /// Drops what runs need no more: rollback points after `autowrk.retention` days, scratch checkouts that
    /// nobody has used for long.
    private static func tidyRuns(
        _ journal: inout Journal, _ session: borrowing Session
    ) throws(Failure) -> (points: [RunID], checkouts: Int) {
        let days = try session.configuration(of: journal.repository).int("autowrk.retention")
        let retention = days.map { $0 * 86_400_000 } ?? RunRetention.usual
        let bound = Timestamp(milliseconds: session.time.now().milliseconds - retention)
        do {
            let points = try RunRetention.dropPoints(ofRunsEndedBefore: bound, in: &journal)
            try RunRetention.dropBases(ofRunsEndedBefore: bound, in: &journal)
            try RunRetention.dropOutput(in: &journal)
            try PullRequestRetention.drop(endedBefore: bound, in: &journal)
            guard let cache = try? session.cacheDirectory(), Files.exists(cache) else { return (points, 0) }
            let pool = try ScratchPool(
                cacheDirectory: cache, environment: session.environment, time: session.time)
            return (points, try pool.clean())
        } catch { throw Failure(EngineError(wrapping: error)) }
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
