import Testing
import Workflow

/// Runs that are stopped.
@Suite struct RunCancelTests {
    @Test func `what is under way ends first, and nothing is started`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        #expect(try run.ask(.cancel) == ["cancel requested"])
        #expect(run.state.work.isStopping)
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["a"])
        #expect(run.status == .running)
        #expect(try run.fail("a", .cancelled, "stopped") == ["a failed: stopped", "b skipped", "cancelled"])
        #expect(run.status == .cancelled)
        #expect(run.state.steps["a"]?.outcome == "cancelled")
        #expect(!run.state.isStopping)
    }

    @Test func `a step that comes to its end all the same has ended`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.ask(.cancel)
        #expect(try run.complete("a") == ["a completed", "b skipped", "cancelled"])
    }

    @Test func `steps that ask for always() have their turn and are not stopped`() throws {
        var run = Rehearsal(
            .sequence(.script("a"), .script("clean", if: "always()"), .script("tell", if: "cancelled()")))
        try run.ask(.cancel)
        #expect(try run.fail("a", .cancelled, "stopped") == ["a failed: stopped", "clean started"])
        #expect(run.interpreter.stepsToStop(run.state, run.context) == [])
        #expect(try run.complete("clean") == ["clean completed", "tell started"])
        #expect(try run.complete("tell") == ["tell completed", "cancelled"])
    }

    @Test func `a step with always() that is under way already is not stopped either`() throws {
        var run = Rehearsal([.script("clean", if: "always()"), .script("b")])
        try run.ask(.cancel)
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["b"])
        try run.ask(.rollback(.hard))
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["clean", "b"])
    }

    @Test func `a failure behind a cancel is not tried again`() throws {
        var run = Rehearsal([
            .script("a", if: "always()") {
                $0.retry = RetryPolicy(attempts: 3)
                $0.onFailure = .pause
            }
        ])
        try run.ask(.cancel)
        #expect(try run.fail("a") == ["a failed: no", "cancelled"])
    }

    @Test func `a step that is about to be tried again is not`() throws {
        var run = Rehearsal(
            .sequence(
                .script("a") { $0.retry = RetryPolicy(attempts: 3) }, .script("clean", if: "always()")))
        try run.fail("a")
        #expect(
            try run.ask(.cancel) == ["cancel requested", "a failed: the step was cancelled", "clean started"])
        #expect(run.state.steps["a"]?.failure?.kind == .cancelled)
    }

    @Test func `waits end`() throws {
        var run = Rehearsal([
            .wait("a", .approval()), .wait("b", .event("x")), .wait("c", .duration("1h")),
            .wait("d", .approval(), needs: ["a"], if: "always()"),
        ])
        #expect(
            try run.ask(.cancel) == [
                "cancel requested", "a failed: the wait was cancelled", "b failed: the wait was cancelled",
                "c failed: the wait was cancelled", "d waits for an approval",
                "d failed: the wait was cancelled", "cancelled",
            ])
    }

    @Test func `a run that a step waits for is stopped by whoever performs it`() throws {
        var run = Rehearsal([.script("sub")])
        try run.tell(.suspendStep("sub", run: RunID(bits: 7)))
        #expect(try run.ask(.cancel) == ["cancel requested"])
        #expect(run.state.work.following == ["sub"])
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["sub"])
        #expect(try run.fail("sub", .cancelled, "stopped") == ["sub failed: stopped", "cancelled"])
    }

    @Test func `a paused run is cancelled like any other`() throws {
        var run = Rehearsal(
            .sequence(
                .script("a") { $0.onFailure = .pause }, .script("b"), .script("clean", if: "always()")))
        try run.fail("a")
        #expect(
            try run.ask(.cancel) == ["cancel requested", "resumed", "b skipped", "clean started"])
        #expect(try run.complete("clean").last == "cancelled")
    }

    @Test func `a paused run with an interrupted step can be cancelled`() throws {
        var run = Rehearsal([.script("a") { $0.onFailure = .pause }, .script("b")])
        try run.fail("a")
        try run.tell(.interruptStep("b", isRepeatable: true))
        #expect(run.status == .waiting)
        #expect(
            try run.ask(.cancel) == [
                "cancel requested", "b failed: the step was cancelled", "resumed", "cancelled",
            ])
    }

    @Test func `a cancel does not wait for somebody to say what has become of a step`() throws {
        var run = Rehearsal(
            .sequence(.script("a"), .script("b"), .script("clean", if: "always()")))
        try run.tell(.interruptStep("a", isRepeatable: false))
        #expect(try run.ask(.cancel) == ["cancel requested", "b skipped", "clean started"])
        #expect(try run.complete("clean").last == "cancelled")
        #expect(run.steps == ["a unknown", "b skipped", "clean completed"])
        #expect(try run.ask(.retry(step: nil)).last == "a started")
    }

    @Test func `an interrupted step with always() is repeated while the run is cancelled`() throws {
        var run = Rehearsal([.script("clean", if: "always()"), .script("b")])
        try run.ask(.cancel)
        try run.tell(.interruptStep("clean", isRepeatable: true))
        try run.tell(.interruptStep("b", isRepeatable: true))
        #expect(
            try run.tell(.advance) == ["b failed: the step was cancelled", "clean started, attempt 2"])
        #expect(try run.complete("clean").last == "cancelled")
    }

    @Test func `a run that waits for its turn is cancelled at once`() throws {
        var run = Rehearsal([.script("a", if: "always()")], group: "deploy")
        #expect(try run.ask(.cancel) == ["cancel requested", "cancelled"])
    }

    @Test func `asking twice is asking once`() throws {
        var run = Rehearsal([.script("a")])
        try run.ask(.cancel)
        #expect(try run.ask(.cancel) == [])
        try run.ask(.rollback(.hard))
        #expect(try run.ask(.rollback(.hard)) == [])
    }

    @Test func `a request for a rollback goes before a cancel`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c", if: "always()")))
        try run.complete("a")
        try run.ask(.cancel)
        try run.ask(.rollback(.to(step: "a")))
        #expect(
            try run.fail("b", .cancelled, "stopped") == [
                "b failed: stopped", "rollback to a of 0 steps", "back to where a had ended",
            ])
        // The cancel is answered by that: the run can go on from there.
        #expect(run.status == .waiting)
        #expect(try run.ask(.resume).last == "b started")
    }

    // MARK: Going on

    @Test func `a cancelled run that is retried performs all that the cancel has left out`() throws {
        var run = Rehearsal([
            .script("a"), .script("after a", needs: ["a"]), .script("x"), .script("after x", needs: ["x"]),
            .script("never", if: "false"),
        ])
        try run.ask(.cancel)
        try run.complete("x")
        try run.fail("a", .cancelled, "stopped")
        #expect(
            run.steps == ["a failed", "after a skipped", "x completed", "after x skipped", "never skipped"])
        #expect(
            try run.ask(.retry(step: nil)) == [
                "retry of a requested", "back to a by request", "a started", "after x started",
                "never skipped",
            ])
        #expect(run.steps == ["a running", "x completed", "after x running", "never skipped"])
    }

    @Test func `a run that was cancelled between two steps can go on`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c")))
        try run.ask(.cancel)
        try run.complete("a")
        #expect(run.status == .cancelled)
        #expect(try run.ask(.retry(step: nil)).last == "b started")
        #expect(run.steps == ["a completed", "b running"])
    }

    @Test func `what a policy has skipped stays skipped`() throws {
        var run = Rehearsal([.script("lame") { $0.onFailure = .skip }, .script("a")])
        try run.fail("lame")
        try run.ask(.cancel)
        try run.fail("a", .cancelled)
        try run.ask(.retry(step: nil))
        #expect(run.steps == ["lame skipped", "a running"])
    }
}
