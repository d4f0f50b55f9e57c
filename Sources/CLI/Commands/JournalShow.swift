import JSON
import Journal

extension Subcommand {
    static let journalShow = Subcommand(
        path: ["journal", "show"], summary: "print the events of a stream as JSON Lines (plumbing)",
        operands: "<stream>", operandCount: 1...1,
        options: [.json],
        discussion: [
            """
            The lines are the events as the journal keeps them, oldest first. A short prefix of the stream's \
            name will do where only one stream starts with it. With --json each line has a schema number, too.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        let stream = try Streams.find(arguments.operands[0], in: &journal)
        try EventOutput.writeLines(
            of: stream, from: &journal, to: &session, hasSchema: arguments.has("--json"))
        Upkeep.warnOfStrangers(in: &journal, session)
        return .done
    }
}
