import JSON
import Testing
import Workflow

/// What becomes of a run when a step has failed for good.
@Suite struct RunFailureTests {
    // MARK: continue-on-error

    @Test(arguments: [
        ("true", true), ("${{ true }}", true), ("True", true), ("false", false), ("${{ 'false' }}", false),
        ("${{ steps.a.outputs.x }}", false), ("${{ inputs.lenient }}", true), ("${{ fromJSON('{') }}", false),
    ])
    func `a failure may count as success`(text: String, continues: Bool) throws {
        var run = Rehearsal(
            .sequence(.script("a") { $0.continuesOnError = template(text) }, .script("b")),
            inputs: ["lenient": true])
        try run.fail("a")
        #expect(run.steps == (continues ? ["a completed", "b running"] : ["a failed", "b skipped"]))
        #expect(run.state.steps["a"]?.outcome == "failure")
        #expect(run.state.steps["a"]?.conclusion == (continues ? "success" : "failure"))
    }

    @Test func `a failure counts as success only when no attempt is left`() throws {
        var run = Rehearsal([
            .script("a") {
                $0.continuesOnError = template("true")
                $0.retry = RetryPolicy(attempts: 2)
            }
        ])
        try run.fail("a")
        #expect(run.steps == ["a retrying"])
        try run.pass(1_000)
        #expect(try run.fail("a") == ["a failed: no, which does not matter", "completed"])
    }

    // MARK: on-failure

    @Test func `a failed step may be skipped`() throws {
        var run = Rehearsal(.sequence(.script("a") { $0.onFailure = .skip }, .script("b")))
        #expect(try run.fail("a") == ["a failed: no, skipped", "b started"])
        #expect(run.state.steps["a"]?.outcome == "skipped")
        #expect(try run.complete("b").last == "completed")
    }

