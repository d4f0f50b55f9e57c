import Engine
import Git
import JSON
import TestSupport
import Testing
import Workflow

@Suite struct PointTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private func chain(_ run: RunID) throws -> [String] {
        try place.git("log", "--reverse", "--format=%s", "refs/autowrk/points/\(run)")
            .split(separator: "\n").map { String($0) }
    }

    @Test func `every step that changes files makes a point, and a point can be asked for`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {id: one, run: echo 1 > README}
              - {id: none, run: "true"}
              - {id: keep, uses: point}
              - {id: named, uses: point, with: {name: before the release}}
              - {id: two, run: echo 2 > README}
            """)
        let run = state.id
        #expect(
            try chain(run) == [
                "first", "run \(run): one", "run \(run): keep", "run \(run): before the release",
                "run \(run): two",
            ])
        let kept = try #require(state.steps["keep"]?.result.outputs["commit"]?.stringValue)
        #expect(try place.file("README", at: kept) == "1")
        #expect(try place.file("README", at: "refs/autowrk/points/\(run)") == "2")
    }

    @Test func `wherever its process is killed, each point is made once`() async throws {
        try await expectSameEndFromEveryMoment(
            """
            steps:
              - {id: first, uses: point}
              - {id: one, run: echo 1 > README}
              - {id: keep, uses: point}
              - {id: two, run: echo 2 > README}
            """, in: place)
    }
}
