import Engine
import JSON
import Journal
import Platform
import TestSupport
import Testing
import Workflow

@Suite struct WaitTests {
    let place: EngineSandbox
    static let ada = "person/ada@example.org"

    init() throws { place = try EngineSandbox() }

    private func vote(
        _ approves: Bool, _ comment: String? = nil, step: String? = nil, by actor: String = ada
    ) -> RunCommand {
        .vote(step: step, Vote(approves: approves, comment: comment), by: actor)
    }

    private func record(_ type: String, on stream: String, _ data: JSON.Object = [:]) throws {
        var journal = try place.journal()
        let name = try #require(StreamName(stream))
        let draft = EventDraft(
            stream: name, type: try #require(EventType(type)), actor: "worker/forge", data: data)
        _ = try journal.append(
            Decision(events: [draft]), by: Identity(name: "Ada", email: "ada@example.org"))
    }

    // MARK: Approvals

    private static let approval = """
        steps:
          - {id: gate, wait: approval}
          - {id: after, uses: message, with: {text: "${{ steps.gate.outputs.by }}: ${{ steps.gate.outputs.comment }}"}}
        """

    @Test func `a run waits until somebody approves`() async throws {
        let waiting = try await place.perform(Self.approval)
        #expect(waiting.status == .waiting)
        #expect(waiting.reason == "gate waits for an approval")
        #expect(try await place.engine().continuable().isEmpty)
        let state = try await place.ask(vote(true, "fine"), of: waiting.id)
        #expect(state.status == .completed)
        #expect(
            state.steps["gate"]?.result.outputs
                == ["approved": true, "by": "ada@example.org", "comment": "fine"])
        #expect(state.steps["after"]?.result.effects == [.said("ada@example.org: fine")])
    }

    @Test func `an approval that nobody has acted on is found by whoever goes on with runs`() async throws {
        let run = try await place.perform(Self.approval).id
        try await place.engine().request(vote(true), of: run)
        let engine = try place.engine()
        #expect(try await engine.continuable().map(\.id) == [run])
        let outcomes = try await engine.continueAll()
        #expect(try outcomes.map { try $0.outcome.get().status } == [.completed])
        #expect(try await engine.continuable().isEmpty)
    }

    @Test(arguments: ["agent/claude", "worker/review", "hook/commit-msg"])
    func `only people approve`(actor: String) async throws {
        let run = try await place.perform(Self.approval).id
        let engine = try place.engine(actor: actor)
        let refusal = await #expect(throws: EngineError.self) {
            try await engine.request(vote(true, by: actor), of: run)
        }
        guard case .refused(let reason) = refusal else { return #expect(Bool(false), "\(refusal as Any)") }
        #expect(reason.message == "step 'gate' can't be decided by '\(actor)'")
        #expect(reason.hints == ["only a person can"])
        #expect(try await place.state(of: run).steps["gate"]?.votes.isEmpty == true)
    }

