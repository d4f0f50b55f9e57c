import Journal

extension Subcommand {
    static let export = Subcommand(
        path: ["export"], summary: "print all events as JSON Lines",
        options: [.json],
        discussion: [
            """
            The lines are the events as the journal keeps them, in its order. Two clones that have the same \
            events print the same bytes. Attachments stand in the events by the ids of their blobs. With --json each line has a schema number, too.
            """
        ]
    ) { (session, arguments) throws(Failure) in
        var journal = try session.openJournalForReading()
        try EventOutput.writeLines(of: nil, from: &journal, to: &session, hasSchema: arguments.has("--json"))
        Upkeep.warnOfStrangers(in: &journal, session)
        return .done
    }
}
