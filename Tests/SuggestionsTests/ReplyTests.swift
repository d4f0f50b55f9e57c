import JSON
import Suggestions
import Testing

/// What models answer, read into alternatives or refused with a reason.
@Suite struct ReplyTests {
    static let good = """
        {"alternatives":[{"title":"List","why":"It lists.","steps":[{"name":"list","explanation":"Lists files.",\
        "command":"ls -l","undo":"none","where":"here"}]}]}
        """

    @Test(arguments: [
        good, "```json\n\(good)\n```", "Sure! {braces} and [brackets]:\n\n\(good)\n\nHope that helps {}.",
        "\n\n  \(good)  ", "Here is \"a {quote\" first: \(good)",
        String(good.dropFirst(#"{"alternatives":"#.count).dropLast()),
    ])
    func `the JSON is taken out of what stands around it`(text: String) throws {
        let alternatives = try SuggestionReply.read(text, from: "acme/one")
        #expect(
            alternatives == [
                Alternative(
                    title: "List", reason: "It lists.",
                    steps: [
                        SuggestedStep(
                            name: "list", explanation: "Lists files.", command: "ls -l", undo: .nothing,
                            place: .here)
                    ], origin: .model("acme/one"))
            ])
    }

    @Test func `what is left out is empty, and a step without a place works in a copy`() throws {
        let text = #"{"alternatives":[{"title":null,"steps":[{"command":"make"}]}]}"#
        let alternative = try #require(try SuggestionReply.read(text, from: "m").first)
        #expect(alternative.title == "step 1")
        #expect(alternative.steps == [SuggestedStep(name: "step 1", command: "make")])
    }

    @Test(arguments: [
        ("", "the answer is empty"), (" \n", "the answer is empty"),
        ("I can't do that.", "there is no JSON with 'alternatives' in the answer"),
        ("{\"alternatives\":[{\"title\":\"x\"", "there is no JSON with 'alternatives' in the answer"),
        (#"{"answer":42}"#, "there is no JSON with 'alternatives' in the answer"),
        (#"{"alternatives":[]}"#, "the list of alternatives is empty"),
        (#"{"alternatives":"ls"}"#, "'alternatives' is no list"),
        (#"{"alternatives":["ls"]}"#, "'alternatives[0]' is no object"),
        (#"{"alternatives":[{"title":"x"}]}"#, "'alternatives[0].steps' is no list"),
        (#"{"alternatives":[{"steps":[]}]}"#, "'alternatives[0]' has no steps"),
        (#"{"alternatives":[{"steps":[7]}]}"#, "'alternatives[0].steps[0]' is no object"),
        (#"{"alternatives":[{"steps":[{}]}]}"#, "'alternatives[0].steps[0].command' is missing"),
        (
            #"{"alternatives":[{"steps":[{"command":["ls"]}]}]}"#,
            "'alternatives[0].steps[0].command' is no text"
        ),
        (#"{"alternatives":[{"steps":[{"command":" "}]}]}"#, "'alternatives[0].steps[0].command' is empty"),
        (
            #"{"alternatives":[{"steps":[{"command":"a\u0000b"}]}]}"#,
            "'alternatives[0].steps[0]' has a NUL in a command"
        ),
        (
            #"{"alternatives":[{"steps":[{"command":"ls","where":"moon"}]}]}"#,
            "'alternatives[0].steps[0].where' is neither 'here' nor 'copy'"
        ),
        (
            #"{"alternatives":[{"steps":[{"command":"ls","undo":false}]}]}"#,
            "'alternatives[0].steps[0].undo' is no text"
        ),
    ])
    func `what is no suggestion is refused by name`(text: String, message: String) {
        #expect(throws: SuggestionError(message)) { try SuggestionReply.read(text, from: "m") }
    }

    @Test func `too much is refused or left out`() throws {
        let step = #"{"command":"ls"}"#
        let steps = Array(repeating: step, count: SuggestionShape.mostSteps + 1).joined(separator: ",")
        #expect(throws: SuggestionError.self) {
            try SuggestionReply.read("{\"alternatives\":[{\"steps\":[\(steps)]}]}", from: "m")
        }
        let long = String(repeating: "x", count: SuggestionShape.longestCommand + 1)
        #expect(throws: SuggestionError.self) {
            try SuggestionReply.read(
                "{\"alternatives\":[{\"steps\":[{\"command\":\"\(long)\"}]}]}", from: "m")
        }
        let many = Array(repeating: "{\"steps\":[\(step)]}", count: 9).joined(separator: ",")
        #expect(try SuggestionReply.read("{\"alternatives\":[\(many)]}", from: "m").count == 3)
        #expect(throws: SuggestionError.self) {
            try SuggestionReply.read(String(repeating: "{[", count: 100_000), from: "m")
        }
    }

    @Test func `the schema is of the strict kind`() {
        func check(_ schema: JSON) {
            if schema["type"] == "object" {
                #expect(schema["additionalProperties"] == false)
                let names = (schema["properties"]?.objectValue?.members ?? []).map { JSON.string($0.key) }
                #expect(schema["required"]?.arrayValue == names)
                for (_, value) in schema["properties"]?.objectValue?.members ?? [] { check(value) }
            }
            if let items = schema["items"] { check(items) }
        }
        check(.object(SuggestionShape.schema))
    }

    @Test func `an alternative reads as it was recorded`() {
        let alternative = Alternative(
            title: "t", reason: "w",
            steps: [
                SuggestedStep(name: "a", explanation: "b", command: "c", undo: .command("d"), place: .here),
                SuggestedStep(name: "e", command: "f", undo: .nothing),
                SuggestedStep(name: "g", command: "h"),
            ], origin: .recipe("r"), fit: 77, missing: ["x": "y"])
        #expect(Alternative(alternative.json) == alternative)
    }
}
