import AI
import Agents
import JSON
import Journal
import Platform

extension Subcommand {
    static let providerUsage = Subcommand(
        path: ["provider", "usage"], summary: "show what AI models have cost: tokens, money, time",
        options: [
            Option(
                name: "--by", value: "<what>",
                help: "run, model, day, provider, workflow or step; the default is model"),
            Option(
                name: "--since", value: "<time>",
                help: "only calls since, as in 7d or 2026-11-01; the default is 30d"),
            .json,
        ],
        discussion: [
            """
            'first' is the share of calls whose first attempt was answered; 'retries' are further attempts with \
            the same provider, 'fallbacks' those with another one. Money of models without a known price is not \
            counted. Only calls that were made in a repository are known.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let key = arguments.value("--by") ?? "model"
        guard let grouping = ModelUsage.Grouping(rawValue: key) else {
            let names = ModelUsage.Grouping.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.usage, "option '--by' takes one of \(names), not '\(printable(key))'")
        }
        let now = session.time.now()
        let since = try TimeText.start(of: arguments.value("--since") ?? "30d", now)
        var journal = try session.openJournalForReading()
        var usage = ModelUsage(by: grouping)
        do throws(JournalError) {
            try ModelCalls.forEach(from: since, to: now, in: &journal) { usage.add($0) }
        } catch { throw Failure(error) }
        let rows = usage.rows
        if arguments.has("--json") {
            try session.print(["by": .string(key), "usage": .array(rows.map(\.json))])
        } else if rows.isEmpty {
            session.remark("no models were asked")
        } else {
            let table = Table(
                [.left] + Array(repeating: .right, count: ModelUsage.heads.count),
                [[key] + ModelUsage.heads] + rows.map(\.cells))
            for line in table.lines(width: session.lineWidth) { try session.print(line) }
        }
        return .done
    }
}
