import JSON
import TestSupport
import Testing

/// The coding agent's conversation as each family of providers carries it.
@Suite struct ModelAgentFormatTests {
    @Test(arguments: ScriptedModel.Format.allCases)
    func `the same work is done over the wire of each provider`(format: ScriptedModel.Format) throws {
        let place = try ModelAgentPlace(ModelAgentPlace.twelveTurns, format: format)
        let outcome = try place.run(agent: format.agent)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(place.model.answered == Array(1...12))
        try place.expectMended()
        let run = try place.id(of: outcome)
        #expect(try place.facts("agent_replied", of: run).count == 12)
        let show = try JSON(parsing: place.autowrk("show", run, "--json").stdout)
        let calls = show["models"]?.arrayValue ?? []
        #expect(calls.count == 12)
        #expect(
            calls.allSatisfy {
                $0["call"]?["attempts"]?.arrayValue?.last?["provider"] == .string(format.rawValue)
            })
    }
}
