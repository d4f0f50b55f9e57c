import Engine
import JSON
import Platform
import TestSupport
import Testing
import Workflow

/// Two clones that go on with the same run and do not know of each other.
@Suite struct ClaimTests {
    let place: EngineSandbox
    private static let yes = RunCommand.vote(
        step: nil, Vote(approves: true), by: "person/ada@example.org")
    private static let text = """
        steps:
          - {id: make, uses: branch.create, with: {name: fix}}
          - {id: gate, wait: approval}
          - {id: change, run: "basename \\"$(git rev-parse --git-common-dir)\\" > README; date +%N >> README"}
          - {id: commit, uses: commit, with: {message: change}}
          - {id: last, wait: approval}
        """

    init() throws {
        place = try EngineSandbox()
        try place.makeClones("b", "c")
    }

    /// Where a run stands in two clones that know the same, which must not differ in anything.
    private func agreed(_ run: RunID, _ first: String, _ second: String) async throws -> RunState {
        let state = try await place.state(of: run, in: first)
        let other = try await place.state(of: run, in: second)
        #expect(other == state)
        #expect(other.summary.text == state.summary.text)
        return state
    }

    @Test(arguments: [["repository", "b"], ["b", "repository"]])
    func `of two that went on while offline the one that claimed first has gone on`(order: [String])
        async throws
    {
        let run = try await place.perform(Self.text).id
        try place.sync("repository", "b")
        var ends: [RunState] = []
        for folder in order {
            place.clock.move(by: .seconds(1))
            ends.append(try await place.ask(Self.yes, of: run, in: folder))
        }
        #expect(ends.map(\.status) == [.waiting, .waiting])
        let tips = try order.map { try place.tip(of: "fix", in: $0) }
        #expect(tips[0] != tips[1])
        try place.sync("repository", "b", "repository")
        let state = try await agreed(run, "repository", "b")
        #expect(state.owner == ends[0].owner)
        #expect(state.steps == ends[0].steps)
        #expect(state.branches["refs/heads/fix"]?.current == tips[0])
        #expect(Set(state.lostWork.map(\.replica)) == [ends[1].owner])
        let lost = state.lostWork.map(\.event.type)
        #expect(lost.first == "run_claimed")
        #expect(lost.contains("step_completed"))
        #expect(lost.last == "wait_started")
        #expect(try order.map { try place.tip(of: "fix", in: $0) } == tips, "branches are left alone")
        // Whoever goes on, it is the winner's history.
        place.clock.move(by: .seconds(1))
        let end = try await place.ask(Self.yes, of: run, in: order[0])
        #expect(end.status == .completed)
        try place.sync(order[0], order[1])
        #expect(try await agreed(run, "repository", "b").status == .completed)
    }

    @Test func `the one that has lost goes on from the winner's end, and does not touch its own branch`()
        async throws
    {
        let run = try await place.perform(Self.text).id
        try place.sync("repository", "b")
        for folder in ["repository", "b"] {
            place.clock.move(by: .seconds(1))
            try await place.ask(Self.yes, of: run, in: folder)
        }
        let left = try place.tip(of: "fix", in: "b")
        try place.sync("repository", "b", "repository")
        place.clock.move(by: .seconds(1))
        let state = try await place.ask(Self.yes, of: run, in: "b")
        #expect(state.status == .completed)
        #expect(try place.tip(of: "fix", in: "b") == left)
        let after = try await place.ask(.rollback(.hard), of: run, in: "b")
        #expect(after.steps["commit"]?.compensation?.isFailure == true)
        #expect(try place.tip(of: "fix", in: "b") == left)
    }

    @Test func `three clones come to the same end, in whatever order they hear of each other`() async throws {
        let run = try await place.perform(Self.text).id
        try place.sync("repository", "b", "c")
        for folder in ["c", "repository", "b"] {
            place.clock.move(by: .seconds(1))
            try await place.ask(Self.yes, of: run, in: folder)
        }
        let winner = try await place.state(of: run, in: "c").owner
        try place.sync("b", "repository")
        #expect(try await place.state(of: run).owner != winner, "which two know is not all")
        try place.sync("c", "b", "repository", "c")
        _ = try await agreed(run, "repository", "b")
        #expect(try await agreed(run, "b", "c").owner == winner)
    }

    @Test func `a process stops when it finds out that another clone was first`() async throws {
        let started = place.sandbox.path("started")
        let run = try await place.perform(
            """
            steps:
              - {id: gate, wait: approval}
              - {id: long, run: 'test "$PLACE" = b && touch \(started) && sleep 600 || true'}
              - {id: branch, uses: branch.create, with: {name: fix}}
            """
        ).id
        try place.sync("repository", "b")
        place.clock.move(by: .seconds(1))
        let ended = try await place.ask(Self.yes, of: run)
        #expect(ended.status == .completed)
        place.clock.move(by: .seconds(1))
        let engine = try place.engine(in: "b") { $0.environment["PLACE"] = "b" }
        try await engine.request(Self.yes, of: run)
        let followed = Task { try await engine.follow(run) }
        try await waitForFile(started)
        try place.sync("repository", "b")
        #expect(
            await refusal { try await followed.value }
                == "run '\(run)' was taken over by clone '\(ended.owner)'")
        #expect(!hasProcesses(run, step: "long"))
        #expect(try place.tip(of: "fix", in: "b") == nil)
        try place.sync("b", "repository")
        #expect(try await agreed(run, "repository", "b").status == .completed)
    }

    @Test func `a request that was recorded between reading and claiming does not keep a clone from the run`()
        async throws
    {
        let run = try await place.perform(Self.text).id
        try place.sync("repository", "b")
        let place = place
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<5 {
                group.addTask {
                    let engine = try place.engine(in: "b")
                    let vote = Vote(approves: true, comment: "\(number)")
                    let command = RunCommand.vote(step: "gate", vote, by: "person/ada@example.org")
                    _ = try? await engine.request(command, of: run)
                    _ = try? await engine.follow(run)
                }
            }
            try await group.waitForAll()
        }
        let state = try await place.state(of: run, in: "b")
        #expect(state.steps["last"]?.status.name == "waiting")
        #expect(state.lostWork.isEmpty)
        #expect(try place.git("rev-list", "--count", "main..fix", in: "b") == "1")
    }
}
