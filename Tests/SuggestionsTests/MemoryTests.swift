import Git
import JSON
import Journal
import Platform
import Suggestions
import TestSupport
import Testing

/// What is remembered of suggestions.
@Suite struct MemoryTests {
    let sandbox: Sandbox
    let path: String
    let identity = Identity(name: "Ada", email: "ada@example.org")
    static let first = Alternative(
        title: "one", reason: "", steps: [SuggestedStep(name: "a", command: "ls")], origin: .model("m"))
    static let second = Alternative(
        title: "two", reason: "", steps: [SuggestedStep(name: "b", command: "find .")], origin: .recipe("r"))

    init() throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
    }

    private func record(_ events: [(SuggestionEvent, [String: String])], as bits: UInt64) throws
        -> SuggestionID
    {
        var journal = try journal()
        let id = SuggestionID(bits: bits)
        for (event, attachments) in events {
            _ = try journal.append(
                Decision(events: [
                    event.draft(
                        of: id, by: "person/ada",
                        attachments: attachments.map { .init(name: $0, content: .bytes(Array($1.utf8))) })
                ]), by: identity)
        }
        return id
    }

    private func journal() throws -> Journal {
        Journal(in: try Repository(discovering: path, useEnvironment: false), time: .system, trace: .off)
    }

    private func past() throws -> [PastSuggestion] {
        var journal = try journal()
        return try SuggestionMemory.past(in: &journal)
    }

    static let made = SuggestionEvent.made(task: "list", [first, second])

    @Test(
        arguments: [
            ([], PastSuggestion.Outcome.open, nil, nil),
            ([.accepted(alternative: 1, run: "r", isEdited: false)], .accepted, ["find ."], nil),
            ([.rejected], .rejected, nil, nil),
            ([.changed(alternative: 0, commands: ["ls -a"])], .changed, ["ls -a"], ["ls"]),
            (
                [
                    .changed(alternative: 0, commands: ["ls -a"]),
                    .accepted(alternative: 0, run: "r", isEdited: true),
                ], .changed, ["ls -a"], ["ls"]
            ),
            ([.rejected, .accepted(alternative: 0, run: "r", isEdited: false)], .accepted, ["ls"], nil),
            ([.accepted(alternative: 9, run: "r", isEdited: false)], .open, nil, nil),
        ] as [([SuggestionEvent], PastSuggestion.Outcome, [String]?, [String]?)])
    func `what came of a suggestion follows from its events`(
        events: [SuggestionEvent], outcome: PastSuggestion.Outcome, chosen: [String]?, replaced: [String]?
    ) throws {
        _ = try record(([Self.made] + events).map { ($0, [:]) }, as: 7)
        let past = try #require(try past().first)
        #expect(past.task == "list")
        #expect(past.offered == [["ls"], ["find ."]])
        #expect(past.outcome == outcome)
        #expect(past.chosen == chosen)
        #expect(past.replaced == replaced)
    }

    @Test func `events read as they were written, and others are passed over`() {
        let all: [SuggestionEvent] = [
            Self.made, .changed(alternative: 1, commands: ["a", "b"]),
            .accepted(alternative: 2, run: "x", isEdited: true), .rejected,
        ]
        for event in all { #expect(SuggestionEvent(type: event.type, data: event.data) == event) }
        #expect(SuggestionEvent(type: "suggestion_made", data: [:]) == nil)
        #expect(SuggestionEvent(type: "suggestion_praised", data: [:]) == nil)
    }

    @Test func `an edit is kept as two texts that git can compare`() throws {
        let id = try record(
            [
                (Self.made, [:]),
                (
                    .changed(alternative: 0, commands: ["ls -a"]),
                    [
                        SuggestionEvent.suggestedFile: "run: ls\n",
                        SuggestionEvent.editedFile: "run: ls -a\n",
                    ]
                ),
            ], as: 8)
        var journal = try journal()
        let found = try #require(
            try SuggestionMemory.find(String(id.description.prefix(5)), in: &journal).first)
        #expect(found == id)
        let record = try #require(try SuggestionMemory.load(found, in: &journal))
        let edit = try #require(record.edits[0])
        #expect(try journal.attachment(edit) == Array("run: ls -a\n".utf8))
        #expect(record.alternatives == [Self.first, Self.second])
    }
}