    @Test(arguments: [
        ("person/ada@example.org", true), ("person/Grace@example.org", true),
        ("person/eve@example.org", false), ("agent/ada", false),
    ])
    func `who is named may approve`(actor: String, isAllowed: Bool) async throws {
        let run = try await place.perform(
            "steps: [{id: gate, wait: {approval: [ada@example.org, grace]}}]"
        ).id
        let engine = try place.engine(actor: actor)
        if isAllowed {
            try await engine.request(vote(true, by: actor), of: run)
            #expect(try await engine.follow(run).status == .completed)
        } else {
            await #expect(throws: EngineError.self) {
                try await engine.request(vote(true, by: actor), of: run)
            }
        }
    }

    @Test func `a rejection fails the step with its reason`() async throws {
        let run = try await place.perform(Self.approval).id
        let state = try await place.ask(vote(false, "not yet"), of: run)
        #expect(state.status == .failed)
        #expect(
            state.steps["gate"]?.failure
                == StepFailure(.rejected, "'ada@example.org' has rejected it: not yet"))
        #expect(state.steps["after"]?.status == .skipped(.condition))
    }

    @Test func `of two votes the first counts`() async throws {
        let run = try await place.perform(Self.approval).id
        let engine = try place.engine()
        try await engine.request(vote(false, "no"), of: run)
        try await engine.request(vote(true, "yes"), of: run)
        #expect(try await engine.follow(run).steps["gate"]?.failure?.kind == .rejected)
    }

    @Test func `one of several approvals has to be named`() async throws {
        let run = try await place.perform(
            "steps: [{id: a, wait: approval}, {id: b, wait: approval, needs: []}]"
        ).id
        await #expect(throws: EngineError.self) { try await place.ask(vote(true), of: run) }
        let state = try await place.ask(vote(true, step: "b"), of: run)
        #expect(state.steps["b"]?.status == .completed)
        #expect(state.status == .waiting)
    }

    /// Starts a run in which a step goes on until an approval beside it has been given, and what it makes
    /// when it has begun.
    private func startBesideGate() async throws -> (run: RunID, started: String) {
        let (started, approved) = (place.sandbox.path("started"), try Gate("approved", in: place.sandbox))
        let run = try await place.start(
            """
            steps:
              - {id: long, run: "touch \(started); \(approved.pass)"}
              - {id: gate, wait: approval, needs: []}
              - {id: after, run: "\(approved.letPass)", needs: [gate]}
            """)
        return (run, started)
    }

    @Test func `an approval reaches the process that is at the run`() async throws {
        let (run, started) = try await startBesideGate()
        let (first, second) = (try place.engine(), try place.engine())
        async let followed = first.follow(run)
        try await waitForFile(started)
        try await second.request(vote(true), of: run)
        await #expect(throws: EngineError.self) { try await second.follow(run) }
        #expect(try await followed.status == .completed)
    }

    @Test func `an approval by the process that is at the run reaches it, too`() async throws {
        let (run, started) = try await startBesideGate()
        let engine = try place.engine()
        async let followed = engine.follow(run)
        try await waitForFile(started)
        try await engine.request(vote(true), of: run)
        #expect(try await followed.status == .completed)
    }

    // MARK: Events

    @Test func `an event ends the wait, and its data are the step's`() async throws {
        let run = try await place.perform(
            """
            steps:
              - id: merged
                wait:
                  event: {type: pr_merged, stream: "pr/${{ inputs.number }}", if: "event.data.branch == 'main'"}
              - {id: after, uses: message, with: {text: "${{ steps.merged.outputs.event.data.by }}"}}
            inputs: {number: {default: "7"}}
            """
        ).id
        try record("pr_merged", on: "pr/8", ["branch": "main", "by": "eve"])
        try record("pr_merged", on: "pr/7", ["branch": "release", "by": "eve"])
        try record("pr_closed", on: "pr/7", ["branch": "main", "by": "eve"])
        #expect(try await place.engine().continuable().map(\.id) == [run])
        #expect(try await place.resume(run).status == .waiting)
        try record("pr_merged", on: "pr/7", ["branch": "main", "by": "ada"])
        try record("pr_merged", on: "pr/7", ["branch": "main", "by": "late"])
        let state = try await place.resume(run)
        #expect(state.status == .completed)
        #expect(state.steps["after"]?.result.effects == [.said("ada")])
    }

    @Test func `an event that was there before the wait does not count`() async throws {
        try record("build_done", on: "build/1")
        let run = try await place.perform("steps: [{id: wait, wait: {event: build_done}}]").id
        #expect(try await place.resume(run).status == .waiting)
        try record("build_done", on: "build/2")
        let state = try await place.resume(run)
        #expect(state.status == .completed)
        #expect(state.steps["wait"]?.result.outputs["event"]?["stream"] == "build/2")
    }

    @Test func `on what is no stream nothing ever happens`() async throws {
        let run = try await place.perform(
            "{inputs: {s: {default: no stream}}, steps: [{id: wait, wait: {event: {type: x, stream: '${{ inputs.s }}'}}}]}"
        ).id
        try record("x", on: "a/1")
        #expect(try await place.resume(run).status == .waiting)
    }

    @Test func `an event that came while the run was busy is heard when it goes back to the wait`()
        async throws
    {
        let run = try await place.perform(
            """
            steps:
              - {id: wait, wait: {event: commit_made}}
              - id: check
                run: test "${{ steps.wait.outputs.event.data.good }}" = true
                on-failure: {retry-from: wait, times: 5}
            """
        ).id
        try record("commit_made", on: "branch/x", ["good": false])
        try record("commit_made", on: "branch/x", ["good": true])
        let state = try await place.resume(run)
        #expect(state.status == .completed)
        #expect(state.steps["wait"]?.result.outputs["event"]?["data"] == ["good": true])
    }

    @Test func `that a branch was moved is noticed without hooks, once`() async throws {
        let run = try await place.perform(
            """
            steps:
              - {id: make, uses: branch.create, with: {name: fix/it}}
              - {id: work, wait: {event: {type: branch_moved, stream: "branch/${{ steps.make.outputs.branch }}"}}}
              - {id: check, run: "test ${{ steps.work.outputs.event.data.commit }} = $GOOD", env: {GOOD: "${{ inputs.good }}"}, on-failure: {retry-from: work, times: 5}}
            inputs: {good: {default: none}}
            """)
        #expect(run.reason == "work waits for a commit on branch 'fix/it'")
        #expect(try await place.resume(run.id).status == .waiting)
        let commit = try place.push(["README": "mended\n"], to: "fix/it")
        // The commit is not the one that is wanted: the run waits for the next one.
        for _ in 0..<2 { #expect(try await place.resume(run.id).reason == run.reason) }
        var journal = try place.journal()
        let moves = try journal.events(of: StreamName("branch/fix/it")).map { $0.data["commit"] }
        #expect(moves == [.string(commit)])
        #expect(try await place.state(of: run.id).restarts["work"] == 1)
    }

    @Test func `looking for an event leaves no trace`() async throws {
        let run = try await place.perform("steps: [{id: wait, wait: {event: build_done}}]").id
        let before = try place.git("for-each-ref")
        for _ in 0..<3 { #expect(try await place.engine().continueAll().map(\.run) == [run]) }
        #expect(try place.git("for-each-ref") == before)
    }

    @Test func `an event reaches the process that is at the run`() async throws {
        let (started, seen) = (place.sandbox.path("started"), try Gate("seen", in: place.sandbox))
        let run = try await place.start(
            """
            steps:
              - {id: long, run: "touch \(started); \(seen.pass)"}
              - {id: wait, wait: {event: build_done}, needs: []}
              - {id: after, run: "\(seen.letPass)", needs: [wait]}
            """)
        let engine = try place.engine()
        async let followed = engine.follow(run)
        try await waitForFile(started)
        try record("build_done", on: "build/1")
        #expect(try await followed.status == .completed)
    }

    // MARK: Times

    @Test func `a duration is over when the clock says so`() async throws {
        let run = try await place.perform("steps: [{id: pause, wait: {for: 1h30m}}]").id
        place.clock.move(by: .seconds(5399))
        #expect(try await place.engine().continuable().isEmpty)
        #expect(try await place.resume(run).status == .waiting)
        place.clock.move(by: .seconds(1))
        #expect(try await place.engine().continuable().map(\.id) == [run])
        #expect(try await place.resume(run).status == .completed)
    }

    @Test func `a date is over when it has come`() async throws {
        let run = try await place.perform("steps: [{id: pause, wait: {until: 2026-11-22}}]").id
        #expect(try await place.resume(run).status == .waiting)
        place.clock.move(by: .seconds(86_400))
        #expect(try await place.resume(run).status == .completed)
    }

    @Test func `a process with patience stays until the time has come`() async throws {
        let run = try await place.start("steps: [{id: pause, wait: {for: 20ms}}]")
        let engine = try place.engine { $0.patience = nil }
        async let followed = engine.follow(run)
        place.clock.move(by: .milliseconds(20))
        #expect(try await followed.status == .completed)
    }

    @Test func `a process without the patience for a time leaves`() async throws {
        let run = try await place.start("steps: [{id: pause, wait: {for: 2s}}]")
        #expect(try await place.resume(run) { $0.patience = .seconds(1) }.status == .waiting)
    }

    @Test func `an attempt that is due later is made then`() async throws {
        let run = try await place.perform(
            """
            steps:
              - id: try
                run: echo "n=$AUTOWRK_ATTEMPT" && test -e \(place.sandbox.path("ok"))
                retry: {attempts: 3, delay: 1m, jitter: 0}
            """
        ).id
        #expect(try await place.state(of: run).status == .waiting)
        #expect(try await place.resume(run).steps["try"]?.attempts == 1)
        place.clock.move(by: .seconds(60))
        #expect(try await place.resume(run).steps["try"]?.attempts == 2)
        try place.sandbox.write("ok", "")
        place.clock.move(by: .seconds(120))
        #expect(try await place.resume(run).status == .completed)
    }

    // MARK: Timeouts

    @Test func `a wait whose time is over fails`() async throws {
        let run = try await place.perform("steps: [{id: gate, wait: {approval: anyone, timeout: 3d}}]").id
        place.clock.move(by: .seconds(3 * 86_400))
        #expect(try await place.engine().continuable().map(\.id) == [run])
        let state = try await place.resume(run)
        #expect(state.status == .failed)
        #expect(state.steps["gate"]?.failure?.kind == .timeout)
    }

    @Test func `a wait whose time is over may count as done`() async throws {
        let run = try await place.perform(
            """
            steps:
              - {id: gate, wait: {approval: anyone, timeout: 1h, on-timeout: continue}}
              - {id: late, if: "steps.gate.outputs.timed-out", uses: message, with: {text: late}}
            """
        ).id
        place.clock.move(by: .seconds(3600))
        let state = try await place.resume(run)
        #expect(state.status == .completed)
        #expect(state.steps["late"]?.status == .completed)
    }

    @Test func `an approval that came in time counts, though nobody has looked until later`() async throws {
        let run = try await place.perform("steps: [{id: gate, wait: {approval: anyone, timeout: 1h}}]").id
        try await place.engine().request(vote(true), of: run)
        place.clock.move(by: .seconds(7200))
        #expect(try await place.resume(run).status == .completed)
    }
}
