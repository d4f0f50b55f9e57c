import JSON
import TestSupport
import Testing

/// The model asks a person: the run waits, and goes on with the answer.
@Suite struct ModelAgentQuestionTests {
    private static let lines: [ScriptedModel.Line] = [
        .says([
            .call("read_file", ["path": "greet.sh"]),
            .call("ask_person", ["question": "Which name?\nThe ${{ first }} one?"]),
        ]),
        .calls("edit_file", ModelAgentPlace.fix), ModelAgentPlace.finish,
    ]

    @Test func `the run waits, and the model sees the answer`() throws {
        let place = try ModelAgentPlace(Self.lines)
        let outcome = try place.run()
        #expect(outcome.status == 4, "\(outcome.stderr)")
        #expect(
            outcome.stderr.contains("waits for an answer: Which name? The $ {{ first }} one?"),
            "\(outcome.stderr)")
        let run = try place.id(of: outcome)
        #expect(place.model.answered == [1])
        #expect(try place.autowrk("resume", run).status == 4)
        #expect(place.model.answered == [1], "a person's answer is waited for without asking the model again")
        let approved = try place.autowrk("approve", run, "-m", "The one that is given.")
        #expect(approved.status == 0, "\(approved.stderr)")
        #expect(
            place.model.results(inTurn: 2) == ["```text\n1\techo hello\n```\n", "The one that is given."])
        #expect(place.model.answered == [1, 2, 3])
        try place.expectMended()
    }

    @Test func `a question with characters that no workflow may have is asked all the same`() throws {
        let place = try ModelAgentPlace([
            .says([
                .call("ask_person", ["question": "Is \u{FEFF}it \u{FFFE}so?"]),
                .call("ask_person", ["question": "  "]),
            ]), .calls("edit_file", ModelAgentPlace.fix), ModelAgentPlace.finish,
        ])
        let outcome = try place.run()
        #expect(outcome.status == 4, "\(outcome.stderr)")
        let run = try place.id(of: outcome)
        #expect(try place.autowrk("approve", run).status == 0)
        #expect(place.model.results(inTurn: 2) == ["yes", "the question is empty"])
        try place.expectMended()
    }

    @Test func `a no is told as one`() throws {
        let place = try ModelAgentPlace(Self.lines)
        let run = try place.id(of: try place.run())
        let rejected = try place.autowrk("reject", run, "-m", "Guess.")
        #expect(rejected.status == 0, "\(rejected.stderr)")
        #expect(place.model.results(inTurn: 2).last == "no: Guess.")
        try place.expectMended()
    }
}
