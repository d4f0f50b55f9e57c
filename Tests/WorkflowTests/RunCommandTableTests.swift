import JSON
import Platform
import Testing
import Workflow

/// Every state × every command: what is decided, and behind `|` what the owner makes of it.
///
/// The outcome is kept in `Fixtures/run-commands.txt`. With `AUTOWRK_RECORD` set, it is written down anew, and
/// the test fails until it runs without.
@Suite struct RunCommandTableTests {
    private static let folder =
        String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.endIndex))
    private static let file = "\(folder)/Fixtures/run-commands.txt"

    @Test func `every command has its outcome in every state`() throws {
        var text = ""
        for standing in try RunStanding.all() {
            text += "# \(standing.name)\n"
            for (name, command) in RunCommand.all {
                let name = name + String(repeating: " ", count: 26 - name.utf8.count)
                text += "\(name)\(Self.outcome(of: command, standing.run))\n"
            }
            text += "\n"
        }
        if Environment.current()["AUTOWRK_RECORD"] != nil {
            try Files.writeAtomically(Array(text.utf8), to: Self.file, durable: false)
            Issue.record("recorded '\(Self.file)'")
        }
        let expected = String(decoding: try Files.read(Self.file), as: UTF8.self)
        let lines = expected.split(separator: "\n")
        for line in text.split(separator: "\n") where !lines.contains(line) { Issue.record("new: \(line)") }
        #expect(text == expected)
    }

    @Test func `the table of the documentation says the same`() throws {
        let source = try Files.read("\(Self.folder)/../../Sources/Workflow/Run/Interpreter.swift")
        let rows = String(decoding: source, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("/// | ") }
            .map { $0.split(separator: "|").dropFirst().map { String($0.trimmed) } }
        let header = try #require(rows.first)
        var told: Set<String> = []
        for row in rows.dropFirst(2) {
            let names = row[0].split(separator: ",").map { String($0.trimmed) }
            told.formUnion(names)
            for (column, cell) in zip(header, row).dropFirst() {
                let standings = try RunStanding.all().filter { $0.column == column }
                let commands = RunCommand.all.filter { names.contains($0.command.name) }
                try #require(!standings.isEmpty && !commands.isEmpty)
                let refused = standings.flatMap { standing in
                    commands.map { standing.run.refusal(of: $0.command) != nil }
                }
                let comment: Comment = "\(row[0]), \(column): \(cell)"
                switch cell {
                case "no": #expect(!refused.contains(false), comment)
                case "yes": #expect(!refused.contains(true), comment)
                default: #expect(refused.contains(false), comment)
                }
            }
        }
        #expect(told == Set(RunCommand.all.map(\.command.name)))
    }

    private static func outcome(of command: RunCommand, _ run: Rehearsal) -> String {
        var run = run
        do {
            let decided = try run.tell(command)
            let following = try run.tell(.advance)
            return (decided.isEmpty ? "nothing" : decided.joined(separator: ", "))
                + (following.isEmpty ? "" : " | " + following.joined(separator: ", "))
        } catch {
            return "refused: " + ([error.message] + error.hints).joined(separator: "; ")
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " }
        return start[..<(start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex)]
    }
}

extension RunCommand {
    fileprivate var name: String { String(describing: self).prefix { $0.isLetter }.description }

    /// Every case, with the arguments that make a difference.
    fileprivate static var all: [(name: String, command: RunCommand)] {
        let yes = Vote(approves: true)
        let no = Vote(approves: false, comment: "not yet")
        let person = "person/grace@example.org"
        let done = StepResult(outputs: ["count": 3])
        let failure = StepFailure(.exit, "no", exitStatus: 1)
        return [
            ("vote yes", .vote(step: nil, yes, by: person)),
            ("vote no", .vote(step: "two", no, by: person)),
            ("vote by an agent", .vote(step: nil, yes, by: "agent/scribe")),
            ("vote by somebody else", .vote(step: nil, yes, by: "person/eve@example.org")),
            ("vote on another step", .vote(step: "three", yes, by: person)),
            ("retry", .retry(step: nil)), ("retry two", .retry(step: "two")),
            ("retry unheard of", .retry(step: "four")),
            ("skip", .skip(step: nil)), ("skip two", .skip(step: "two")),
            ("skip unheard of", .skip(step: "four")),
            ("resume", .resume), ("cancel", .cancel),
            ("rollback soft", .rollback(.soft)), ("rollback hard", .rollback(.hard)),
            ("rollback to one", .rollback(.to(step: "one"))),
            ("rollback to two", .rollback(.to(step: "two"))),
            ("rollback to four", .rollback(.to(step: "four"))),
            ("claim", .claim), ("admit", .admit), ("advance", .advance),
            ("complete two", .completeStep("two", done)), ("fail two", .failStep("two", failure, done)),
            ("interrupt, repeatable", .interruptStep("two", isRepeatable: true)),
            ("interrupt, unknown", .interruptStep("two", isRepeatable: false)),
            ("suspend two", .suspendStep("two", run: RunID(bits: 7))),
            ("suspend for another run", .suspendStep("two", run: RunID(bits: 8))),
            ("signal two", .signalStep("two", done)),
            ("compensate one", .compensateStep("one", .done)),
            ("compensate two", .compensateStep("two", .failed(reason: "it is gone"))),
        ]
    }
}
