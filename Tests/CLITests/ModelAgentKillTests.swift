import JSON
import TestSupport
import Testing

/// `kill -9` of a run while its model thinks or its checks run: nothing that was answered is asked again.
@Suite struct ModelAgentKillTests {
    @Test func `a run that is killed at each turn makes the same as one that is not`() throws {
        let calm = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        #expect(try calm.run().status == 0)
        let place = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        var run: String?
        for turn in 1...12 {
            let held = place.model.hold(turn: turn, isAnswered: false)
            let process = try place.start(run)
            if run == nil { run = try process.nextLines()?.first }
            let hasAsked = try held.arrives(from: process)
            let words = try place.kill(process)
            try #require(hasAsked, "\(words)")
            held.letGo()
            #expect(place.model.answered == Array(1..<turn))
        }
        let outcome = try place.autowrk("resume", try #require(run))
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(place.model.answered == Array(1...12))
        try place.expectMended()
        #expect(try place.result() == calm.result())
        // The conversation is the same, too, word for word.
        #expect(try conversation(of: place) == conversation(of: calm))
        try place.place.place.clone.expectSound(allowingUnreachable: true)
    }

    /// All that the last question had, but for how long checks took.
    private func conversation(of place: ModelAgentPlace) throws -> String {
        let messages = try #require(place.model.request(ofTurn: 12)?["messages"])
        return messages.canonical.replacing(/\d+ ms/, with: "some time")
    }

    /// Has the check say that it has begun, and wait until it may go on.
    private func gates(in place: ModelAgentPlace) throws -> (begun: Gate, goOn: Gate) {
        let (begun, goOn) = (try Gate("begun", in: place.sandbox), try Gate("go-on", in: place.sandbox))
        try place.sandbox.commit(
            "gates",
            files: [
                ".autowrk/verify.yml":
                    "checks:\n  - {name: tests, kind: test, command: '\(begun.letPass); \(goOn.pass); sh test.sh'}\n"
            ], in: place.path)
        return (begun, goOn)
    }

    @Test func `a run that is killed amid a check repeats the check and asks nothing again`() async throws {
        let place = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        let (begun, goOn) = try gates(in: place)
        let process = try place.start()
        let run = try #require(try process.nextLines()?.first)
        try place.sandbox.script(begun.pass)
        try place.kill(process)
        try begun.open()
        try goOn.open()
        let outcome = try place.autowrk("resume", run)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(place.model.answered == Array(1...12))
        try place.expectMended()
    }

    @Test func `a run that is told to stop amid a check keeps no word of it`() async throws {
        let place = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        let (begun, goOn) = try gates(in: place)
        let process = try place.start()
        let run = try #require(try process.nextLines()?.first)
        try place.sandbox.script(begun.pass)
        process.kill(.process, with: 2)
        while try process.nextLines() != nil {}
        _ = try process.finish()
        #expect(try place.facts("agent_acted", of: run).count == 7)
        try begun.open()
        try goOn.open()
        let outcome = try place.autowrk("resume", run)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(place.model.answered == Array(1...12))
        #expect(place.model.results(inTurn: 9).first?.contains("it greets with goodbye you") == true)
    }
}
