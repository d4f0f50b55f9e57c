import Git
import JSON
import Journal
import Platform

extension Subcommand {
    static let journalAppend = Subcommand(
        path: ["journal", "append"], summary: "record an event, or with --batch many (plumbing)",
        options: [
            Option(name: "--stream", value: "<stream>", help: "what the event is about, as in task/8xk2"),
            Option(name: "--type", value: "<type>", help: "what happened, as in bug_resolved"),
            Option(name: "--data", value: "<json>", help: "what is known about it, a JSON object"),
            Option(
                name: "--actor", value: "<actor>", help: "who caused it; the default is person/<your address>"
            ),
            Option(name: "--cause", value: "<id>", help: "the event that it follows from"),
            Option(
                name: "--attach", value: "<name>=<file>", repeats: true, help: "keep a file with the event"),
            Option(name: "--message", short: "-m", value: "<subject>", help: "the subject of the commit"),
            Option(
                name: "--expect", value: "<id>",
                help: "record only if the stream's newest event is this one, or 'none'"),
            Option(name: "--batch", help: "read decisions from standard input, one JSON object a line"),
            .json,
        ],
        discussion: [
            "The id of the event is printed when the event is durable.",
            """
            With --batch every line is a decision: an object with stream, type and, as they are needed, data, \
            actor, cause, attach (an object of names and files) and message; or one with events, an array of \
            such objects that are recorded together. The ids of a decision stand on one line, in the order of \
            the input, and each line is printed when its decision is durable.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        if arguments.has("--batch") {
            for name in ["--stream", "--type", "--data", "--cause", "--attach", "--message", "--expect"]
            where arguments.has(name) {
                throw Failure(.usage, "option '\(name)' can't go with '--batch'")
            }
            return try BatchAppend.run(&session, arguments)
        }
        let draft = try Self.draft(arguments)
        var journal = try session.openJournal()
        let identity = try session.identity(in: journal)
        let decision = try draft.decision(actor: arguments.value("--actor") ?? session.actor(identity))
        let receipt: Receipt
        do throws(JournalError) { receipt = try journal.append(decision, by: identity) } catch {
            throw Failure(error)
        }
        if arguments.has("--json") {
            try session.print(receipt.json)
        } else {
            try session.print(receipt.text)
        }
        try session.flush()
        if journal.remindsOfPacking { Upkeep.pack(session) }
        return .done
    }

    private static func draft(_ arguments: Arguments) throws(Failure) -> DecisionText {
        for name in ["--stream", "--type"] where !arguments.has(name) {
            throw Failure(
                .usage, "'journal append' needs '\(name)'", hints: ["usage: \(journalAppend.usage)"])
        }
        var event: JSON.Object = [:]
        for name in ["stream", "type", "cause"] {
            event[name] = arguments.value("--\(name)").map { .string($0) }
        }
        if let text = arguments.value("--data") {
            do {
                event["data"] = try JSON(parsing: text, allowsNUL: false)
            } catch { throw Failure(.input, "cannot read the value of '--data': \(error)") }
        }
        var attach: JSON.Object = [:]
        for text in arguments.values("--attach") {
            let parts = text.split(separator: "=", maxSplits: 1).map { String($0) }
            guard parts.count == 2 else {
                throw Failure(.usage, "option '--attach' takes <name>=<file>, not '\(text)'")
            }
            attach[parts[0]] = .string(parts[1])
        }
        if !attach.members.isEmpty { event["attach"] = .object(attach) }
        event["message"] = arguments.value("--message").map { .string($0) }
        event["expect"] = arguments.value("--expect").map { .string($0) }
        return try DecisionText(.object(event))
    }
}

extension Receipt {
    /// The ids on one line.
    var text: String { events.map(\.description).joined(separator: " ") }

    /// The ids and the commit.
    var json: JSON.Object {
        ["ids": .array(events.map { .string($0.description) }), "commit": .string(commit.hex)]
    }
}
