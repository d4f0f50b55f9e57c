import JSON
import Platform
import Testing
import Workflow

/// Steps that wait.
@Suite struct RunWaitTests {
    private let yes = Vote(approves: true)

    // MARK: Approvals

    @Test func `anybody may approve where nobody is named`() throws {
        for text in ["", "anyone", "Anyone", "${{ inputs.nobody }}", "${{ fromJSON('[]') }}"] {
            var run = Rehearsal(.sequence(.wait("gate", .approval(text)), .script("b")))
            #expect(run.status == .waiting)
            #expect(run.log.last == "gate waits for an approval")
            let vote = Vote(approves: true, comment: "fine")
            #expect(
                try run.ask(.vote(step: nil, vote, by: "person/grace@example.org")) == [
                    "gate approved: fine", "gate completed", "b started",
                ])
            #expect(
                run.state.steps["gate"]?.result.outputs == [
                    "approved": true, "by": "grace@example.org", "comment": "fine",
                ])
        }
    }

    @Test(
        arguments: [
            ("person/grace@example.org", true), ("person/Grace@Example.ORG", true),
            ("person/grace@elsewhere.org", true), ("person/ADA@example.org", true),
            ("person/ada@elsewhere.org", false), ("person/grace.hopper@example.org", false),
            ("person/eve@example.org", false), ("person/", false), ("person", false),
            ("agent/grace@example.org", false), ("worker/grace", false), ("hook/grace", false),
            ("grace@example.org", false), ("", false),
        ])
    func `named people may approve, by address or the part before the @, whatever the case`(
        actor: String, counts: Bool
    ) throws {
        var run = Rehearsal([.wait("gate", .approval("Grace", "ada@example.org"))])
        let vote = RunCommand.vote(step: "gate", yes, by: actor)
        #expect((run.refusal(of: vote) == nil) == counts)
        // A vote that stands in the journal all the same counts as little.
        run.record([.voted(step: "gate", yes)], by: actor)
        try run.tell(.advance)
        #expect(run.status == (counts ? .completed : .waiting))
    }

    @Test(arguments: ["agent/claude", "worker/issues", "hook/pre-push", "person", "", "Person/ada"])
    func `nobody but people may approve`(actor: String) throws {
        var run = Rehearsal([.wait("gate", .approval())])
        let refusal = try #require(run.refusal(of: .vote(step: nil, yes, by: actor)))
        #expect(
            refusal == RunRefusal("step 'gate' can't be decided by '\(actor)'", hints: ["only a person can"]))
        run.record([.voted(step: "gate", yes)], by: actor)
        #expect(try run.tell(.advance) == [])
    }

    @Test func `names come from texts and lists`() throws {
        let run = Rehearsal(
            [.wait("gate", .approval("${{ inputs.list }}", "${{ inputs.text }}", " eve ,, anyone"))],
            inputs: ["list": ["ada", "", "anyone"], "text": "bob, grace@example.org\ncarol"])
        #expect(
            run.state.steps["gate"]?.status
                == .waiting(Wait(.approval(by: ["ada", "bob", "grace@example.org", "carol", "eve"]))))
    }

    @Test func `a rejection fails the step`() throws {
        var run = Rehearsal(.sequence(.wait("gate", .approval()), .script("tell", if: "failure()")))
        let no = Vote(approves: false, comment: "not on a Friday")
        #expect(
            try run.ask(.vote(step: nil, no, by: "person/ada@example.org")) == [
                "gate rejected: not on a Friday",
                "gate failed: 'ada@example.org' has rejected it: not on a Friday", "tell started",
            ])
        let gate = try #require(run.state.steps["gate"])
        #expect(gate.failure?.kind == .rejected)
        #expect(
            gate.result.outputs == [
                "approved": false, "by": "ada@example.org", "comment": "not on a Friday",
            ])
    }

    @Test func `a rejection may be a reason to go back`() throws {
        var run = Rehearsal(
            .sequence(
                .script("write"),
                .wait("review", .approval()) {
                    $0.onFailure = .retryFrom(step: "write", atMost: 5, otherwise: .fail)
                }))
        try run.complete("write")
        try run.ask(.vote(step: nil, Vote(approves: false, comment: "shorter"), by: "person/ada"))
        #expect(run.steps == ["write running"])
        #expect(try evaluate("${{ failure.message }}", of: "write", run) == "'ada' has rejected it: shorter")
        try run.complete("write")
        // The vote on the first version says nothing about the second one.
        #expect(run.status == .waiting)
        #expect(run.state.steps["review"]?.votes == [])
    }

    @Test func `the first vote that counts decides`() throws {
        var run = Rehearsal([.wait("gate", .approval("grace"))])
        run.record([.voted(step: "gate", Vote(approves: false))], by: "person/eve@example.org")
        run.record([.voted(step: "gate", yes)], by: "person/grace@example.org")
        run.record([.voted(step: "gate", Vote(approves: false))], by: "person/grace@example.org")
        #expect(try run.tell(.advance) == ["gate completed", "completed"])
    }

    @Test func `where several wait a vote has to name one`() throws {
        var run = Rehearsal([.wait("a", .approval()), .wait("b", .approval())])
        #expect(
            run.refusal(of: .vote(step: nil, yes, by: "person/ada"))
                == RunRefusal(
                    "more than one step waits for an approval", hints: ["name one with --step: a, b"]))
        #expect(try run.ask(.vote(step: "b", yes, by: "person/ada")) == ["b approved", "b completed"])
        #expect(try run.ask(.vote(step: nil, yes, by: "person/ada")).last == "completed")
    }

    @Test func `a vote that comes too late changes nothing`() throws {
        var run = Rehearsal(
            .sequence(.wait("gate", .approval(), timeout: "1m"), .script("b", if: "always()")))
        try run.pass(60_000)
        #expect(run.refusal(of: .vote(step: "gate", yes, by: "person/ada")) != nil)
        run.record([.voted(step: "gate", yes)])
        #expect(try run.tell(.advance) == [])
        #expect(run.steps == ["gate failed", "b running"])
    }

    @Test func `a vote goes before the end of the time`() throws {
        var run = Rehearsal([.wait("gate", .approval(), timeout: "1m")])
        run.record([.voted(step: "gate", yes)])
        #expect(try run.pass(60_000) == ["gate completed", "completed"])
    }

    // MARK: Events and times

    @Test func `an event ends the wait for it`() throws {
        var run = Rehearsal(
            [
                .wait(
                    "pushed",
                    .event(type: "pushed", stream: template("branch/${{ inputs.branch }}"), condition: nil))
            ], inputs: ["branch": "main"])
        #expect(run.log.last == "pushed waits for event pushed on branch/main")
        #expect(run.state.work.listening == ["pushed"])
        #expect(
            try run.tell(.signalStep("pushed", StepResult(outputs: ["commit": "1"])))
                == ["pushed completed", "completed"])
        #expect(
            run.refusal(of: .signalStep("pushed", StepResult()))?.message == "step 'pushed' does not wait")
    }

    @Test func `an approval can't be got round by an event`() {
        let run = Rehearsal([.wait("gate", .approval()), .wait("nap", .duration("1h"))])
        for step in ["gate", "nap"] {
            #expect(
                run.refusal(of: .signalStep(step, StepResult()))?.message
                    == "step '\(step)' does not wait for an event")
            #expect(run.refusal(of: .completeStep(step, StepResult())) != nil)
        }
    }

    @Test func `time ends the wait for it`() throws {
        var run = Rehearsal(.sequence(.wait("nap", .duration("${{ 1 }}m30s")), .script("b")))
        #expect(run.log.last == "nap waits for 2026-01-02T03:05:35.000Z")
        #expect(run.state.work.due?.iso8601 == "2026-01-02T03:05:35.000Z")
        #expect(run.status == .waiting)
        #expect(try run.pass(89_999) == [])
        #expect(try run.pass(1) == ["nap completed", "b started"])
    }

    @Test(arguments: [
        ("2026-02-03", "2026-02-03T00:00:00.000Z"), ("2026-02-03T04:05:06Z", "2026-02-03T04:05:06.000Z"),
        ("2026-02-03T04:05:06+02:00", "2026-02-03T02:05:06.000Z"),
        ("${{ inputs.day }}", "2027-01-01T00:00:00.000Z"),
    ])
    func `a date is waited for`(text: String, time: String) throws {
        let run = Rehearsal([.wait("day", .date(template(text)))], inputs: ["day": "2027-01-01"])
        #expect(run.state.work.due?.iso8601 == time)
    }

    @Test func `a date in the past is over`() throws {
        let run = Rehearsal(.sequence(.wait("day", .date(template("2025-01-01"))), .script("b")))
        #expect(run.steps == ["day completed", "b running"])
    }

    @Test(arguments: [
        WaitDefinition.Condition.duration("soon"), .duration("${{ inputs.nothing }}"),
        .date(template("tomorrow")), .date(template("2026-02-30")), .approval("${{ fromJSON('{') }}"),
    ])
    func `what is no time is a failure of the kind input`(condition: WaitDefinition.Condition) {
        let run = Rehearsal([.wait("a", condition)])
        #expect(run.status == .failed)
        #expect(run.state.steps["a"]?.failure?.kind == .input)
    }

    // MARK: The end of patience

    @Test(arguments: [WaitDefinition.Condition.approval(), .event("pushed"), .duration("2h")])
    func `a wait gives up in its time`(condition: WaitDefinition.Condition) throws {
        var run = Rehearsal([.wait("a", condition, timeout: "1h")])
        #expect(run.state.work.due?.iso8601 == "2026-01-02T04:04:05.000Z")
        #expect(try run.pass(3_599_999) == [])
        #expect(
            try run.pass(1) == [
                "a failed: step 'a' waited until 2026-01-02T04:04:05.000Z",
                "failed at a: step 'a' waited until 2026-01-02T04:04:05.000Z",
            ])
        #expect(run.state.steps["a"]?.failure?.kind == .timeout)
    }

    @Test func `or goes on without`() throws {
        var run = Rehearsal(
            .sequence(
                .wait("gate", .approval(), timeout: "1h", onTimeout: .proceed),
                .script("b", if: "steps.gate.outputs.timed-out")))
        #expect(try run.pass(3_600_000) == ["gate completed", "b started"])
    }

    @Test func `a wait ends in a pause, and nothing follows before that is over`() throws {
        var run = Rehearsal([
            .script("lame") { $0.onFailure = .pause }, .wait("nap", .duration("1m")),
            .script("after", needs: ["nap"]),
        ])
        try run.fail("lame")
        #expect(run.state.work.due != nil)
        #expect(try run.pass(60_000) == ["nap completed"])
        #expect(try run.ask(.resume) == ["resume requested", "resumed", "after started"])
    }

    // MARK: Runs of their own

    @Test func `a step waits with the run that it has started`() throws {
        var run = Rehearsal(.sequence(.script("sub"), .script("b")))
        let child = RunID(bits: 7)
        #expect(try run.tell(.suspendStep("sub", run: child)) == ["sub waits for run 000000000007"])
        #expect(run.status == .waiting)
        #expect(run.state.work.following == ["sub"])
        #expect(run.state.work.performing == [])
        #expect(try run.tell(.suspendStep("sub", run: child)) == [])
        #expect(run.state.steps["sub"]?.attempts == 1)
        #expect(
            try run.complete("sub", StepResult(outputs: ["x": 1], effects: [.runStarted(child)]))
                == ["sub completed", "b started"])
    }

    @Test func `a step fails with the run that it has started`() throws {
        var run = Rehearsal(.sequence(.script("sub"), .script("b")))
        try run.tell(.suspendStep("sub", run: RunID(bits: 7)))
        #expect(try run.fail("sub", .workflow, "run '7' failed").last == "failed at sub: run '7' failed")
    }

    @Test func `a run that a step waits for is not stepped over`() throws {
        var run = Rehearsal([.script("sub")])
        try run.tell(.suspendStep("sub", run: RunID(bits: 7)))
        #expect(
            run.refusal(of: .skip(step: "sub"))
                == RunRefusal(
                    "step 'sub' waits for run '000000000007'", hints: ["cancel that run, or answer it"]))
        #expect(run.refusal(of: .skip(step: nil))?.message == "no step is in the way")
    }
}
