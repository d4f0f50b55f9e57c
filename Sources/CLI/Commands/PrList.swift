import Domain
import Engine
import JSON
import Journal
import Platform

extension Subcommand {
    static let prList = Subcommand(
        path: ["pr", "list"], summary: "list local pull requests, the latest first",
        options: [
            Option(
                name: "--state", value: "<state>",
                help: "open, merged, closed or all; the default is open"),
            Option(
                name: "--max-count", short: "-n", value: "<n>", help: "at most so many; the default is 30"),
            Option(name: "--all", help: "as many as there are"),
            .json,
        ]
    ) { (session, arguments) throws(Failure) in
        let statuses = try Self.statuses(arguments.value("--state") ?? "open")
        if arguments.has("--all"), arguments.has("--max-count") {
            throw Failure(.usage, "option '--all' can't go with '--max-count'")
        }
        let limit = arguments.has("--all") ? Int.max : try arguments.count("--max-count", minimum: 1) ?? 30
        var journal = try session.openJournalForReading()
        let (entries, hasMore) = try session.list(statuses, limit: limit, in: &journal)
        let names = try PullRequestNames.short(entries.map(\.id), in: &journal)
        if arguments.has("--json") {
            let documents = entries.map { $0.entry(name: names[$0.id] ?? $0.id.description) }
            try session.print(["pull_requests": .array(documents), "more": .bool(hasMore)])
        } else {
            try Self.printTable(entries, names, &session)
        }
        if hasMore { session.remark("there are more: add '--all' to list them") }
        return .done
    }

    private static func statuses(_ word: String) throws(Failure) -> [PullRequestStatus] {
        if word == "all" { return PullRequestStatus.allCases }
        guard let status = PullRequestStatus(rawValue: word) else {
            let known = PullRequestStatus.allCases.map(\.rawValue) + ["all"]
            throw Failure(
                .usage, "there is no state '\(printable(word))'",
                hints: [
                    Spelling.hint(for: word, among: known) ?? "it is one of \(known.joined(separator: ", "))"
                ])
        }
        return [status]
    }

    private static func printTable(
        _ entries: [PullRequestSummary], _ names: [PullRequestID: String], _ session: inout Session
    ) throws(Failure) {
        if entries.isEmpty { session.remark("no pull requests") }
        let now = session.time.now()
        let style = TextStyle.output(session.terminal)
        var table = Table([.left, .left, .left, .left, .left, .right, .left])
        for entry in entries {
            var votes = entry.approvals > 0 ? ["+\(entry.approvals)"] : []
            if entry.rejections > 0 { votes.append("-\(entry.rejections)") }
            table.add([
                RunMark(entry.status, isDraft: entry.isDraft).text(style.plain),
                names[entry.id] ?? entry.id.description,
                PullRequestWords.status(entry.status, isDraft: entry.isDraft),
                "\(entry.headBranch) > \(entry.base)", votes.joined(separator: " "),
                TimeText.age(entry.openedAt, at: now), entry.title,
            ])
        }
        let lines = table.lines(width: session.lineWidth) { column, row, cell in
            switch column {
            case 0: RunMark(entries[row].status, isDraft: entries[row].isDraft).text(style)
            case 1: style.bold(cell)
            case 5: style.faint(cell)
            default: cell
            }
        }
        for line in lines { try session.print(line) }
    }
}

extension Session {
    /// The latest pull requests. Those whose branch is elsewhere than it is known to be are looked at first.
    fileprivate func list(
        _ statuses: [PullRequestStatus], limit: Int, in journal: inout Journal
    ) throws(Failure) -> (entries: [PullRequestSummary], hasMore: Bool) {
        var entries = try read(statuses, limit: limit, in: &journal)
        let moved = entries.prefix(Self.followed).filter { entry in
            entry.status == .open && PullRequestLook.isStale(entry, in: journal.repository)
        }
        if !moved.isEmpty, let changes = try? pullRequests(in: journal) {
            for entry in moved { _ = try? changes.follow(entry.id, in: &journal) }
            entries = try read(statuses, limit: limit, in: &journal)
        }
        return (Array(entries.prefix(limit)), entries.count > limit)
    }

    /// A list of thousands is not worth as many looks at branches.
    private static let followed = 100

    /// One more than the limit, to know whether there are more.
    private func read(
        _ statuses: [PullRequestStatus], limit: Int, in journal: inout Journal
    ) throws(Failure) -> [PullRequestSummary] {
        var entries: [PullRequestSummary] = []
        do throws(JournalError) {
            try PullRequestIndex.forEach(
                in: &journal, statuses: statuses, limit: limit == .max ? .max : limit + 1
            ) { summary in
                entries.append(summary)
                return true
            }
        } catch { throw Failure(error) }
        return entries
    }
}
