import Engine
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
        var marks: [RunMark] = []
        for run in list.runs {
            let isInterrupted = list.isInterrupted(run)
            let mark = RunMark(run.status, isInterrupted: isInterrupted)
            marks.append(mark)
            table.add([
                mark.text(style.plain), run.id.description, run.workflow,
                run.status.words(isInterrupted: isInterrupted), TimeText.age(run.startedAt, at: now),
                TimeText.span((run.endedAt ?? now).milliseconds - run.startedAt.milliseconds),
                run.reason ?? run.current.joined(separator: ", "),
            ])
        }
        let lines = table.lines(width: session.lineWidth) { column, row, cell in
            switch column {
            case 0: marks[row].text(style)
            case 1: style.bold(cell)
            case 4, 5: style.faint(cell)
            default: cell
            }
        }
        for line in lines { try session.print(line) }
    }
}
