import JSON
import TestSupport
import Testing

/// Models that do not do what they should, and servers that do not answer.
@Suite struct ModelAgentTroubleTests {
    private static let edit = ScriptedModel.Line.calls("edit_file", ModelAgentPlace.fix)

    @Test func `a model that only talks is told so twice, and then given up`() throws {
        let place = try ModelAgentPlace([.says([.text("I would change greet.sh.")], stop: "end_turn")])
        let outcome = try place.run()
        #expect(outcome.status == 1)
        #expect(place.model.answered == [1, 2, 3])
        #expect(place.model.results(inTurn: 3).first?.hasPrefix("Nothing was done: ") == true)
        #expect(outcome.stderr.contains("agent 'model' has changed nothing"), "\(outcome.stderr)")
        #expect(try place.place.branches() == ["main"])
    }

    @Test func `a model that does the same again and again is given up, and what it has done is verified`()
        throws
    {
        let place = try ModelAgentPlace([Self.edit, .calls("read_file", ["path": "greet.sh"])])
        let outcome = try place.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(place.model.answered == Array(1...6))
        #expect(
            place.model.results(inTurn: 6).last?.hasPrefix("You have asked for the very same 4 times") == true
        )
        let ended = try place.facts("agent_ended", of: try place.id(of: outcome))
        #expect(ended.first?["data"]?["reason"] == "it does the same again and again")
        try place.expectMended()
    }

    @Test func `broken arguments and tools that there are not are told, and the work goes on`() throws {
        let place = try ModelAgentPlace([
            .says([.raw("read_file", "{\"path\": \"gre"), .raw("edit_file", "[1]"), .raw("", "")]),
            Self.edit, ModelAgentPlace.finish,
        ])
        #expect(try place.run().status == 0)
        let results = place.model.results(inTurn: 2)
        #expect(
            results.prefix(2) == [
                "the arguments of 'read_file' are no object in JSON",
                "the arguments of 'edit_file' are no object in JSON",
            ])
        #expect(results.count == 3 && results[2].hasPrefix("there is no tool ''"))
    }

    @Test func `an answer that was cut off is told, and the work goes on`() throws {
        let place = try ModelAgentPlace([
            .says([.text("Well, "), .raw("create_file", "{\"path\": \"x\", \"te")], stop: "max_tokens"),
            .says([.text("Well")], stop: "max_tokens"),
            Self.edit, ModelAgentPlace.finish,
        ])
        #expect(try place.run().status == 0)
        #expect(place.model.results(inTurn: 2).last?.hasPrefix("Your answer was cut off") == true)
        #expect(place.model.results(inTurn: 3).last?.hasPrefix("Your answer was cut off") == true)
        try place.expectMended()
    }

    @Test func `a refusal ends the work at once`() throws {
        let place = try ModelAgentPlace([.says([], stop: "refusal")])
        let outcome = try place.run()
        #expect(outcome.status == 1)
        #expect(place.model.answered == [1])
        #expect(outcome.stderr.contains("agent 'model' has changed nothing"), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("the model has refused to go on"), "\(outcome.stderr)")
    }

    static let broken: [(String, [ScriptedServer.Act], String)] = [
        ("a page", [.respond(200, "<html>Sign in</html>", type: "text/html")], "'anthropic'"),
        ("garbage", [.head(), .text("data: {{{\n\n")], "'anthropic'"),
        ("nothing", [.head()], "'anthropic'"),
        ("a reset", [.reset], "'anthropic' has not answered"),
        (
            "an overload",
            [.respond(529, #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#)],
            "Overloaded"
        ),
        (
            "a wrong key",
            [
                .respond(
                    401,
                    #"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#
                )
            ], "invalid x-api-key"
        ),
        (
            "no money",
            [
                .respond(
                    400,
                    #"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}"#
                )
            ], "credit balance"
        ),
    ]

    @Test(arguments: broken.indices)
    func `a server that has gone amid the work pauses the run, and retry goes on where it was`(index: Int)
        throws
    {
        let (_, acts, words) = Self.broken[index]
        let place = try ModelAgentPlace([Self.edit, .does(acts)])
        let outcome = try place.run()
        #expect(outcome.status == 4, "\(outcome.stderr)")
        #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
        let run = try place.id(of: outcome)
        #expect(outcome.stderr.contains("git autowrk retry \(run.prefix(4))"), "\(outcome.stderr)")
        place.model.change(to: Self.edit, ModelAgentPlace.finish)
        let before = place.model.server.requests.count
        let again = try place.autowrk("retry", run)
        #expect(again.status == 0, "\(again.stderr)")
        #expect(place.model.server.requests.count == before + 1)
        #expect(place.model.results(inTurn: 2) == ["changed 'greet.sh' at line 1"])
        try place.expectMended()
    }

    @Test func `without a key nothing is asked, and it is said where one is looked for`() throws {
        let place = try ModelAgentPlace([ModelAgentPlace.finish])
        let none = try place.place.run(agent: "model")
        #expect(none.stderr.contains("no AI provider is set up"), "\(none.stderr)")
        #expect(none.stderr.contains("ANTHROPIC_API_KEY"), "\(none.stderr)")
        try place.sandbox.git("config", "autowrk.provider", "openai", in: place.path)
        let outcome = try place.place.run(agent: "model")
        #expect(outcome.status == 4, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("'openai' has no key: set "), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("git autowrk provider login openai"), "\(outcome.stderr)")
        #expect(place.model.server.requests.isEmpty)
    }

    @Test(arguments: [
        ("autowrk.agent.model.turns", "2", "its budget of 2 turns is used up"),
        ("autowrk.agent.model.tokens", "1500", "its budget of 1500 tokens is used up"),
        ("autowrk.agent.model.budget", "0.005", "its budget of "),
    ])
    func `a bound of one step ends the work with what it has`(key: String, value: String, reason: String)
        throws
    {
        let place = try ModelAgentPlace([
            Self.edit, .calls("list_files"), .calls("search", ["text": "x"]), .calls("show_changes"),
        ])
        try place.sandbox.git("config", key, value, in: place.path)
        let outcome = try place.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(place.model.answered == [1, 2])
        let ended = try place.facts("agent_ended", of: try place.id(of: outcome))
        #expect(ended.first?["data"]?["reason"]?.stringValue?.hasPrefix(reason) == true)
        try place.expectMended()
    }

    @Test(arguments: [
        ("autowrk.dayBudget", "0.01"), ("autowrk.runBudget", "0.01"), ("autowrk.runTokens", "500"),
    ])
    func `a budget that has no room asks nothing and says which one it is`(key: String, value: String) throws
    {
        let place = try ModelAgentPlace([ModelAgentPlace.finish])
        try place.sandbox.git("config", key, value, in: place.path)
        let outcome = try place.run()
        #expect(outcome.status == 1, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("the budget of "), "\(outcome.stderr)")
        #expect(place.model.server.requests.isEmpty)
    }
}
