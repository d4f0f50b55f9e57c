import Platform
import Testing
import Workflow

/// Attempts that a step makes by itself.
@Suite struct RunRetryTests {
    @Test func `a step is tried again after its delay, as often as it may`() throws {
        var run = Rehearsal([.script("a") { $0.retry = RetryPolicy(attempts: 3, jitter: 0) }, .script("b")])
        let start = run.now.milliseconds
        try run.complete("b")
        #expect(try run.fail("a") == ["a failed: no, next try at 2026-01-02T03:04:06.000Z"])
        #expect(run.status == .waiting)
        #expect(run.state.work.due?.milliseconds == start + 1_000)
        #expect(try run.pass(999) == [])
        #expect(try run.pass(1) == ["a started, attempt 2"])
        #expect(run.status == .running)
        try run.fail("a")
        #expect(run.state.work.due?.milliseconds == run.now.milliseconds + 2_000)
        #expect(try run.pass(2_000) == ["a started, attempt 3"])
        #expect(try run.fail("a") == ["a failed: no", "failed at a: no"])
        #expect(run.state.steps["a"]?.attempts == 3)
        #expect(run.state.steps["a"]?.failures == 3)
    }

    @Test func `a step that succeeds at last has succeeded`() throws {
        var run = Rehearsal(
            .sequence(.script("a") { $0.retry = RetryPolicy(attempts: 2) }, .script("b")))
        try run.fail("a")
        try run.pass(1_000)
        #expect(try run.complete("a") == ["a completed", "b started"])
        #expect(run.state.steps["a"]?.outcome == "success")
    }

    @Test func `all attempts are one incarnation`() throws {
        var run = Rehearsal([.script("a") { $0.retry = RetryPolicy(attempts: 2) }])
        let first = try #require(run.state.steps["a"]?.incarnation)
        try run.fail("a")
        try run.pass(1_000)
        #expect(run.state.steps["a"]?.incarnation == first)
        try run.fail("a")
        try run.ask(.retry(step: "a"))
        #expect(run.state.steps["a"]?.incarnation != first)
    }

    @Test(
        arguments: [
            (0.0, 0.5, [1_000, 3_000, 9_000, 20_000, 20_000]),
            (1.0, 0.0, [1_000, 3_000, 9_000, 20_000, 20_000]),
            (1.0, 0.5, [500, 1_500, 4_500, 10_000, 10_000]), (0.2, 1.0, [800, 2_400, 7_200, 16_000, 16_000]),
            (1.0, 1.0, [0, 0, 0, 0, 0]),
        ] as [(Double, Double, [Int64])])
    func `the delay grows up to its limit, and chance takes its part`(
        jitter: Double, chance: Double, delays: [Int64]
    ) throws {
        let policy = RetryPolicy(
            attempts: 6, delay: 1_000, backoff: 3, maximumDelay: 20_000, jitter: jitter)
        var run = Rehearsal([.script("a") { $0.retry = policy }])
        run.chance = chance
        for delay in delays {
            try run.fail("a")
            // Without a delay the next attempt follows at once.
            if delay == 0 {
                #expect(run.steps == ["a running"])
            } else {
                #expect(run.state.work.due?.milliseconds == run.now.milliseconds + delay)
                try run.pass(delay)
            }
        }
    }

    @Test func `delays without bounds don't overflow`() throws {
        let policy = RetryPolicy(
            attempts: .max, delay: .max, backoff: .infinity, maximumDelay: .max, jitter: 0)
        var run = Rehearsal([.script("a") { $0.retry = policy }])
        try run.fail("a")
        #expect(run.state.work.due?.milliseconds == run.now.milliseconds + 31_556_952_000_000)
    }

    @Test(arguments: StepFailure.Kind.allCases)
    func `what may pass by itself is tried again where nothing is said`(kind: StepFailure.Kind) throws {
        var run = Rehearsal([.script("a") { $0.retry = RetryPolicy(attempts: 2) }])
        try run.fail("a", kind)
        let passing: Set<StepFailure.Kind> = [
            .exit, .signal, .timeout, .conflict, .system, .unavailable, .workflow,
        ]
        #expect(run.status == (passing.contains(kind) ? .waiting : .failed))
    }

    @Test(arguments: StepFailure.Kind.allCases)
    func `else what the definition names, but never a step that was stopped`(kind: StepFailure.Kind) throws {
        var run = Rehearsal([
            .script("a") { $0.retry = RetryPolicy(attempts: 2, kinds: [.missing, .cancelled]) }
        ])
        try run.fail("a", kind)
        #expect(run.status == (kind == .missing ? .waiting : .failed))
    }

    @Test func `other steps go on meanwhile`() throws {
        var run = Rehearsal([
            .script("a") { $0.retry = RetryPolicy(attempts: 2) }, .script("b"), .script("c", needs: ["b"]),
        ])
        try run.fail("a")
        #expect(try run.complete("b") == ["b completed", "c started"])
        #expect(run.status == .running)
    }

    @Test func `what a failed attempt has changed can be taken back`() throws {
        var run = Rehearsal([.script("a") { $0.retry = RetryPolicy(attempts: 2) }])
        let branch = StepEffect.branchCreated(reference: "refs/heads/x", commit: "1")
        let moved = StepEffect.branchMoved(reference: "refs/heads/x", from: "1", to: "2")
        try run.fail("a", .exit, "no", StepResult(effects: [branch]))
        #expect(run.state.branches["refs/heads/x"]?.current == "1")
        try run.pass(1_000)
        try run.complete("a", StepResult(effects: [moved]))
        #expect(run.state.branches["refs/heads/x"]?.current == "2")
        try run.ask(.rollback(.hard))
        #expect(run.state.steps["a"]?.result.effects == [moved])
        #expect(try run.tell(.compensateStep("a", .done)) == ["a undone"])
        #expect(run.state.steps["a"]?.result.effects == [branch])
        #expect(try run.takeBack() == ["a undone", "rolled back, hard"])
        #expect(run.state.branches.isEmpty)
    }

    @Test func `a wait that is tried again waits again`() throws {
        var run = Rehearsal([
            .wait("a", .approval(), timeout: "1m") { $0.retry = RetryPolicy(attempts: 2, jitter: 0) }
        ])
        #expect(run.log.last == "a waits for an approval, until 2026-01-02T03:05:05.000Z at the most")
        #expect(
            try run.pass(60_000) == [
                "a failed: step 'a' waited until 2026-01-02T03:05:05.000Z, next try at 2026-01-02T03:05:06.000Z"
            ])
        #expect(
            try run.pass(1_000) == ["a waits for an approval, until 2026-01-02T03:06:06.000Z at the most"])
        #expect(run.state.steps["a"]?.attempts == 2)
        #expect(try run.pass(60_000).last == "failed at a: step 'a' waited until 2026-01-02T03:06:06.000Z")
    }
}
