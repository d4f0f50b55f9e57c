import JSON
import TestSupport
import Testing

/// An issue goes in, a model behind a server works on it, a verified pull request comes out.
@Suite struct ModelAgentTests {
    @Test func `twelve turns with an error, a failed check and a repair end in a verified pull request`()
        throws
    {
        let place = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        let before = try place.sandbox.snapshot(of: place.path).filter(Self.isUsers)
        let outcome = try place.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        try place.expectMended()
        #expect(place.model.answered == Array(1...12))
        #expect(place.model.results(inTurn: 5).first?.hasPrefix("there is no tool 'shell'") == true)
        #expect(place.model.results(inTurn: 6).first?.hasPrefix("'old_text' does not stand in") == true)
        #expect(place.model.results(inTurn: 9).first?.contains("it greets with goodbye you") == true)
        #expect(place.model.results(inTurn: 11).first?.contains("tests") == true)
        #expect(outcome.stderr.contains("model changed 1 file: `greet.sh`"))
        #expect(try place.sandbox.snapshot(of: place.path).filter(Self.isUsers) == before)
        try place.place.place.clone.expectSound(allowingUnreachable: true)
        let run = try place.id(of: outcome)
        let log = try place.autowrk("show", run, "--step", "implement", "--output").stdout
        for words in [
            "I look around.", "→ edit_file new_text=x old_text=print path=greet.sh",
            "✗ there is no tool 'shell'",
        ] {
            #expect(log.contains(words), "\(log)")
        }
        #expect(try place.facts("agent_replied", of: run).count == 12)
        let ended = try place.facts("agent_ended", of: run)
        #expect(ended.map { $0["data"]?["summary"] } == ["It greets by name now."])
    }

    /// The user's files, index, HEAD, configuration and branches; not objects, nor what runs make.
    private static func isUsers(_ file: (key: String, value: [UInt8])) -> Bool {
        ![
            ".git/objects/", ".git/autowrk/", ".git/refs/autowrk/", ".git/logs/refs/autowrk/",
            ".git/worktrees/",
            ".git/refs/heads/fix/", ".git/logs/refs/heads/fix/", ".git/refs/notes/", ".git/logs/refs/notes/",
        ].contains { file.key.hasPrefix($0) }
    }

    @Test func `what passes in the agent's check is not checked again`() throws {
        try withCountedChecks { (place, count) throws in
            #expect(try place.run().status == 0)
            // Once before the repair and once behind it; the step that verifies finds the verdict.
            #expect(try count() == 2)
        }
    }

    @Test func `a check in the same turn as the end counts, too`() throws {
        try withCountedChecks([
            .says([
                .call("edit_file", ModelAgentPlace.fix), .call("run_check"),
                .call("finish", ["summary": "done"]),
            ])
        ]) { (place, count) throws in
            #expect(try place.run().status == 0)
            #expect(try count() == 1)
        }
    }

    private func withCountedChecks(
        _ lines: [ScriptedModel.Line] = ModelAgentPlace.twelveTurns,
        _ body: (ModelAgentPlace, () throws -> Int) throws -> Void
    ) throws {
        let place = try ModelAgentPlace(lines)
        let log = place.sandbox.path("checks")
        try place.sandbox.write("checks", "")
        try place.sandbox.commit(
            "count",
            files: [
                ".autowrk/verify.yml":
                    "checks:\n  - {name: tests, kind: test, command: echo x >> \(log); sh test.sh}\n"
            ], in: place.path)
        try body(place) { try place.sandbox.read("checks").split(separator: "\n").count }
    }

    @Test func `an attempt that does not pass is told why, and begins a conversation of its own`() throws {
        let place = try ModelAgentPlace([
            .calls("edit_file", ["path": "greet.sh", "old_text": "hello", "new_text": "goodbye"]),
            .calls("finish", ["summary": "first"]),
        ])
        let outcome = try place.run()
        #expect(outcome.status == 1)
        let run = try place.id(of: outcome)
        let questions = try place.facts("agent_began", of: run)
        #expect(questions.map { $0["data"]?["round"] } == [1, 2, 3])
        let texts = place.model.server.requests.filter { ScriptedModel.turn(of: $0) == 1 }.map(\.text)
        #expect(texts[1].contains("This is attempt 2 of 3") && texts[1].contains("it greets with goodbye"))
        #expect(texts[2].contains("This is attempt 3 of 3") && texts[2].contains("has changed nothing"))
        #expect(place.model.answered == [1, 2, 1, 2, 1, 2])
    }

    @Test func `what a policy hides is not in the question, and its tools are all that is offered`() throws {
        let place = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        try place.sandbox.commit(
            "policy",
            files: [
                ".autowrk/policy.yml":
                    "agent:\n  hide: [greet.sh]\n  tools: [read_file, search]\n"
            ], in: place.path)
        #expect(try place.run().status == 1)
        let request = try #require(place.model.request(ofTurn: 1))
        #expect(
            request["tools"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == [
                "read_file", "search", "finish",
            ])
        #expect(!request.canonical.contains("echo hello"))
        #expect(place.model.results(inTurn: 3).contains("'greet.sh' may not be looked at"))
    }

    @Test func `where the first provider can't answer the next one goes on, and the run's cost has both`()
        throws
    {
        let place = try ModelAgentPlace([
            .calls("edit_file", ModelAgentPlace.fix), ModelAgentPlace.finish,
        ])
        let busy = try ScriptedServer { _ in
            [.respond(529, #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#)]
        }
        for (key, value) in [
            ("autowrk.provider", "busy/claude-sonnet-4-5"), ("autowrk.fallback", "anthropic"),
            ("autowrk.provider.busy.format", "anthropic"), ("autowrk.provider.busy.url", busy.url),
        ] {
            try place.sandbox.git("config", key, value, in: place.path)
        }
        let outcome = try place.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        try place.expectMended()
        #expect(busy.requests.count == 2 && place.model.answered == [1, 2])
        let usage = try JSON(
            parsing: try place.autowrk("provider", "usage", "--by", "run", "--json").stdout)["usage"]
        let row = try #require(usage?.arrayValue?.first)
        #expect(row["name"]?.stringValue == (try place.id(of: outcome)))
        #expect(row["calls"] == 2 && row["fallbacks"] == 2)
        #expect(row["tokens"] == ["input": 2000, "cache_read": 0, "output": 100])
    }
}
