import JSON
import Testing
import Workflow

/// Runs that branch off from another one.
@Suite struct RunForkTests {
    private let branch = "refs/heads/fix"

    /// A run with steps that have ended in every way, and one that has not.
    private func run() throws -> Rehearsal {
        var run = Rehearsal(
            .sequence(
                .script("create"), .script("left out", if: "false"),
                .script("lame") { $0.continuesOnError = template("true") },
                .script("skipped") { $0.onFailure = .skip }, .script("commit"), .script("last")),
            inputs: ["name": "Ada"], tree: "t0")
        try run.complete(
            "create",
            StepResult(
                outputs: ["branch": "fix"], effects: [.branchCreated(reference: branch, commit: "1")]))
        try run.fail("lame")
        try run.fail("skipped")
        try run.complete(
            "commit",
            StepResult(
                effects: [.branchMoved(reference: branch, from: "1", to: "2"), .said("x")], tree: "t1"))
        return run
    }

    @Test func `a fork has what both share, and its own branches`() throws {
        let run = try run()
        let fork = try RunFork(of: run.state, at: "commit", inputs: ["name": "Grace"]) { $0 + "-fork" }
        #expect(fork.branches == [branch: "2"])
        #expect(fork.start.fork == RunOrigin(run: Rehearsal.run, step: "commit"))
        #expect(fork.start.inputs == ["name": "Grace"])
        let records = fork.events.enumerated().map { number, event in
            RunRecord(
                id: String(1_000 + number), replica: "b", at: run.now, actor: "person/grace", event: event)
        }
        let state = try #require(RunHistory.fold(records, of: RunID(bits: 2)))
        #expect(state.tree == "t1")
        #expect(Array(state.branches.keys) == ["refs/heads/fix-fork"])
        #expect(state.branches["refs/heads/fix-fork"]?.current == "2")
        #expect(state.steps["create"]?.result.outputs == ["branch": "fix-fork"])
        for id in ["create", "left out", "lame", "skipped", "commit"] {
            let (mine, other) = (state.steps[id], run.state.steps[id])
            #expect(mine?.status == other?.status, "\(id)")
            #expect(mine?.outcome == other?.outcome && mine?.conclusion == other?.conclusion, "\(id)")
        }
        #expect(
            try run.interpreter.decide(.advance, in: state, run.context).map(\.headline) == ["last started"])
    }

    @Test func `a fork can't share what has not ended`() throws {
        let run = try run()
        let refusal = #expect(throws: RunRefusal.self) {
            try RunFork(of: run.state, at: "last", inputs: [:]) { $0 }
        }
        #expect(refusal?.message.hasSuffix("has not ended, so nothing can branch off from it") == true)
    }
}
