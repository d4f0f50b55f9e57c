import Engine
import JSON
import Testing
import Workflow

@Suite struct MessageTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    @Test func `what is said stands in the run, and can't be taken back`() async throws {
        let state = try await place.perform("steps: [{id: say, uses: message, with: {text: done}}]")
        #expect(state.steps["say"]?.result.effects == [.said("done")])
        let after = try await place.ask(.rollback(.hard), of: state.id)
        #expect(after.status == .rolledBack)
        #expect(after.compensations.map(\.step) == ["say"])
        #expect(after.steps["say"]?.compensation == .impossible(reason: "what was said stays said"))
    }

    @Test func `nothing to say is an input that makes no sense`() async throws {
        let state = try await place.perform(
            "{inputs: {text: {}}, steps: [{id: say, uses: message, with: {text: '${{ inputs.text }}'}}]}")
        #expect(
            state.steps["say"]?.failure == StepFailure(.input, "input 'text' of step 'say' is empty"))
    }

    @Test func `wherever its process is killed, it is said once`() async throws {
        try await expectSameEndFromEveryMoment(
            """
            steps:
              - {id: one, uses: message, with: {text: one}}
              - {id: two, uses: message, with: {text: two}}
            """, in: place)
    }
}
