import Testing
import Workflow

/// Runs that are taken back.
@Suite struct RunRollbackTests {
    private let branch = StepEffect.branchCreated(reference: "refs/heads/x", commit: "1")

    @Test func `steps are taken back in the reverse order of their ends`() throws {
        var run = Rehearsal([.script("a"), .script("b"), .script("c"), .script("d", needs: ["a", "b", "c"])])
        for step in ["b", "c", "a"] { try run.complete(step) }
        try run.fail("d")
        #expect(try run.ask(.rollback(.hard)).last == "rollback hard of 3 steps")
        #expect(run.status == .running)
        #expect(try run.takeBack() == ["a undone", "c undone", "b undone", "rolled back, hard"])
        #expect(run.status == .rolledBack)
    }

    @Test func `what was not performed is not taken back`() throws {
        var run = Rehearsal(
            .sequence(
                .script("a", if: "false"), .script("b"), .script("c") { $0.onFailure = .skip },
                .script("d") { $0.continuesOnError = template("true") }, .script("e")))
        try run.complete("b")
        try run.fail("c")
        try run.fail("d")
        try run.fail("e")
        try run.ask(.rollback(.hard))
        #expect(try run.takeBack() == ["d undone", "b undone", "rolled back, hard"])
    }

    @Test func `what a failed attempt has done is taken back`() throws {
        var run = Rehearsal(
            .sequence(.script("a"), .script("b") { $0.onFailure = .skip }, .script("c")))
        try run.complete("a")
        try run.fail("b", .exit, "no", StepResult(effects: [branch]))
        try run.fail("c", .exit, "no", StepResult(effects: [.said("hello")]))
        try run.ask(.rollback(.hard))
        #expect(run.state.branches.count == 1)
        #expect(try run.takeBack() == ["c undone", "b undone", "a undone", "rolled back, hard"])
        #expect(run.state.branches.isEmpty)
    }

