import Engine
import Git
import JSON
import TestSupport
import Testing
import Workflow

@Suite struct CheckoutTests {
    let place: EngineSandbox

    init() throws {
        place = try EngineSandbox()
        try place.git("switch", "--quiet", "--create", "other")
        try place.sandbox.commit("other", files: ["OTHER": "other\n"], in: "repository")
        try place.git("switch", "--quiet", "main")
    }

    @Test func `the run goes on with the files of the commit that is named`() async throws {
        let state = try await place.perform(
            """
            steps:
              - run: echo x > README
              - {id: get, uses: checkout, with: {ref: other}}
              - run: grep other OTHER && grep hello README
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        let other = try #require(try place.tip(of: "other"))
        #expect(state.steps["get"]?.result.outputs == ["commit": .string(other)])
        #expect(try place.git("symbolic-ref", "HEAD") == "refs/heads/main")
        #expect(try place.git("status", "--porcelain") == "")
    }

    @Test func `without a name the run's base is meant`() async throws {
        let state = try await place.perform(
            """
            steps:
              - run: echo x > README
              - {id: get, uses: checkout}
              - run: grep hello README
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(state.steps["get"]?.result.outputs == ["commit": .string(try place.base().hex)])
    }

    @Test func `a revision that is not there is named`() async throws {
        let state = try await place.perform("steps: [{id: get, uses: checkout, with: {ref: none}}]")
        #expect(state.steps["get"]?.failure?.kind == .input)
    }

    @Test func `wherever its process is killed, the files are the same`() async throws {
        try await expectSameEndFromEveryMoment(
            """
            steps:
              - {id: get, uses: checkout, with: {ref: other}}
              - {id: change, run: "cat OTHER >> README"}
              - {id: back, uses: checkout}
            """, in: place)
    }
}
