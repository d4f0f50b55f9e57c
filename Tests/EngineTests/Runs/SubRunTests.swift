import Engine
import JSON
import Journal
import Platform
import TestSupport
import Testing
import Workflow

@Suite struct SubRunTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private static let parent = """
        inputs: {who: {default: world}}
        outputs: {text: "${{ steps.call.outputs.text }}"}
        steps:
          - {id: before, uses: message, with: {text: before}}
          - {id: call, workflow: greet, with: {who: "${{ inputs.who }}"}}
          - {id: after, uses: message, with: {text: "${{ steps.call.outputs.text }}"}}
        """
    private static let greet = """
        inputs: {who: {required: true}}
        outputs: {text: "hello ${{ steps.say.outputs.who }}"}
        steps:
          - {id: say, run: 'echo "who=$WHO" >> "$AUTOWRK_OUTPUT"', env: {WHO: "${{ inputs.who }}"}}
        """
    private static let asking = """
        steps:
          - {id: branch, uses: branch.create, with: {name: child}}
          - {id: gate, wait: approval}
        """
    private static let yes = RunCommand.vote(
        step: nil, Vote(approves: true), by: "person/ada@example.org")

    private func child(of state: RunState, _ step: String = "call") throws -> RunID {
        let known = try #require(state.steps[step])
        if let child = known.child { return child }
        for case .runStarted(let run) in known.result.effects { return run }
        throw RunRefusal("no run of step '\(step)'")
    }

    /// All runs, the first one first.
    private func runs() async throws -> [RunID] {
        try place.git("log", "--format=%B", "--glob=refs/autowrk/journal").split(separator: "\n")
            .filter { $0.contains(#""type":"run_started""#) }
            .compactMap { line in
                line.firstRange(of: "run/").map { RunID(String(line[$0.upperBound...].prefix(12))) } ?? nil
            }.reversed()
    }

    @Test func `a step gives what the workflow that it performs gives`() async throws {
        let state = try await place.perform(
            Self.parent, inputs: ["who": "Ada"], workflows: ["greet": Self.greet])
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(state.steps["call"]?.result.outputs == ["text": "hello Ada"])
        #expect(state.outputs == ["text": "hello Ada"])
        let child = try await place.state(of: child(of: state))
        #expect(child.start.parent == RunOrigin(run: state.id, step: "call"))
        #expect(child.start.inputs == ["who": "Ada"])
        #expect(child.start.base == state.start.base)
    }

    @Test func `the action does the same`() async throws {
        let state = try await place.perform(
            """
            outputs: {text: "${{ steps.call.outputs.text }}"}
            steps:
              - {id: call, uses: workflow, with: {name: greet, inputs: {who: Ada}}}
            """, workflows: ["greet": Self.greet])
        #expect(state.outputs == ["text": "hello Ada"])
    }

    @Test func `a failure of the inner run fails the step`() async throws {
        let state = try await place.perform(
            "steps: [{id: call, workflow: bad}]",
            workflows: ["bad": "steps: [{id: inner, run: exit 3}]"])
        let child = try child(of: state)
        #expect(state.status == .failed)
        #expect(
            state.steps["call"]?.failure
                == StepFailure(.workflow, "run '\(child)' failed at step 'inner': exit status 3"))
    }

    @Test(arguments: [
        ("steps: [{id: call, workflow: none}]", StepFailure.Kind.input, "no workflow 'none'"),
        ("steps: [{id: call, workflow: greet}]", .input, "input 'who' is missing"),
        (
            "steps: [{id: call, workflow: greet, with: {who: x, what: y}}]", .input,
            "the workflow has no input 'what'"
        ),
    ])
    func `what can't be started is an input that makes no sense`(
        text: String, kind: StepFailure.Kind, message: String
    ) async throws {
        let state = try await place.perform(text, workflows: ["greet": Self.greet])
        #expect(state.steps["call"]?.failure == StepFailure(kind, message))
    }

    @Test func `an inner run that waits lets the outer one wait, and its approval lets both go on`()
        async throws
    {
        let workflows = ["ask": Self.asking]
        var state = try await place.perform(
            "steps: [{id: call, workflow: ask}, {id: after, uses: message, with: {text: done}}]",
            workflows: workflows)
        #expect(state.status == .waiting)
        let child = try child(of: state)
        #expect(try await place.state(of: child).status == .waiting)
        let ended = try await place.ask(Self.yes, of: child, workflows: workflows)
        #expect(ended.status == .completed)
        state = try await place.state(of: state.id)
        #expect(state.status == .completed)
        #expect(state.steps["after"]?.status == .completed)
    }

    @Test func `the outer run finds the end of the inner one, whoever goes on with it`() async throws {
        let state = try await place.perform(
            "steps: [{id: call, workflow: ask}]", workflows: ["ask": Self.asking])
        let child = try child(of: state)
        // A process that is killed behind the last record of the inner run.
        let moments = Moments(of: place)
        let engine = try place.engine { $0.observe = moments.observer }
        try await engine.request(Self.yes, of: child)
        try await engine.follow(child)
        try moments.restore(1, withEffects: false)
        #expect(try await place.state(of: child).status == .completed)
        #expect(try await place.state(of: state.id).status == .waiting)
        let next = try place.engine()
        #expect(try await next.continuable().map(\.id) == [state.id])
        _ = try await next.continueAll()
        #expect(try await place.state(of: state.id).status == .completed)
    }

    @Test func `a run that waits within another is not claimed by looking`() async throws {
        let state = try await place.perform(
            "steps: [{id: call, workflow: ask}]", workflows: ["ask": Self.asking])
        let before = try place.git("for-each-ref")
        #expect(try await place.engine().continuable().isEmpty)
        #expect(try await place.resume(state.id).status == .waiting)
        #expect(try place.git("for-each-ref") == before)
    }

    @Test func `wherever its process is killed, the inner run is started once`() async throws {
        let workflows = ["greet": Self.greet]
        try await expectSameEndFromEveryMoment(Self.parent, in: place, workflows: workflows) { state in
            let count = try await runs().count
            #expect(count == 2)
            let inner = try await place.state(of: child(of: state))
            #expect(inner.status == .completed)
        }
    }

    @Test func `wherever its process is killed, runs within runs are started once`() async throws {
        let workflows = [
            "middle": "steps: [{id: a, workflow: inner}, {id: b, workflow: inner, needs: []}]",
            "inner": "steps: [{id: n, uses: message, with: {text: hi}}]",
        ]
        try await expectSameEndFromEveryMoment(
            "steps: [{id: call, workflow: middle}]", in: place, workflows: workflows
        ) { _ in
            let count = try await runs().count
            #expect(count == 4)
        }
    }

    @Test func `a step that is tried again starts another run`() async throws {
        let mark = place.sandbox.path("mark")
        let state = try await place.perform(
            "steps: [{id: call, workflow: flaky, retry: {attempts: 2, delay: 0ms}}]",
            workflows: [
                "flaky": """
                steps:
                  - {id: branch, uses: branch.create, with: {name: "b-${{ run.id }}"}}
                  - {id: try, run: "test -e \(mark) || { touch \(mark); exit 1; }"}
                """
            ])
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try await runs().count == 3)
        #expect(try place.references().count { $0.hasPrefix("refs/heads/b-") } == 2)
        let after = try await place.ask(.rollback(.hard), of: state.id)
        #expect(after.status == .rolledBack)
        #expect(try place.references().count { $0.hasPrefix("refs/heads/b-") } == 0)
    }

    // MARK: Stopping

    @Test func `a cancel reaches a run that waits within`() async throws {
        let workflows = ["ask": Self.asking]
        let state = try await place.perform(
            "steps: [{id: call, workflow: ask}]", workflows: workflows)
        let child = try child(of: state)
        let after = try await place.ask(.cancel, of: state.id, workflows: workflows)
        #expect(after.status == .cancelled)
        #expect(try await place.state(of: child).status == .cancelled)
    }

    @Test func `a cancel reaches a run that is under way within, and its last words are said`() async throws {
        let (started, ended) = (place.sandbox.path("started"), place.sandbox.path("ended"))
        let workflows = [
            "long": """
            steps:
              - {id: long, run: "touch \(started); sleep 600"}
              - {id: last, if: "always()", run: "touch \(ended)"}
            """
        ]
        let run = try await place.start("steps: [{id: call, workflow: long}]", workflows: workflows)
        let (first, second) = (try place.engine(workflows: workflows), try place.engine())
        async let followed = first.follow(run)
        try await waitForFile(started)
        try await second.request(.cancel, of: run)
        let state = try await followed
        #expect(state.status == .cancelled)
        #expect(Files.exists(ended))
        let child = try await place.state(of: child(of: state))
        #expect(child.status == .cancelled)
        #expect(child.steps["last"]?.status == .completed)
    }

    @Test func `a rollback reaches a run that waits within`() async throws {
        let workflows = ["ask": Self.asking]
        let state = try await place.perform(
            "steps: [{id: own, uses: branch.create, with: {name: own}}, {id: call, workflow: ask}]",
            workflows: workflows)
        let child = try child(of: state)
        #expect(try place.tip(of: "child") != nil)
        let after = try await place.ask(.rollback(.hard), of: state.id, workflows: workflows)
        #expect(after.status == .rolledBack)
        #expect(after.steps["call"]?.compensation == .done)
        #expect(try await place.state(of: child).status == .rolledBack)
        #expect(try place.tip(of: "child") == nil)
        #expect(try place.tip(of: "own") == nil)
    }

    @Test func `a rollback reaches a run that is over within, wherever its process is killed`() async throws {
        let place = place
        let workflows = [
            "make": """
            steps:
              - {id: a, uses: branch.create, with: {name: a}}
              - {id: b, uses: branch.create, with: {name: b}}
            """
        ]
        let state = try await place.perform(
            "steps: [{id: own, uses: branch.create, with: {name: own}}, {id: call, workflow: make}]",
            workflows: workflows)
        try await expectSameEndFromEveryMoment(in: place, workflows: workflows) { change in
            let engine = try place.engine(workflows: workflows, change)
            try await engine.request(.rollback(.hard), of: state.id)
            return try await engine.follow(state.id)
        }
        #expect(try place.references().count { $0.hasPrefix("refs/heads/") } == 1)
    }

    @Test func `what can't be taken back within is listed without`() async throws {
        let state = try await place.perform(
            "steps: [{id: call, workflow: say}]",
            workflows: ["say": "steps: [{id: words, uses: message, with: {text: hi}}]"])
        let child = try child(of: state)
        let after = try await place.ask(.rollback(.hard), of: state.id)
        #expect(
            after.steps["call"]?.compensation
                == .impossible(reason: "run '\(child)', words: what was said stays said"))
    }

    @Test func `a cancelled inner run is a failure that the outer one can deal with`() async throws {
        let workflows = ["ask": Self.asking]
        let state = try await place.perform(
            "steps: [{id: call, workflow: ask, continue-on-error: true}, {id: after, run: 'true'}]",
            workflows: workflows)
        let child = try child(of: state)
        try await place.ask(.cancel, of: child, workflows: workflows)
        let after = try await place.state(of: state.id)
        #expect(after.status == .completed)
        #expect(after.steps["call"]?.failure == StepFailure(.workflow, "run '\(child)' was cancelled"))
    }

    @Test func `a process that is told to stop leaves the inner run as it is`() async throws {
        let started = place.sandbox.path("started")
        let workflows = ["long": "steps: [{id: long, run: 'touch \(started); sleep 600'}]"]
        let run = try await place.start("steps: [{id: call, workflow: long}]", workflows: workflows)
        let engine = try place.engine(workflows: workflows)
        let followed = Task { try await engine.follow(run) }
        try await waitForFile(started)
        followed.cancel()
        let state = try await followed.value
        #expect(state.status == .running)
        let child = try #require(try await runs().last)
        #expect(!hasProcesses(child, step: "long"))
        #expect(try await place.state(of: child).status == .running)
        #expect(try await place.state(of: child).requests.isEmpty)
    }

    // MARK: Bounds

    @Test func `a workflow that starts itself ends with a clear failure`() async throws {
        let text = "steps: [{id: call, workflow: self}]"
        let state = try await place.perform(text, workflows: ["self": text])
        #expect(state.status == .failed)
        let all = try await runs()
        #expect(all.count == 10)
        let last = try await place.state(of: try #require(all.last))
        #expect(
            last.steps["call"]?.failure
                == StepFailure(.input, "workflow 'self' would be the 11th run within another one"))
    }

    @Test func `an inner run is about what the outer one is about, and tells it`() async throws {
        let engine = try place.engine(workflows: [
            "greet": "steps: [{uses: branch.create, with: {name: fix}}]"
        ])
        var request = RunRequest(
            try workflow("steps: [{id: call, workflow: greet}]"), base: try place.base())
        request.subject = StreamName("issue/7")
        let state = try await engine.follow(engine.start(request))
        #expect(try await place.state(of: child(of: state)).start.subject == "issue/7")
        var journal = try place.journal()
        let told = try journal.events(of: StreamName("issue/7")).compactMap { $0.data["text"]?.stringValue }
        #expect(told == ["Created branch `fix`\ncompleted", "completed"])
    }

    @Test func `an inner run that another process goes on with is waited for`() async throws {
        let (started, gate) = (place.sandbox.path("started"), try Gate("gate", in: place.sandbox))
        let workflows = [
            "ask": """
            steps:
              - {id: gate, wait: approval}
              - {id: long, run: "touch \(started); \(gate.pass)"}
            """
        ]
        let state = try await place.perform(
            "steps: [{id: call, workflow: ask}]", workflows: workflows)
        let child = try child(of: state)
        let (first, second) = (try place.engine(), try place.engine(workflows: workflows))
        try await first.request(Self.yes, of: child)
        async let inner = first.follow(child)
        try await waitForFile(started)
        #expect(try await second.follow(state.id).status == .waiting)
        try gate.open()
        #expect(try await inner.status == .completed)
        #expect(try await place.state(of: state.id).status == .completed)
    }
}
