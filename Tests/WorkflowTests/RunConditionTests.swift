import JSON
import Testing
import Workflow

/// What `if` makes of a step.
@Suite struct RunConditionTests {
    @Test func `a step whose condition does not hold is left out, and what needs it goes on`() throws {
        var run = Rehearsal(.sequence(.script("a", if: "false"), .script("b")))
        #expect(run.log == ["work started", "a skipped", "b started"])
        #expect(try run.complete("b").last == "completed")
    }

    @Test func `a row of steps that are left out takes one decision`() throws {
        let run = Rehearsal(
            .sequence(.script("a", if: "false"), .script("b", if: "0"), .script("c", if: "''")))
        #expect(run.log == ["work started", "a skipped", "b skipped", "c skipped", "completed"])
    }

    @Test func `without a condition a step needs success`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c")))
        #expect(try run.fail("a") == ["a failed: no", "b skipped", "c skipped", "failed at a: no"])
        #expect(run.status == .failed)
    }

    @Test func `a condition without a status function needs success, too`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b", if: "true")))
        #expect(try run.fail("a") == ["a failed: no", "b skipped", "failed at a: no"])
    }

    @Test func `failure() holds behind a failure and nowhere else`() throws {
        let steps: [StepDefinition] = .sequence(.script("a"), .script("mend", if: "failure()"), .script("b"))
        var failing = Rehearsal(steps)
        #expect(try failing.fail("a") == ["a failed: no", "mend started"])
        #expect(try failing.complete("mend") == ["mend completed", "b skipped", "failed at a: no"])
        var fine = Rehearsal(steps)
        #expect(try fine.complete("a") == ["a completed", "mend skipped", "b started"])
    }

    @Test func `always() holds behind both`() throws {
        let steps: [StepDefinition] = .sequence(.script("a"), .script("clean", if: "always()"))
        var failing = Rehearsal(steps)
        #expect(try failing.fail("a") == ["a failed: no", "clean started"])
        #expect(try failing.complete("clean") == ["clean completed", "failed at a: no"])
        var fine = Rehearsal(steps)
        try fine.complete("a")
        #expect(try fine.complete("clean") == ["clean completed", "completed"])
    }

    @Test func `cancelled() holds once somebody has cancelled`() throws {
        let steps: [StepDefinition] = .sequence(.script("a"), .script("tell", if: "cancelled()"))
        var run = Rehearsal(steps)
        #expect(try run.ask(.cancel) == ["cancel requested"])
        #expect(try run.fail("a", .cancelled, "stopped") == ["a failed: stopped", "tell started"])
        #expect(try run.complete("tell") == ["tell completed", "cancelled"])
        var fine = Rehearsal(steps)
        #expect(try fine.complete("a") == ["a completed", "tell skipped", "completed"])
    }

    @Test func `behind a cancel there is neither success nor failure`() throws {
        var run = Rehearsal(
            .sequence(
                .script("a"), .script("b", if: "failure()"), .script("c", if: "success()"),
                .script("d", if: "!cancelled()"), .script("e", if: "cancelled() || failure()")))
        try run.ask(.cancel)
        #expect(
            try run.fail("a", .cancelled, "stopped") == [
                "a failed: stopped", "b skipped", "c skipped", "d skipped", "e started",
            ])
    }

    @Test func `a failure beside a step does not matter to it`() throws {
        var run = Rehearsal([
            .script("a"), .script("b"), .script("after b", needs: ["b"]), .script("both", needs: ["a", "b"]),
        ])
        try run.fail("a")
        #expect(try run.complete("b") == ["b completed", "after b started", "both skipped"])
        #expect(try run.complete("after b") == ["after b completed", "failed at a: no"])
    }

    @Test func `a failure far before a step matters`() throws {
        var run = Rehearsal(
            .sequence(.script("a"), .script("b", if: "always()"), .script("c"), .script("d", if: "failure()"))
        )
        try run.fail("a")
        #expect(try run.complete("b") == ["b completed", "c skipped", "d started"])
    }

    @Test func `outputs, outcomes and needs can be asked for`() throws {
        var run = Rehearsal([
            .script("a"), .script("lame") { $0.continuesOnError = template("true") },
            .script("big", needs: ["a"], if: "steps.a.outputs.count > 2 && needs.a.outputs.count == 3"),
            .script("small", needs: ["a"], if: "steps.a.outputs.count < 3"),
            .script("foreign", needs: ["a"], if: "needs.lame || steps.big.outcome"),
            .script(
                "last", needs: ["lame"],
                if: "steps.lame.outcome == 'failure' && steps.lame.conclusion == 'success'"),
        ])
        #expect(try run.fail("lame") == ["lame failed: no, which does not matter", "last started"])
        #expect(
            try run.complete("a", StepResult(outputs: ["count": 3])) == [
                "a completed", "big started", "small skipped", "foreign skipped",
            ])
    }

    @Test(arguments: [
        "steps.a.outcome == 'success'", "STEPS.A.Outcome == 'success'", "steps['a'].outcome == 'success'",
        "steps[inputs.which].outcome == 'success'", "contains(toJSON(steps), 'success')",
        "contains(steps.*.outcome, 'success')", "needs.A.outcome == 'success'",
        "join(needs.*.conclusion) == 'success'", "fromJSON(toJSON(steps)).a.outcome == 'success'",
        "env.SEEN == 'success'", "!steps.b && !needs.b && steps.a", "!steps[inputs.other]",
    ])
    func `steps can be asked for in every way`(condition: String) throws {
        let seen = NamedTemplate(name: "SEEN", template: template("${{ steps.a.outcome }}"))
        var run = Rehearsal(
            [
                .script("a"), .script("b", needs: ["a"], if: condition),
                .script("c", needs: ["a"], if: "!(\(condition))"),
            ], inputs: ["which": "A", "other": "b"], environment: [seen])
        try run.complete("a")
        #expect(run.steps == ["a completed", "b running", "c skipped"])
    }

    @Test func `inputs, variables and the run itself can be asked for`() throws {
        let conditions = [
            "inputs.deep == true", "inputs.Name == 'Ada'", "env.GREETING == 'hello Ada'",
            "env.TWICE == 'hello Ada, hello Ada'", "workflow == 'work'", "run.id == '000000000001'",
            "run.actor == 'person/ada@example.org'", "run.base == 'c0' && run.workflow == 'work'",
            "startsWith(run.started-at, '2026-01-02T03:04:05')", "!secrets.token", "!failure.step", "!event",
        ]
        let environment = [
            NamedTemplate(name: "GREETING", template: template("hello ${{ inputs.name }}")),
            NamedTemplate(name: "TWICE", template: template("${{ env.GREETING }}, ${{ env.GREETING }}")),
        ]
        let run = Rehearsal(
            conditions.enumerated().map { .script("s\($0)", if: $1) },
            inputs: ["deep": true, "name": "Ada"], environment: environment)
        #expect(run.steps == conditions.indices.map { "s\($0) running" })
    }

    @Test func `a step's own variables go before the workflow's`() {
        let both = [("A", "one"), ("B", "${{ env.A }}+")].map {
            NamedTemplate(name: $0, template: template($1))
        }
        let own = NamedTemplate(name: "A", template: template("two"))
        let run = Rehearsal(
            [
                .script("a", if: "env.A == 'two' && env.B == 'one+'") { $0.environment = [own] },
                .script("b", if: "env.A == 'one'"),
            ], environment: both)
        #expect(run.steps == ["a running", "b running"])
    }

    @Test func `a condition that has no value is a failure of the step`() throws {
        let run = Rehearsal(.sequence(.script("a", if: "fromJSON('{')"), .script("b", if: "failure()")))
        #expect(run.steps == ["a failed", "b running"])
        let failure = try #require(run.state.steps["a"]?.failure)
        #expect(failure.kind == .input)
        #expect(failure.message.hasPrefix("step 'a': "))
    }

    @Test func `what follows from a condition without a value comes before the next step`() {
        let run = Rehearsal([
            .script("a", if: "fromJSON('{')") { $0.onFailure = .pause }, .script("b"),
        ])
        #expect(run.steps == ["a failed"])
        #expect(run.status == .waiting)
    }

    @Test func `a step without a condition that fails by its condition can be asked again`() throws {
        var run = Rehearsal([
            .script("a", if: "fromJSON(inputs.text)") {
                $0.retry = RetryPolicy(attempts: 2, delay: 1_000, jitter: 0, kinds: [.input])
            }
        ])
        #expect(run.steps == ["a retrying"])
        #expect(try run.pass(1_000).count == 2)
        #expect(run.status == .failed)
    }
}
