import Engine
import JSON
import Journal
import Platform
import Workflow

extension Subcommand {
    static let stats = Subcommand(
        path: ["stats"], summary: "show how runs went: success, durations, retries",
        options: [
            Option(name: "--workflow", value: "<name>", help: "only runs of this workflow"),
            Option(name: "--since", value: "<time>", help: "only runs started since, as in 7d or 2026-11-01"),
            .json,
        ],
        discussion: [
            """
            Durations are those of completed runs and steps, from the first start to the end: the median, and \
            what 95 of 100 do not exceed. The success rate counts runs that are over.
            """,
            """
            Of AI models it shows what was asked for these runs, by workflow and step, provider and model; \
            'git autowrk provider usage' shows it by runs and days, too, and what was asked by hand.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        var since: Timestamp?
        if let text = arguments.value("--since") { since = try TimeText.start(of: text, session.time.now()) }
        let name = arguments.value("--workflow")
        var journal = try session.openJournalForReading()
        var statistics = RunStatistics()
        var (first, wanted): (Timestamp?, Set<String>) = (nil, [])
        do throws(JournalError) {
            try RunIndex.forEach(in: &journal) { run in
                let isWanted = (name ?? run.workflow) == run.workflow
                if isWanted, since.map({ run.startedAt >= $0 }) ?? true {
                    statistics.add(run)
                    first = min(first ?? run.startedAt, run.startedAt)
                    wanted.insert(run.id.description)
                }
                return true
            }
        } catch { throw Failure(error) }
        let models = try StatisticsOfModels(of: wanted, from: first, to: session.time.now(), in: &journal)
        if arguments.has("--json") {
            try session.print([
                "workflows": .array(statistics.byWorkflow.map(\.json)), "models": .object(models.json),
            ])
        } else if statistics.byWorkflow.isEmpty {
            session.remark("no runs yet")
        } else {
            let table = Table(
                [.left, .right, .right, .right, .right, .right, .right],
                [heads] + statistics.byWorkflow.flatMap(\.rows))
            for line in table.lines(width: session.lineWidth) + models.lines(width: session.lineWidth) {
                try session.print(line)
            }
        }
        return .done
    }

    private static let heads = ["workflow, step", "runs", "success", "p50", "p95", "retries", "failed"]
}

extension RunStatistics.Workflow {
    /// A line for the workflow and one for each step.
    fileprivate var rows: [[String]] {
        let failed = counts[.failed, default: 0]
        let rate = successRate.map { "\(Int(($0 * 100).rounded())) %" } ?? "-"
        let own = [name, "\(runs)", rate] + Self.times(durations) + ["\(retries)", "\(failed)"]
        return [own]
            + steps.map { step in
                ["  \(step.id)", "\(step.runs)", ""] + Self.times(step.durations)
                    + ["\(step.retries)", "\(step.failures)"]
            }
    }

    private static func times(_ values: [Int64]) -> [String] {
        [50, 95].map { RunStatistics.percentile($0, of: values).map { TimeText.span($0) } ?? "-" }
    }

    fileprivate var json: JSON {
        var object: JSON.Object = [
            "name": .string(name), "runs": .integer(Int64(runs)), "retries": .integer(Int64(retries)),
            "success_rate": successRate.map { .number($0) } ?? .null,
            "statuses": .object(
                JSON.Object(counts.map { ($0.key.rawValue, .integer(Int64($0.value))) })),
            "steps": .array(
                steps.map { step in
                    .object(
                        Self.times(
                            step.durations,
                            [
                                "id": .string(step.id), "runs": .integer(Int64(step.runs)),
                                "failures": .integer(Int64(step.failures)),
                                "retries": .integer(Int64(step.retries)),
                            ]))
                }),
        ]
        object = Self.times(durations, object)
        return .object(object)
    }

    private static func times(_ values: [Int64], _ object: JSON.Object) -> JSON.Object {
        var object = object
        for share in [50, 95] {
            object["p\(share)_ms"] = RunStatistics.percentile(share, of: values).map { .integer($0) } ?? .null
        }
        return object
    }
}
