import Engine
import Testing
import Workflow

@Suite struct FollowTests {
    @Test func `a run performs its steps one after the other and completes`() async throws {
        let place = try EngineSandbox()
        let engine = try place.engine()
        let talk = try workflow(
            """
            steps:
              - id: one
                uses: message
                with: {text: hello}
              - id: two
                uses: message
                with: {text: "${{ steps.one.outcome }}"}
            """)
        let run = try await engine.start(RunRequest(talk, base: try place.base()))
        let state = try await engine.follow(run)
        #expect(state.status == .completed)
        #expect(state.steps["two"]?.result.effects == [.said("success")])
        #expect(try await engine.state(of: run) == state)
    }
}
