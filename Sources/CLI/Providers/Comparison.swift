import AI
import Engine
import JSON

/// Answers of several models to the same question.
struct Comparison {
    /// As they were asked for.
    let names: [String]
    /// One for each name.
    let outcomes: [ModelAsking.Outcome]
    let mask: SecretMask

    /// Prints them: each answer, and a table of what each has taken.
    func print(asJSON: Bool, _ session: inout Session) throws(Failure) {
        if asJSON {
            let answers = zip(names, outcomes).map { name, outcome -> JSON in
                var members: JSON.Object
                switch outcome.routed {
                case .success(let reply): members = ReplyDocument.members(of: reply, mask)
                case .failure(let failure): members = ReplyDocument.members(of: failure, mask)
                }
                members["asked"] = .string(name)
                return .object(members)
            }
            try session.print(["answers": .array(answers)])
            return
        }
        for (name, outcome) in zip(names, outcomes) {
            try session.print(TextStyle.output(session.terminal).bold(harmless(name)))
            switch outcome.routed {
            case .success(let reply):
                let text = mask.apply(to: reply.reply.message.text)
                try session.write(harmless(text, keepsLines: true) + (text.hasSuffix("\n") ? "\n" : "\n\n"))
            case .failure(let failure):
                try session.print(harmless("no answer: " + mask.apply(to: failure.error.message)) + "\n")
            }
        }
        for line in table(width: session.lineWidth) { try session.print(line) }
    }

    /// What each has taken, in lines.
    func table(width: Int?) -> [String] {
        let heads = ["asked", "first", "total", "sent", "answered", "price", "stop"]
        let table = Table(
            [.left, .right, .right, .right, .right, .right, .left], [heads] + zip(names, outcomes).map(row))
        return table.lines(width: width)
    }

    private func row(_ name: String, _ outcome: ModelAsking.Outcome) -> [String] {
        let record = outcome.record
        let first = record.attempts.last?.firstPieceMilliseconds.map { TimeText.span($0) } ?? "-"
        switch outcome.routed {
        case .success(let reply):
            let usage = reply.reply.usage
            return [
                name, first, TimeText.span(record.milliseconds), usage.input.map(String.init) ?? "-",
                usage.output.map(String.init) ?? "-", reply.cost.map { "\($0)" } ?? "-",
                reply.reply.stop.rawValue,
            ]
        case .failure(let failure):
            return [
                name, first, TimeText.span(record.milliseconds), "-", "-", "-", failure.error.kind.rawValue,
            ]
        }
    }
}
