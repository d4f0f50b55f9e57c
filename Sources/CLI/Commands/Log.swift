import JSON
import Journal
import Platform

extension Subcommand {
    static let log = Subcommand(
        path: ["log"], summary: "show what happened, newest first",
        operands: "[<stream>]", operandCount: 0...1,
        options: [
            Option(name: "--max-count", short: "-n", value: "<n>", help: "show at most so many events"),
            Option(name: "--reverse", help: "show the oldest first"),
            .json,
        ],
        discussion: [
            "A short prefix of a stream's name will do where only one stream starts with it.",
            "On a terminal the output goes through the pager that Git uses.",
        ]
    ) { (session, arguments) throws(Failure) in
        let limit = try arguments.count("--max-count") ?? .max
        var journal = try session.openJournalForReading()
        var stream: StreamName?
        if let text = arguments.operands.first { stream = try Streams.find(text, in: &journal) }
        let isJSON = arguments.has("--json")
        let terminal = session.terminal
        var pager = Pager(session: session, isWanted: !isJSON)
        var failure: Failure?
        var count = 0
        do throws(JournalError) {
            try journal.forEachEvent(of: stream, newestFirst: !arguments.has("--reverse")) { event in
                guard count < limit else { return false }
                count += 1
                let line =
                    isJSON
                    ? Session.document(event.json.objectValue ?? [:])
                    : EventOutput.line(
                        for: event, width: terminal.isOutputTerminal ? terminal.width : nil,
                        usesColour: terminal.usesColour)
                do throws(Failure) {
                    try pager.write(line + "\n", to: &session)
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        } catch { throw Failure(error) }
        if let failure { throw failure }
        try pager.finish(&session)
        if count == 0 && !isJSON && limit > 0 { session.remark("no events yet") }
        Upkeep.warnOfStrangers(in: &journal, session)
        return .done
    }
}