    @Test func `a failed step may stop everything for a person`() throws {
        var run = Rehearsal([
            .script("a") { $0.onFailure = .pause }, .script("b"), .script("c", needs: ["b"]),
            .script("d", needs: ["a"]),
        ])
        #expect(try run.fail("a") == ["a failed: no, pausing", "paused: step 'a' failed: no"])
        #expect(run.status == .running)
        // What is under way goes on to its end; nothing new is started.
        #expect(try run.complete("b") == ["b completed"])
        #expect(run.status == .waiting)
        #expect(try run.pass(1_000_000) == [])
        #expect(
            try run.ask(.resume) == ["resume requested", "resumed", "c started", "d skipped"])
        #expect(try run.complete("c") == ["c completed", "failed at a: no"])
    }

    @Test func `each of two failures that stop the run has its answer`() throws {
        var run = Rehearsal([
            .script("a") { $0.onFailure = .pause }, .script("b") { $0.onFailure = .pause },
            .script("after a", needs: ["a"]), .script("after b", needs: ["b"]),
        ])
        try run.fail("a")
        #expect(try run.fail("b") == ["b failed: no, pausing", "paused: step 'b' failed: no"])
        #expect(try run.ask(.retry(step: "a")).last == "a started")
        #expect(try run.complete("a") == ["a completed", "after a started"])
        #expect(try run.complete("after a") == ["after a completed", "paused: step 'b' failed: no"])
        #expect(run.status == .waiting)
        #expect(
            try run.ask(.skip(step: nil)) == [
                "skip of b requested", "b skipped by request", "after b started",
            ])
        #expect(try run.complete("after b").last == "completed")
    }

    @Test func `going on after two failures settles both`() throws {
        var run = Rehearsal([
            .script("a") { $0.onFailure = .pause }, .script("b") { $0.onFailure = .pause },
        ])
        try run.fail("a")
        try run.fail("b")
        #expect(try run.ask(.resume) == ["resume requested", "resumed", "failed at a: no"])
    }

    @Test func `a failed step may have the run taken back`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b") { $0.onFailure = .abort }))
        try run.complete("a")
        #expect(try run.fail("b") == ["b failed: no, aborting", "rollback hard of 1 step"])
        #expect(run.state.work.compensating == "a")
        #expect(try run.takeBack() == ["a undone", "rolled back, hard"])
        #expect(run.status == .rolledBack)
    }

    @Test func `taking back waits for what is under way`() throws {
        var run = Rehearsal([
            .script("a") { $0.onFailure = .abort }, .script("b"), .script("c", needs: ["b"]),
        ])
        #expect(try run.fail("a") == ["a failed: no, aborting"])
        #expect(run.state.work.isStopping)
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["b"])
        #expect(try run.complete("b") == ["b completed", "rollback hard of 1 step"])
    }

    // MARK: Going back

    @Test func `a failed step may send the run back so many times`() throws {
        var run = Rehearsal(
            .sequence(
                .script("write"),
                .script("verify") { $0.onFailure = .retryFrom(step: "write", atMost: 2, otherwise: .pause) },
                .script("publish")))
        for count in 1...2 {
            try run.complete("write")
            #expect(
                try run.fail("verify", .exit, "two tests fail") == [
                    "verify failed: two tests fail, going back to write",
                    "back to write as verify failed", "write started",
                ])
            #expect(
                try evaluate("${{ failure.message }} (${{ failure.count }})", of: "write", run)
                    == "two tests fail (\(count))")
        }
        try run.complete("write")
        #expect(
            try run.fail("verify") == ["verify failed: no, pausing", "paused: step 'verify' failed: no"])
        // A person who says that it is to be tried again gives it all its tries.
        try run.ask(.retry(step: nil))
        #expect(try run.fail("verify").last == "write started")
        try run.complete("write")
        #expect(try run.complete("verify") == ["verify completed", "publish started"])
    }

    @Test func `whoever goes back finds what has failed, and how`() throws {
        var run = Rehearsal(
            .sequence(
                .script("write"),
                .script("verify") { $0.onFailure = .retryFrom(step: "write", atMost: 1, otherwise: .fail) }))
        #expect(try evaluate("${{ failure.step }}", of: "write", run) == "")
        try run.complete("write", StepResult(outputs: ["branch": "x"]))
        let failure = StepFailure(.exit, "no", exitStatus: 3, output: "1 failed")
        try run.tell(.failStep("verify", failure, StepResult()))
        let text =
            "${{ failure.step }} ${{ failure.kind }} ${{ failure.exit-status }} ${{ failure.output }} ${{ failure.count }}"
        #expect(try evaluate(text, of: "write", run) == "verify exit 3 1 failed 1")
        // The step counts as never performed.
        #expect(try evaluate("${{ steps.write.outputs.branch }}", of: "write", run) == "")
    }

    @Test func `two steps that send the run back to the same one share the bound`() throws {
        let back = FailurePolicy.retryFrom(step: "write", atMost: 2, otherwise: .fail)
        var run = Rehearsal(
            .sequence(
                .script("write") { $0.onFailure = back }, .script("verify") { $0.onFailure = back }))
        #expect(try run.fail("write").last == "write started")
        try run.complete("write")
        #expect(try run.fail("verify").last == "write started")
        #expect(try run.fail("write").last == "failed at write: no")
    }

    @Test func `a failure of another kind than those named does not send the run back`() throws {
        var run = Rehearsal(
            .sequence(
                .script("write"),
                .script("verify") {
                    $0.onFailure = .retryFrom(step: "write", atMost: 2, on: [.exit], otherwise: .fail)
                }))
        try run.complete("write")
        try run.tell(.failStep("verify", StepFailure(.missing, "no make"), StepResult()))
        #expect(run.status == .failed)
    }

    @Test func `a step may send the run back to itself`() throws {
        var run = Rehearsal([
            .script("a") { $0.onFailure = .retryFrom(step: "a", atMost: 1, otherwise: .skip) }
        ])
        #expect(try run.fail("a").last == "a started")
        #expect(try run.fail("a") == ["a failed: no, skipped", "completed"])
    }

    @Test func `a step that is sent back by its condition is not asked for ever`() {
        let run = Rehearsal([
            .script("a", if: "fromJSON('{')") {
                $0.onFailure = .retryFrom(step: "a", atMost: 3, otherwise: .fail)
            }
        ])
        #expect(run.status == .failed)
        #expect(run.state.restarts["a"] == 3)
    }

    @Test func `a run goes back once nothing is under way that is performed again`() throws {
        var run = Rehearsal([
            .script("write"), .script("slow", needs: ["write"]),
            .script("verify", needs: ["write"]) {
                $0.onFailure = .retryFrom(step: "write", atMost: 1, otherwise: .fail)
            },
            .script("tell", needs: ["verify"], if: "failure()"), .script("other"),
            .script("after other", needs: ["other"]),
        ])
        try run.complete("write")
        #expect(try run.fail("verify") == ["verify failed: no, going back to write"])
        #expect(run.interpreter.stepsToStop(run.state, run.context) == ["slow"])
        // What has nothing to do with it goes on.
        #expect(try run.complete("other") == ["other completed", "after other started"])
        #expect(
            try run.complete("slow") == [
                "slow completed", "back to write as verify failed", "write started",
            ])
        #expect(run.steps == ["write running", "other completed", "after other running"])
    }

    @Test func `a run that is to go back in a pause does so, and begins when that is over`() throws {
        var run = Rehearsal([
            .script("write"), .script("lame") { $0.onFailure = .pause },
            .script("verify", needs: ["write"]) {
                $0.onFailure = .retryFrom(step: "write", atMost: 1, otherwise: .fail)
            },
        ])
        try run.complete("write")
        try run.fail("lame")
        #expect(
            try run.fail("verify") == [
                "verify failed: no, going back to write", "back to write as verify failed",
            ])
        #expect(run.status == .waiting)
        #expect(try run.ask(.resume) == ["resume requested", "resumed", "write started"])
    }

    @Test func `a run that is to go back can be cancelled before`() throws {
        var run = Rehearsal([
            .script("write"), .script("slow", needs: ["write"]),
            .script("verify", needs: ["write"]) {
                $0.onFailure = .retryFrom(step: "write", atMost: 1, otherwise: .fail)
            },
        ])
        try run.complete("write")
        try run.fail("verify")
        try run.ask(.cancel)
        #expect(try run.fail("slow", .cancelled, "stopped").last == "cancelled")
        #expect(try run.ask(.retry(step: "slow")).last == "slow started")
        #expect(try run.complete("slow") == ["slow completed", "failed at verify: no"])
    }

    @Test func `a step that is tried again is not started when the run goes back at the same time`() throws {
        var run = Rehearsal([
            .script("a"), .script("lame", needs: ["a"]) { $0.retry = RetryPolicy(attempts: 2, jitter: 0) },
            .wait("gate", .approval(), timeout: "1s", needs: ["a"]) {
                $0.onFailure = .retryFrom(step: "a", atMost: 1, otherwise: .fail)
            },
        ])
        try run.complete("a")
        try run.fail("lame")
        #expect(try run.pass(1_000).suffix(2) == ["back to a as gate failed", "a started"])
        #expect(run.steps == ["a running"])
    }

    // MARK: The end

    @Test func `the first failed step of the file is what the run has failed at`() throws {
        var run = Rehearsal([.script("a"), .script("b")])
        try run.fail("b", .exit, "b's")
        #expect(run.status == .running)
        #expect(try run.fail("a", .exit, "a's") == ["a failed: a's", "failed at a: a's"])
    }

    @Test func `a failed step keeps what it says and what it gives`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b", if: "failure() && steps.a.outputs.x == 1")))
        try run.fail("a", .exit, "no", StepResult(outputs: ["x": 1]))
        #expect(run.steps == ["a failed", "b running"])
    }
}

/// What a text is for a step of the run.
func evaluate(_ text: String, of step: String, _ run: Rehearsal) throws -> String {
    let index = run.interpreter.definition.index(of: step)
    return try template(text).evaluate(in: run.interpreter.evaluationContext(index, run.state, run.context))
        .text
}
