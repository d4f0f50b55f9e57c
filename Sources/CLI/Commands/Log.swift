import Journal
import Platform
import Workflow

extension Subcommand {
    static let log = Subcommand(
        path: ["log"], summary: "show what happened, newest first",
        operands: "[<run>|<stream>]", operandCount: 0...1,
        options: [
            Option(name: "--max-count", short: "-n", value: "<n>", help: "show at most so many events"),
            Option(name: "--reverse", help: "show the oldest first"),
            .json,
        ],
        discussion: [
            """
            The events of a run are told in words; those of a stream stand as they are. A run's own stream is \
            run/<id>.
            """,
            "A short prefix of a stream's name will do where only one starts with it, and of a run's, too.",
            "On a terminal the output goes through the pager that Git uses.",
        ]
    ) { (session, arguments) throws(Failure) in
        let limit = try arguments.count("--max-count") ?? .max
        var journal = try session.openJournalForReading()
        var stream: StreamName?
        var run: RunID?
        switch try arguments.operands.first.map({ (word) throws(Failure) in
            try RunLog.subject(word, in: &journal)
        }) {
        case .run(let found): (run, stream) = (found, try RunLog.stream(of: found))
        case .stream(let found): stream = found
        case nil: break
        }
        let style = TextStyle.output(session.terminal)
        let isJSON = arguments.has("--json")
        let (width, usesColour) = (session.lineWidth, session.terminal.usesColour)
        var pager = Pager(session: session, isWanted: !isJSON)
        var count = 0
        try EventOutput.forEachLine(of: stream, newestFirst: !arguments.has("--reverse"), in: &journal) {
            (line) throws(Failure) in
            guard count < limit else { return false }
            if isJSON {
                try pager.write(EventOutput.document(line) + "\n", to: &session)
            } else if let event = try? Event(line: line) {
                let text =
                    run == nil
                    ? EventOutput.line(for: event, width: width, usesColour: usesColour)
                    : RunLog.line(for: event, width: width, style: style)
                try pager.write(text + "\n", to: &session)
            }
            count += 1
            return true
        }
        try pager.finish(&session)
        if count == 0 && !isJSON && limit > 0 { session.remark("no events yet") }
        Upkeep.warnOfStrangers(in: &journal, session)
        return .done
    }
}
