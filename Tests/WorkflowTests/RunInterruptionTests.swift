import Testing
import Workflow

/// Steps whose process has gone.
@Suite struct RunInterruptionTests {
    @Test func `a step that may be repeated is`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        let first = try #require(run.state.steps["a"]?.incarnation)
        #expect(try run.tell(.claim) == ["taken over"])
        #expect(try run.tell(.interruptStep("a", isRepeatable: true)) == ["a was interrupted"])
        #expect(run.status == .running)
        #expect(run.state.work.performing == [])
        #expect(try run.tell(.advance) == ["a started, attempt 2"])
        #expect(run.state.steps["a"]?.incarnation == first)
        // An interruption is no failure.
        #expect(run.state.steps["a"]?.failures == 0)
        #expect(try run.complete("a").last == "b started")
    }

    @Test func `one that may not is put to a person`() throws {
        var run = Rehearsal([
            .script("a"), .script("b", needs: ["a"]), .script("x"), .script("y", needs: ["x"]),
        ])
        #expect(
            try run.tell(.interruptStep("a", isRepeatable: false))
                == ["a was interrupted, its outcome is unknown"])
        #expect(try run.tell(.advance) == [])
        // The rest goes on.
        #expect(try run.complete("x") == ["x completed", "y started"])
        #expect(try run.complete("y") == ["y completed"])
        #expect(run.status == .waiting)
        #expect(run.refusal(of: .resume)?.message == "the run is not paused")
    }

    @Test func `who tries it again finds what it may have made`() throws {
        var run = Rehearsal([.script("a")])
        let first = try #require(run.state.steps["a"]?.incarnation)
        try run.tell(.interruptStep("a", isRepeatable: false))
        #expect(
            try run.ask(.retry(step: nil)) == ["retry of a requested", "back to a by request", "a started"])
        #expect(run.state.steps["a"]?.incarnation == first)
        try run.tell(.interruptStep("a", isRepeatable: false))
        try run.ask(.retry(step: nil))
        #expect(run.state.steps["a"]?.incarnation == first)
    }

    @Test func `who says that it is done goes on without it`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.tell(.interruptStep("a", isRepeatable: false))
        #expect(
            try run.ask(.skip(step: nil)) == ["skip of a requested", "a skipped by request", "b started"])
    }

    @Test func `what is found to be done is done`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.tell(.claim)
        #expect(try run.complete("a") == ["a completed", "b started"])
    }

    @Test func `an interrupted step is repeated when a pause is over`() throws {
        var run = Rehearsal([.script("a") { $0.onFailure = .pause }, .script("b")])
        try run.fail("a")
        try run.tell(.interruptStep("b", isRepeatable: true))
        #expect(try run.tell(.advance) == [])
        #expect(run.status == .waiting)
        #expect(try run.ask(.resume) == ["resume requested", "resumed", "b started, attempt 2"])
    }

    @Test func `a step that waits for its own run is not interrupted`() throws {
        var run = Rehearsal([.script("sub")])
        try run.tell(.suspendStep("sub", run: RunID(bits: 7)))
        #expect(
            run.refusal(of: .interruptStep("sub", isRepeatable: true))?.message
                == "step 'sub' is not under way")
    }
}