    @Test func `a step that can't be taken back is recorded, and the rest goes on`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c"), .script("d")))
        for step in ["a", "b", "c", "d"] { try run.complete(step) }
        try run.ask(.rollback(.hard))
        let outcomes: [String: Compensation] = [
            "a": .nothing, "b": .failed(reason: "it has moved"), "c": .impossible(reason: "it was said"),
        ]
        #expect(
            try run.takeBack { outcomes[$0] ?? .done } == [
                "d undone", "c can't be undone: it was said", "b could not be undone: it has moved",
                "a had nothing to undo", "rolled back, hard",
            ])
        #expect(run.state.steps["b"]?.compensation == .failed(reason: "it has moved"))
        #expect(run.status == .rolledBack)
    }

    @Test func `steps are taken back one after the other, in their order`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        try run.complete("b")
        try run.ask(.rollback(.hard))
        #expect(run.state.work.compensating == "b")
        #expect(run.state.work.performing == [])
        #expect(!run.state.work.isStopping)
        #expect(
            run.refusal(of: .compensateStep("a", .done))?.message
                == "step 'a' is not the next one to take back")
        try run.tell(.compensateStep("b", .done))
        #expect(run.refusal(of: .compensateStep("b", .done)) != nil)
        #expect(run.state.work.compensating == "a")
    }

    @Test func `a soft rollback leaves everything for a person`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a", StepResult(effects: [branch]))
        #expect(try run.ask(.rollback(.soft)) == ["rollback requested, soft"])
        #expect(
            try run.fail("b", .cancelled, "stopped") == [
                "b failed: stopped", "rollback soft of 0 steps", "rolled back, soft",
            ])
        #expect(run.state.branches["refs/heads/x"]?.current == "1")
    }

    @Test func `a rollback to a step brings back its tree and forgets what came later`() throws {
        var run = Rehearsal(
            .sequence(.script("a"), .script("b"), .script("c"), .script("d")), tree: "t0")
        try run.complete("a", StepResult(tree: "t1"))
        try run.complete("b", StepResult(tree: "t2"))
        try run.complete("c", StepResult(tree: "t3"))
        #expect(run.state.tree == "t3")
        try run.ask(.rollback(.to(step: "b")))
        #expect(try run.fail("d", .cancelled, "stopped").last == "rollback to b of 1 step")
        #expect(try run.takeBack() == ["c undone", "back to where b had ended"])
        #expect(run.state.tree == "t2")
        #expect(run.steps == ["a completed", "b completed"])
        #expect(run.status == .waiting)
        #expect(run.state.phase == .paused(reason: "rolled back to step 'b'"))
        #expect(try run.ask(.resume) == ["resume requested", "resumed", "c started"])
    }

    @Test func `a finished run goes back to a step, too`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        try run.complete("b")
        #expect(run.state.endedAt != nil)
        try run.ask(.rollback(.to(step: "a")))
        try run.takeBack()
        #expect(run.state.endedAt == nil)
        #expect(run.state.tree == nil)
        try run.ask(.resume)
        #expect(try run.complete("b").last == "completed")
    }

    @Test func `a rollback to a step goes by the time, not by the file`() throws {
        var run = Rehearsal([.script("a"), .script("b"), .script("c"), .script("d", needs: ["a", "b", "c"])])
        for step in ["c", "a", "b"] { try run.complete(step) }
        try run.ask(.rollback(.to(step: "a")))
        try run.fail("d", .cancelled)
        #expect(try run.takeBack() == ["b undone", "back to where a had ended"])
        #expect(run.steps == ["a completed", "c completed"])
    }

    @Test func `the order of ends outlives a reset`() throws {
        var run = Rehearsal([.script("a"), .script("b"), .script("c"), .script("gate", needs: ["b"])])
        try run.complete("a")
        try run.complete("b")
        try run.fail("gate")
        // 'b' is not repeated with 'gate'; 'gate' ends behind 'c' now.
        try run.ask(.retry(step: "gate"))
        try run.complete("c")
        try run.complete("gate")
        try run.ask(.rollback(.to(step: "c")))
        #expect(try run.takeBack() == ["gate undone", "back to where c had ended"])
    }

    @Test func `a rollback waits until what is under way has stopped`() throws {
        var run = Rehearsal([.script("a"), .script("b"), .script("sub"), .script("c", needs: ["a"])])
        try run.tell(.suspendStep("sub", run: RunID(bits: 7)))
        #expect(try run.ask(.rollback(.hard)) == ["rollback requested, hard"])
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["a", "b", "sub"])
        #expect(try run.complete("a") == ["a completed"])
        #expect(try run.fail("b", .cancelled, "stopped") == ["b failed: stopped"])
        let effects = StepResult(effects: [.runStarted(RunID(bits: 7))])
        #expect(
            try run.fail("sub", .cancelled, "stopped", effects) == [
                "sub failed: stopped", "rollback hard of 2 steps",
            ])
        #expect(try run.takeBack() == ["sub undone", "a undone", "rolled back, hard"])
    }

    @Test func `a step whose outcome nobody knows can't be taken back`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        try run.tell(.interruptStep("b", isRepeatable: false))
        #expect(
            try run.ask(.rollback(.hard)) == [
                "rollback requested, hard", "rollback hard of 2 steps",
                "b can't be undone: nobody knows whether it was done",
            ])
        #expect(try run.takeBack() == ["a undone", "rolled back, hard"])
    }

    @Test func `a new process goes on with a rollback`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        try run.complete("b")
        try run.ask(.rollback(.hard))
        try run.tell(.compensateStep("b", .done))
        #expect(try run.tell(.claim) == ["taken over"])
        #expect(try run.takeBack() == ["a undone", "rolled back, hard"])
    }

    // MARK: What was performed several times

    @Test func `what was performed several times is taken back as often, the newest first`() throws {
        var run = Rehearsal(
            .sequence(
                .script("create"), .script("write"), .script("tidy"),
                .script("verify") { $0.onFailure = .retryFrom(step: "write", atMost: 1, otherwise: .abort) }))
        func move(_ from: Int, _ to: Int) -> StepResult {
            StepResult(effects: [.branchMoved(reference: "refs/heads/x", from: "\(from)", to: "\(to)")])
        }
        try run.complete("create", StepResult(effects: [branch]))
        for round in 0...1 {
            try run.complete("write", move(2 * round + 1, 2 * round + 2))
            try run.complete("tidy", move(2 * round + 2, 2 * round + 3))
            try run.fail("verify")
        }
        #expect(run.log.last == "rollback hard of 5 steps")
        #expect(run.state.branches["refs/heads/x"]?.current == "5")
        // Each time the branch stands where the step has left it.
        for (step, commit) in [("tidy", "5"), ("write", "4"), ("tidy", "3"), ("write", "2"), ("create", "1")]
        {
            #expect(run.state.work.compensating == step)
            #expect(run.state.branches["refs/heads/x"]?.current == commit)
            switch run.state.steps[step]?.result.effects.first {
            case .branchMoved(_, _, let to): #expect(to == commit)
            case .branchCreated(_, let to): #expect(to == commit)
            default: Issue.record("\(step) has no effect")
            }
            try run.tell(.compensateStep(step, .done))
        }
        #expect(run.state.branches.isEmpty)
        #expect(run.status == .rolledBack)
    }

    @Test func `a step that is performed again knows what it has made before`() throws {
        var run = Rehearsal(
            .sequence(
                .script("create") { $0.retry = RetryPolicy(attempts: 2) },
                .script("verify") { $0.onFailure = .retryFrom(step: "create", atMost: 1, otherwise: .fail) }))
        let said = StepEffect.said("once more")
        try run.fail("create", .exit, "no", StepResult(effects: [said]))
        try run.pass(1_000)
        #expect(run.state.steps["create"]?.result.effects == [said])
        try run.complete("create", StepResult(effects: [branch]))
        #expect(run.state.steps["create"]?.result.effects == [said, branch])
        try run.fail("verify")
        #expect(run.state.steps["create"]?.result.effects == [said, branch])
        try run.complete("create")
        #expect(run.state.steps["create"]?.result.effects == [said, branch])
        try run.ask(.rollback(.to(step: "create")))
        try run.fail("verify", .cancelled)
        #expect(run.state.steps["create"]?.result.effects == [said, branch])
    }

    @Test func `what was reset and not performed again is taken back as well`() throws {
        var run = Rehearsal(
            .sequence(
                .script("a"), .script("b"),
                .script("c") { $0.onFailure = .retryFrom(step: "a", atMost: 1, otherwise: .fail) }))
        try run.complete("a")
        try run.complete("b", StepResult(effects: [branch]))
        try run.fail("c")
        #expect(run.steps == ["a running"])
        try run.ask(.rollback(.hard))
        #expect(
            try run.fail("a", .cancelled, "stopped") == ["a failed: stopped", "rollback hard of 2 steps"])
        #expect(run.state.steps["b"]?.result.effects == [branch])
        #expect(try run.takeBack() == ["b undone", "a undone", "rolled back, hard"])
    }

    @Test func `the worst of several attempts to take a step back is what became of it`() throws {
        var run = Rehearsal([.script("a") { $0.retry = RetryPolicy(attempts: 3, jitter: 0) }])
        for _ in 1...2 {
            try run.fail("a", .exit, "no", StepResult(effects: [.said("x")]))
            try run.pass(10_000)
        }
        try run.complete("a")
        try run.ask(.rollback(.hard))
        var outcomes: [Compensation] = [.done, .failed(reason: "x"), .impossible(reason: "y")]
        try run.takeBack { _ in outcomes.removeFirst() }
        #expect(run.state.steps["a"]?.compensation == .failed(reason: "x"))
    }

    @Test func `an attempt that nobody knows the end of does not hide those before`() throws {
        var run = Rehearsal(
            .sequence(
                .script("a"),
                .script("b") { $0.onFailure = .retryFrom(step: "a", atMost: 1, otherwise: .fail) }))
        try run.complete("a", StepResult(effects: [branch]))
        try run.fail("b")
        try run.tell(.interruptStep("a", isRepeatable: false))
        #expect(
            try run.ask(.rollback(.hard)).suffix(2) == [
                "rollback hard of 2 steps", "a can't be undone: nobody knows whether it was done",
            ])
        #expect(run.state.steps["a"]?.result.effects == [branch])
        #expect(try run.takeBack() == ["a undone", "rolled back, hard"])
        #expect(run.state.steps["a"]?.compensation == .impossible(reason: "nobody knows whether it was done"))
        #expect(run.state.branches.isEmpty)
    }

    @Test func `what was taken back is not taken back again`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c")))
        try run.complete("a")
        try run.complete("b", StepResult(effects: [branch]))
        try run.ask(.rollback(.to(step: "a")))
        try run.fail("c", .cancelled)
        try run.takeBack { _ in .failed(reason: "no") }
        try run.ask(.rollback(.hard))
        #expect(try run.takeBack() == ["a undone", "rolled back, hard"])
    }

    // MARK: Branches

    @Test func `branches in the hands of a run are known`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c"), .script("d")))
        let name = "refs/heads/y"
        try run.complete("a", StepResult(effects: [branch]))
        try run.complete(
            "b", StepResult(effects: [.branchMoved(reference: "refs/heads/x", from: "1", to: "2")]))
        try run.complete("c", StepResult(effects: [.branchMoved(reference: name, from: "8", to: "9")]))
        #expect(run.state.branches["refs/heads/x"]?.original == nil)
        #expect(run.state.branches["refs/heads/x"]?.current == "2")
        #expect(run.state.branches[name]?.original == "8")
        try run.fail("d")
        try run.ask(.rollback(.hard))
        try run.tell(.compensateStep("c", .done))
        #expect(run.state.branches[name] == nil)
        try run.tell(.compensateStep("b", .done))
        #expect(run.state.branches["refs/heads/x"]?.current == "1")
        // What could not be taken back stays in the hands of the run.
        try run.tell(.compensateStep("a", .failed(reason: "it has moved")))
        #expect(run.state.branches["refs/heads/x"]?.current == "1")
    }
}
