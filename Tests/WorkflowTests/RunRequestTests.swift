import JSON
import Testing
import Workflow

/// What people ask for: retry, skip, resume, and what becomes of it when things have gone on meanwhile.
@Suite struct RunRequestTests {
    // MARK: Retry and skip

    @Test func `a failed run that is retried performs the step and what came after it again`() throws {
        var run = Rehearsal([
            .script("a"), .script("b", needs: ["a"]), .script("c", needs: ["b"]), .script("x", needs: ["a"]),
            .script("clean", needs: ["b"], if: "always()"),
        ])
        try run.complete("a")
        try run.complete("x")
        try run.fail("b")
        try run.complete("clean")
        #expect(run.status == .failed)
        #expect(
            try run.ask(.retry(step: nil)) == ["retry of b requested", "back to b by request", "b started"])
        #expect(run.steps == ["a completed", "b running", "x completed"])
        #expect(run.state.endedAt == nil)
        #expect(try run.complete("b") == ["b completed", "c started", "clean started"])
    }

    @Test func `a failed run goes on without the step`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c", if: "failure()")))
        try run.fail("a")
        try run.complete("c")
        #expect(
            try run.ask(.skip(step: nil)) == [
                "skip of a requested", "back to a by request", "a skipped by request", "b started",
            ])
        #expect(try run.complete("b") == ["b completed", "c skipped", "completed"])
    }

    @Test func `a waiting step is stepped over`() throws {
        var run = Rehearsal(.sequence(.wait("gate", .approval()), .script("b")))
        #expect(
            try run.ask(.skip(step: nil)) == [
                "skip of gate requested", "gate skipped by request", "b started",
            ])
    }

    @Test func `a step that is about to be tried again is tried at once`() throws {
        var run = Rehearsal([.script("a") { $0.retry = RetryPolicy(attempts: 9, delay: 3_600_000) }])
        try run.fail("a")
        #expect(try run.ask(.retry(step: nil)).last == "a started")
        #expect(run.state.steps["a"]?.failures == 0)
    }

    @Test func `several failures have to be named`() throws {
        var run = Rehearsal([.script("a"), .script("b")])
        try run.fail("a")
        try run.fail("b")
        let refusal = RunRefusal(
            "more than one step has failed or is unknown", hints: ["name one with --step: a, b"])
        #expect(run.refusal(of: .retry(step: nil)) == refusal)
        #expect(try run.ask(.retry(step: "b")).last == "b started")
        #expect(try run.complete("b") == ["b completed", "failed at a: no"])
    }

    @Test func `a retry while others are under way begins at once`() throws {
        var run = Rehearsal([.script("a"), .script("b")])
        try run.fail("a")
        #expect(try run.ask(.retry(step: nil)).last == "a started")
    }

    @Test func `a retry waits for what is under way and is to be performed again`() throws {
        var run = Rehearsal([
            .script("a"), .script("clean", needs: ["a"], if: "always()"),
            .script("more", needs: ["clean"], if: "always()"),
        ])
        try run.fail("a")
        #expect(try run.ask(.retry(step: nil)) == ["retry of a requested"])
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["clean"])
        // Nothing that would have to be performed again is started meanwhile.
        #expect(try run.complete("clean") == ["clean completed", "back to a by request", "a started"])
        #expect(try run.complete("a") == ["a completed", "clean started"])
    }

    @Test func `a skip waits for what is under way and is to be performed again`() throws {
        var run = Rehearsal([
            .script("a"), .script("clean", needs: ["a"], if: "failure()"), .script("b", needs: ["a"]),
        ])
        try run.fail("a")
        #expect(try run.ask(.skip(step: nil)) == ["skip of a requested"])
        #expect(
            try run.complete("clean") == [
                "clean completed", "back to a by request", "a skipped by request", "clean skipped",
                "b started",
            ])
    }

    @Test func `a request that waits does not outlive a cancel`() throws {
        var run = Rehearsal([.script("a"), .script("clean", needs: ["a"], if: "failure()")])
        try run.fail("a")
        try run.ask(.retry(step: nil))
        try run.ask(.cancel)
        #expect(try run.fail("clean", .cancelled, "stopped") == ["clean failed: stopped", "cancelled"])
        #expect(run.state.requests == [])
    }

    // MARK: Pauses

    @Test func `skip and retry end a pause`() throws {
        for command in [RunCommand.skip(step: nil), .retry(step: nil)] {
            var run = Rehearsal(.sequence(.script("a") { $0.onFailure = .pause }, .script("b")))
            try run.fail("a")
            #expect(run.status == .waiting)
            try run.ask(command)
            #expect(run.state.phase == .active)
            #expect(run.status == .running)
        }
    }

    @Test func `a resumed run takes the failure as it is`() throws {
        var run = Rehearsal(
            .sequence(.script("a") { $0.onFailure = .pause }, .script("b", if: "failure()"), .script("c")))
        try run.fail("a")
        #expect(try run.ask(.resume) == ["resume requested", "resumed", "b started"])
        #expect(try run.complete("b") == ["b completed", "c skipped", "failed at a: no"])
    }

    @Test func `attempts that are due in a pause are made when it is over`() throws {
        var run = Rehearsal([
            .script("a") { $0.onFailure = .pause }, .script("b") { $0.retry = RetryPolicy(attempts: 2) },
        ])
        try run.fail("a")
        try run.fail("b")
        #expect(run.state.work.due == nil)
        #expect(try run.pass(10_000) == [])
        #expect(try run.ask(.resume) == ["resume requested", "resumed", "b started, attempt 2"])
    }

    // MARK: Questions that others have answered

    @Test func `a second answer does not answer the next question`() throws {
        var run = Rehearsal([.script("a") { $0.onFailure = .pause }])
        try run.fail("a")
        try run.ask(unseen: .retry(step: nil))
        try run.ask(unseen: .retry(step: nil))
        #expect(try run.tell(.advance) == ["back to a by request", "a started"])
        run.record([.retryRequested(step: "a"), .skipRequested(step: "a"), .resumeRequested])
        #expect(run.state.requests == [])
        #expect(try run.fail("a") == ["a failed: no, pausing", "paused: step 'a' failed: no"])
    }

    @Test func `asking twice is asking once`() throws {
        var run = Rehearsal([.script("a")])
        for _ in 1...3 { run.record([.cancelRequested, .rollbackRequested(.hard)]) }
        #expect(run.state.requests.map(\.event) == [.cancelRequested, .rollbackRequested(.hard)])
    }

    @Test func `the last word on a step counts`() throws {
        var run = Rehearsal(.sequence(.script("a") { $0.onFailure = .pause }, .script("b")))
        try run.fail("a")
        try run.ask(unseen: .retry(step: nil))
        try run.ask(unseen: .skip(step: nil))
        #expect(try run.tell(.advance) == ["a skipped by request", "b started"])
    }

    @Test func `the last word on how far to take back counts`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        try run.ask(.rollback(.hard))
        try run.ask(.rollback(.soft))
        #expect(try run.complete("b") == ["b completed", "rollback soft of 0 steps", "rolled back, soft"])
    }

    @Test func `a request of a clone that knew no better does not disturb a rollback`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        try run.fail("b")
        try run.ask(.rollback(.hard))
        let late: [RunEvent] = [
            .retryRequested(step: "b"), .skipRequested(step: "b"), .resumeRequested, .cancelRequested,
        ]
        run.record(late)
        #expect(try run.tell(.advance) == [])
        #expect(try run.takeBack() == ["a undone", "rolled back, hard"])
        run.record(late + [.rollbackRequested(.hard), .voted(step: "b", Vote(approves: true))])
        #expect(try run.tell(.advance) == [])
        #expect(run.state.requests == [])
        #expect(run.status == .rolledBack)
    }

    @Test func `a cancel that came too late does not stop a run that is retried`() throws {
        var run = Rehearsal([.script("a")])
        try run.fail("a")
        run.record([.cancelRequested])
        #expect(try run.ask(.retry(step: nil)).last == "a started")
        #expect(!run.state.isStopping)
    }

    @Test func `a retry that the end of the run has overtaken counts`() throws {
        var run = Rehearsal([.script("a"), .script("b")])
        try run.fail("a")
        try run.ask(unseen: .retry(step: "a"))
        // The owner does not know of it.
        run.record([
            .stepCompleted(step: "b", StepResult()), .failed(step: "a", StepFailure(.exit, "no")),
        ])
        #expect(run.status == .failed)
        #expect(try run.tell(.advance) == ["back to a by request", "a started"])
    }

    @Test func `a rollback that the end of the run has overtaken counts`() throws {
        var run = Rehearsal([.script("a")])
        try run.ask(unseen: .rollback(.hard))
        run.record([.stepCompleted(step: "a", StepResult()), .completed(outputs: [:])])
        #expect(try run.tell(.advance) == ["rollback hard of 1 step"])
    }

    @Test func `a rollback to a step that is performed anew has nothing to go back to`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        try run.ask(unseen: .rollback(.to(step: "a")))
        let failure = StepFailure(.exit, "no")
        run.record([
            .stepFailed(step: "b", failure, StepResult(), then: .restart(from: "a")),
            .stepsReset(steps: ["a", "b"], cause: .failure(step: "b", failure)),
            .stepStarted(step: "a", attempt: 1),
        ])
        #expect(run.state.requests == [])
        #expect(try run.complete("a").last == "b started")
    }

    @Test func `a skip of a step that is done is nothing`() throws {
        var run = Rehearsal(.sequence(.wait("gate", .approval()), .script("b")))
        try run.ask(unseen: .skip(step: nil))
        run.record([.stepCompleted(step: "gate", StepResult()), .stepStarted(step: "b", attempt: 1)])
        #expect(run.state.requests == [])
        #expect(run.steps == ["gate completed", "b running"])
    }

    @Test func `a run that is over is taken over when something is asked of it`() throws {
        var run = Rehearsal([.script("a")])
        try run.fail("a")
        #expect(run.refusal(of: .claim)?.message == "the run is over")
        try run.ask(unseen: .retry(step: nil))
        #expect(try run.tell(.claim) == ["taken over"])
        #expect(try run.tell(.advance).last == "a started")
    }
}
