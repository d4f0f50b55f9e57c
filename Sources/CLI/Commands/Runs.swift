import Engine
import Git
import JSON
import Journal
import Platform
import Workflow

extension Subcommand {
    static let runs = Subcommand(
        path: ["runs"], summary: "list runs, the latest first",
        options: [
            Option(
                name: "--status", value: "<status>", repeats: true,
                help: "only runs that stand there; 'interrupted' is one of them"),
            Option(name: "--workflow", value: "<name>", help: "only runs of this workflow"),
            Option(
                name: "--max-count", short: "-n", value: "<n>", help: "at most so many; the default is 30"),
            Option(name: "--all", help: "list them all"),
            .json,
        ],
        discussion: [
            """
            Runs that are not over are always listed, however many there are. A run is interrupted when it \
            was under way in a process of this clone that is gone: 'git autowrk resume' goes on with it.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        let selection = try RunSelection(arguments)
        var journal = try session.openJournalForReading()
        let list = try RunList(selection, in: &journal)
        if arguments.has("--json") {
            let entries = list.runs.map { RunDocument.entry(of: $0, isInterrupted: list.isInterrupted($0)) }
            try session.print(["runs": .array(entries), "more": .bool(list.hasMore)])
        } else {
            try Self.printTable(list, &session)
        }
        if list.hasMore { session.remark("there are more: 'git autowrk runs --all' lists them") }
        return .done
    }

    private static func printTable(_ list: RunList, _ session: inout Session) throws(Failure) {
        if list.runs.isEmpty { session.remark("no runs") }
        let now = session.time.now()
        let style = TextStyle.output(session.terminal)
        var table = Table([.left, .left, .left, .left, .right, .right, .left])
        for run in list.runs {
            let status = list.isInterrupted(run) ? "interrupted" : run.status.rawValue
            let end = run.endedAt ?? now
            table.add([
                RunMark(run.status, isInterrupted: list.isInterrupted(run)).text(style.plain),
                run.id.description, run.workflow, status.replacing("_", with: " "),
                TimeText.age(run.startedAt, at: now),
                TimeText.span(end.milliseconds - run.startedAt.milliseconds),
                run.reason ?? (run.current.isEmpty ? "" : run.current.joined(separator: ", ")),
            ])
        }
        let lines = table.lines(width: session.lineWidth) { column, row, cell in
            switch column {
            case 0:
                RunMark(list.runs[row].status, isInterrupted: list.isInterrupted(list.runs[row])).text(style)
            case 1: style.bold(cell)
            case 4, 5: style.faint(cell)
            default: cell
            }
        }
        for line in lines { try session.print(line) }
    }
}

/// Which runs are asked for.
struct RunSelection {
    /// Nil for all.
    var statuses: Set<String>?
    var workflow: String?
    /// How many at the most; runs that are not over do not count.
    var limit: Int

    static let interrupted = "interrupted"
    private static let usualLimit = 30

    init(_ arguments: Arguments) throws(Failure) {
        workflow = arguments.value("--workflow")
        if arguments.has("--all"), arguments.has("--max-count") {
            throw Failure(.usage, "option '--all' can't go with '--max-count'")
        }
        limit = arguments.has("--all") ? .max : try arguments.count("--max-count") ?? Self.usualLimit
        guard arguments.has("--status") else { return }
        let known = RunStatus.allCases.map(\.rawValue) + [Self.interrupted]
        statuses = []
        for name in arguments.values("--status") {
            guard known.contains(name) else {
                let near = Spelling.nearest(to: name, among: known).map { "did you mean '\($0)'?" }
                throw Failure(
                    .usage, "there is no status '\(printable(name))'",
                    hints: [near ?? "it is one of \(known.joined(separator: ", "))"])
            }
            statuses?.insert(name)
        }
    }
}

/// The runs that were asked for.
struct RunList {
    /// The latest first.
    private(set) var runs: [RunSummary] = []
    /// Whether there are others that were left out for their number.
    private(set) var hasMore = false
    private let presence: RunPresence
    private let replica: String?

    init(_ selection: RunSelection, in journal: inout Journal) throws(Failure) {
        presence = RunPresence(commonDirectory: journal.repository.commonDirectory)
        do throws(JournalError) {
            replica = try journal.replica()?.description
            let unfinished: [RunStatus] = [.pending, .running, .waiting]
            let (wanted, over) = (Self.statuses(selection), Set(RunStatus.allCases).subtracting(unfinished))
            var (open, ended) = ([RunSummary](), [RunSummary]())
            try RunIndex.forEach(in: &journal, statuses: unfinished) { run in
                open.append(run)
                return true
            }
            open = open.filter { matches($0, selection) }
            // Counted on its own: the first runs of all may be any.
            let room = selection.limit
            var hasMore = false
            try RunIndex.forEach(in: &journal, statuses: over.filter { wanted.contains($0) }) { run in
                guard matches(run, selection) else { return true }
                hasMore = ended.count >= room
                if !hasMore { ended.append(run) }
                return !hasMore
            }
            let ranked = (open.map { ($0, true) } + ended.map { ($0, false) })
                .sorted { ($0.0.startedAt, $0.0.id) > ($1.0.startedAt, $1.0.id) }
            for (index, (run, isOpen)) in ranked.enumerated() {
                if isOpen || index < room { runs.append(run) } else { hasMore = true }
            }
            self.hasMore = hasMore
        } catch { throw Failure(error) }
    }

    /// Whether the run was under way in a process that is gone.
    func isInterrupted(_ run: RunSummary) -> Bool {
        run.status == .running && run.owner == replica && !presence.isPerformed(run.id)
    }

    private func matches(_ run: RunSummary, _ selection: RunSelection) -> Bool {
        if let workflow = selection.workflow, run.workflow != workflow { return false }
        guard let statuses = selection.statuses else { return true }
        let isInterrupted = isInterrupted(run)
        if isInterrupted { return statuses.contains(RunSelection.interrupted) }
        return statuses.contains(run.status.rawValue)
    }

    private static func statuses(_ selection: RunSelection) -> Set<RunStatus> {
        guard let names = selection.statuses else { return Set(RunStatus.allCases) }
        return Set(names.compactMap { RunStatus(rawValue: $0) })
    }
}
