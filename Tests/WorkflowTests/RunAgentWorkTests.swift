import JSON
import Testing
import Workflow

/// What a run knows of the work of agents whose commands belong into a sandbox.
@Suite struct RunAgentWorkTests {
    private static let agent = StepResult(tree: "t1", isAgentWork: true)

    private func run() throws -> Rehearsal {
        var run = Rehearsal(.sequence(.script("before"), .script("agent"), .script("after"), .script("last")))
        try run.complete("before", StepResult(tree: "t0"))
        return run
    }

    @Test func `once an agent has changed files what follows is on its work`() throws {
        var run = try run()
        #expect(!run.state.holdsAgentWork)
        try run.complete("agent", Self.agent)
        #expect(run.state.holdsAgentWork)
        try run.complete("after", StepResult(tree: "t2"))
        #expect(run.state.holdsAgentWork)
        #expect(
            ["before", "agent", "after"].map { run.state.steps[$0]?.holdsAgentWork } == [false, true, true])
    }

    @Test func `of a run that had one only what is checked out counts`() throws {
        var run = try run()
        try run.complete("agent", StepResult(isAgentWork: true))
        #expect(run.state.knowsAgentWork && !run.state.holdsAgentWork)
        try run.complete("after", StepResult(tree: "t2"))
        #expect(run.state.holdsAgentWork)
    }

    @Test func `a rollback to a step before the agent takes its work away`() throws {
        var run = try run()
        try run.complete("agent", Self.agent)
        try run.complete("after")
        try run.ask(.rollback(.to(step: "before")))
        try run.fail("last", .cancelled)
        try run.takeBack()
        #expect(run.state.tree == "t0" && !run.state.holdsAgentWork)
    }

    @Test func `a fork of its work has its work`() throws {
        var run = try run()
        try run.complete("agent", Self.agent)
        for (step, isOnWork) in [("before", false), ("agent", true)] {
            let fork = try RunFork(of: run.state, at: step, inputs: [:]) { $0 }
            let records = fork.events.enumerated().map { number, event in
                RunRecord(
                    id: String(1_000 + number), replica: "b", at: run.now, actor: "person/grace", event: event
                )
            }
            #expect(RunHistory.fold(records, of: RunID(bits: 2))?.holdsAgentWork == isOnWork, "\(step)")
        }
    }
}
