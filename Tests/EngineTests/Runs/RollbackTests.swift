import Engine
import Git
import JSON
import Synchronization
import TestSupport
import Testing
import Workflow

@Suite struct RollbackTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    /// Two branches, two commits on the first, a note on it, and a pause.
    private static let text = """
        steps:
          - {id: a, uses: branch.create, with: {name: fix/a}}
          - {id: b, uses: branch.create, with: {name: fix/b}}
          - {id: one, run: echo 1 > README}
          - {id: first, uses: commit, with: {message: first, branch: fix/a}}
          - {id: two, run: echo 2 > README, undo: none}
          - {id: second, uses: commit, with: {message: second, branch: fix/a}}
          - {id: both, uses: commit, with: {message: both, branch: fix/b}}
          - {id: say, uses: note, with: {text: seen, commit: fix/a}}
          - {id: gate, wait: approval}
        """

    private static let unknowable = Compensation.impossible(
        reason: "nobody knows what the command did outside of its checkout")

    private func heads() throws -> [String] {
        try place.references().filter { $0.hasPrefix("refs/heads/") || $0.hasPrefix("refs/notes/") }
    }

    @Test func `a hard rollback restores all references, the newest change first`() async throws {
        let before = try heads()
        let run = try await place.perform(Self.text).id
        #expect(try place.tip(of: "fix/a") != nil)
        let order = Order()
        let engine = try place.engine { $0.observe = order.observer }
        try await engine.request(.rollback(.hard), of: run)
        let state = try await engine.follow(run)
        #expect(state.status == .rolledBack)
        let after = try heads()
        #expect(after.filter { $0.hasPrefix("refs/heads/") } == before)
        #expect(try place.sandbox.gitOutcome("notes", "--ref=autowrk", "list", in: "repository").stdout == "")
        let taken = ["say", "both", "second", "two", "first", "one", "b", "a"]
        #expect(order.compensated == taken)
        #expect(state.compensations.map(\.step) == taken)
        #expect(state.steps["one"]?.compensation == Self.unknowable)
        #expect(state.steps["two"]?.compensation == .nothing)
        for step in ["say", "both", "second", "first", "b", "a"] {
            #expect(state.steps[step]?.compensation == .done)
        }
        #expect(state.branches.isEmpty)
    }

    @Test func `wherever its process is killed, a rollback is brought to its end`() async throws {
        let place = place
        let run = try await place.perform(Self.text).id
        try await expectSameEndFromEveryMoment(in: place) { change in
            let engine = try place.engine(in: "repository", change)
            try await engine.request(.rollback(.hard), of: run)
            return try await engine.follow(run)
        }
        #expect(try heads().count { $0.hasPrefix("refs/heads/") } == 1)
    }

    @Test func `a branch that somebody has moved since is left alone, and the rest is taken back`()
        async throws
    {
        let run = try await place.perform(Self.text).id
        let left = try #require(try place.tip(of: "fix/a"))
        let moved = try place.push(["OTHER": "person\n"], to: "fix/a")
        let state = try await place.ask(.rollback(.hard), of: run)
        #expect(state.status == .rolledBack)
        #expect(try place.tip(of: "fix/a") == moved)
        #expect(try place.tip(of: "fix/b") == nil)
        #expect(
            state.steps["second"]?.compensation
                == .failed(
                    reason:
                        "branch 'fix/a' was moved since: it is at '\(moved)', the run left it at '\(left)'"))
        #expect(state.steps["both"]?.compensation == .done)
        #expect(state.steps["a"]?.compensation?.isFailure == true)
        #expect(state.branches.keys.sorted() == ["refs/heads/fix/a"])
    }

    @Test func `a branch that is checked out is left alone`() async throws {
        let run = try await place.perform(Self.text).id
        try place.git("switch", "--quiet", "fix/a")
        let before = try place.sandbox.snapshot(of: "repository").filter { !$0.key.hasPrefix(".git/") }
        let tip = try place.tip(of: "fix/a")
        let state = try await place.ask(.rollback(.hard), of: run)
        #expect(try place.tip(of: "fix/a") == tip)
        #expect(
            state.steps["second"]?.compensation
                == .failed(reason: "branch 'fix/a' is checked out in '\(place.repository)'"))
        #expect(try place.tip(of: "fix/b") == nil)
        #expect(try place.git("status", "--porcelain") == "")
        #expect(try place.sandbox.snapshot(of: "repository").filter { !$0.key.hasPrefix(".git/") } == before)
    }

    @Test func `a branch that is gone stays gone`() async throws {
        let run = try await place.perform(Self.text).id
        try place.git("branch", "-D", "fix/a")
        let state = try await place.ask(.rollback(.hard), of: run)
        #expect(state.status == .rolledBack)
        #expect(state.steps["second"]?.compensation == .failed(reason: "branch 'fix/a' is gone"))
        #expect(state.steps["a"]?.compensation == .done)
        #expect(try place.tip(of: "fix/a") == nil)
        #expect(try place.tip(of: "fix/b") == nil)
    }

    @Test func `a run that is over can be rolled back`() async throws {
        let run = try await place.perform(
            """
            steps:
              - {id: a, uses: branch.create, with: {name: fix}}
              - {id: one, run: echo 1 > README, undo: none}
              - {id: first, uses: commit, with: {message: first}}
            """
        ).id
        let state = try await place.ask(.rollback(.hard), of: run)
        #expect(state.status == .rolledBack)
        #expect(try place.tip(of: "fix") == nil)
    }

    @Test func `a soft rollback ends the run and keeps everything`() async throws {
        let run = try await place.perform(Self.text).id
        let before = try heads()
        let state = try await place.ask(.rollback(.soft), of: run)
        #expect(state.status == .rolledBack)
        #expect(state.compensations.isEmpty)
        #expect(try heads() == before)
    }

    @Test func `going back to a step restores files, branches and state, and the run can go on from there`()
        async throws
    {
        let run = try await place.perform(Self.text).id
        let first = try place.git("rev-parse", "fix/a~1")
        var state = try await place.ask(.rollback(.to(step: "first")), of: run)
        #expect(state.status == .waiting)
        #expect(state.phase == .paused(reason: "rolled back to step 'first'"))
        #expect(state.steps.keys.sorted() == ["a", "b", "first", "one"])
        #expect(try place.tip(of: "fix/a") == first)
        #expect(try place.tip(of: "fix/b") == place.base().hex)
        #expect(try place.sandbox.gitOutcome("notes", "--ref=autowrk", "list", in: "repository").stdout == "")
        #expect(state.tree == state.steps["first"]?.treeAfter)
        state = try await place.ask(.resume, of: run)
        #expect(state.steps["gate"]?.status.name == "waiting")
        #expect(try place.file("README", at: "fix/a") == "2")
        #expect(try place.git("rev-parse", "fix/a~1") == first)
        #expect(try place.git("log", "--format=%s", "main..fix/a") == "second\nfirst")
        state = try await place.ask(.rollback(.hard), of: run)
        #expect(try heads().count { $0.hasPrefix("refs/heads/") } == 1)
    }

    @Test func `wherever its process is killed, going back to a step is brought to its end`() async throws {
        let place = place
        let run = try await place.perform(Self.text).id
        let moments = Moments(of: place)
        let engine = try place.engine { $0.observe = moments.observer }
        try await engine.request(.rollback(.to(step: "first")), of: run)
        let undisturbed = try await engine.follow(run)
        let references = try place.references()
        for number in 0..<(try moments.number() - 1) {
            for withEffects in [false, true] {
                try moments.restore(number, withEffects: withEffects)
                let state = try await place.resume(run)
                #expect(state.phase == undisturbed.phase)
                #expect(state.steps.keys.sorted() == ["a", "b", "first", "one"])
                #expect(try place.references() == references)
            }
        }
    }

    @Test func `a run that went back and did things twice is taken back completely`() async throws {
        let run = try await place.perform(
            """
            steps:
              - {id: a, uses: branch.create, with: {name: fix}}
              - {id: change, run: "echo x >> README", undo: none}
              - {id: commit, uses: commit, with: {message: change}}
              - {id: say, uses: note, with: {text: "${{ steps.commit.outputs.commit }}", commit: main}}
              - {id: test, run: "test $(wc -l < README) = 3", on-failure: {retry-from: change, times: 1}}
              - {id: gate, wait: approval}
            """
        ).id
        #expect(try place.git("rev-list", "--count", "main..fix") == "2")
        let state = try await place.ask(.rollback(.hard), of: run)
        #expect(state.steps["commit"]?.compensation == .done)
        #expect(state.steps["say"]?.compensation == .done)
        #expect(try place.tip(of: "fix") == nil)
        #expect(try place.sandbox.gitOutcome("notes", "--ref=autowrk", "list", in: "repository").stdout == "")
    }

    @Test func `what a step that was never reached again has left is taken back`() async throws {
        let run = try await place.perform(
            """
            steps:
              - {id: change, run: "echo x >> README; test $(wc -l < README) != 3", undo: none}
              - {id: a, uses: branch.create, with: {name: fix}}
              - {id: test, run: "exit 1", on-failure: {retry-from: change, times: 1}}
            """
        ).id
        #expect(try place.tip(of: "fix") != nil)
        let state = try await place.ask(.rollback(.hard), of: run)
        #expect(state.status == .rolledBack)
        #expect(try place.tip(of: "fix") == nil)
    }

    @Test func `a failure aborts the run where its step says so`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {id: a, uses: branch.create, with: {name: fix}}
              - {id: say, uses: message, with: {text: hello}}
              - {id: bad, run: exit 3, on-failure: abort}
            """)
        #expect(state.status == .rolledBack)
        #expect(state.steps["bad"]?.failure?.kind == .exit)
        #expect(state.reason == "bad: exit status 3")
        #expect(state.steps["say"]?.compensation == .impossible(reason: "what was said stays said"))
        #expect(try place.tip(of: "fix") == nil)
    }

    @Test func `a compensation that fails does not keep the others, and says why`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {id: a, uses: branch.create, with: {name: fix}}
              - {id: one, run: "true", undo: "echo no >&2; exit 7"}
              - {id: two, run: "true", undo: {uses: note, with: {text: "", commit: none}}}
              - {id: bad, run: "false", on-failure: abort}
            """)
        #expect(state.status == .rolledBack)
        #expect(state.steps["one"]?.compensation == .failed(reason: "exit status 7"))
        #expect(state.steps["two"]?.compensation?.isFailure == true)
        #expect(state.steps["a"]?.compensation == .done)
    }

    @Test func `a step can be taken back by an action, with what it has given`() async throws {
        let state = try await place.perform(
            """
            steps:
              - id: release
                run: echo "tag=v1" >> "$AUTOWRK_OUTPUT"
                undo:
                  uses: note
                  with: {text: "${{ steps.release.outputs.tag }} is withdrawn"}
              - {id: bad, run: "false", on-failure: abort}
            """)
        let note = StepEffect.noteWritten(
            commit: try place.base().hex, note: "v1 is withdrawn", previous: nil)
        #expect(state.steps["release"]?.compensation == .replaced(by: [note]))
        #expect(try place.git("notes", "--ref=autowrk", "show", "main") == "v1 is withdrawn")
    }

    @Test func `a step can be taken back by a workflow`() async throws {
        let state = try await place.perform(
            """
            steps:
              - id: release
                run: "true"
                undo: {uses: workflow, with: {name: withdraw, inputs: {text: sorry}}}
              - {id: bad, run: "false", on-failure: abort}
            """,
            workflows: [
                "withdraw": """
                inputs: {text: {}}
                steps: [{uses: note, with: {text: "${{ inputs.text }}"}}]
                """
            ])
        let compensation = try #require(state.steps["release"]?.compensation)
        guard case .replaced(let effects) = compensation, case .runStarted(let child) = effects.first else {
            Issue.record("\(compensation)")
            return
        }
        #expect(try await place.state(of: child).status == .completed)
        #expect(try place.git("notes", "--ref=autowrk", "show", "main") == "sorry")
    }

    @Test func `a branch that a compensation has moved is the run's own all the same`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {id: make, uses: branch.create, with: {name: fix}}
              - {id: change, run: echo 1 > README, undo: none}
              - id: commit
                uses: commit
                with: {message: one}
                undo: {uses: commit, with: {message: what is left}}
              - {id: again, run: echo 2 > README, undo: none}
              - {id: gate, wait: approval}
            """)
        let end = try await place.ask(.rollback(.hard), of: state.id)
        #expect(end.status == .rolledBack)
        let compensation = try #require(end.steps["commit"]?.compensation)
        guard case .replaced(let effects) = compensation, case .branchMoved(_, let from, _) = effects.first
        else {
            Issue.record("\(compensation)")
            return
        }
        #expect(from == state.branches["refs/heads/fix"]?.current)
        #expect(end.steps["make"]?.compensation == .done)
        #expect(try place.tip(of: "fix") == nil)
        #expect(end.branches.isEmpty)
    }

    @Test func `a step whose outcome nobody knows is listed`() async throws {
        let run = try await place.start(
            "steps: [{id: pay, run: 'exit 0', idempotent: false, undo: 'touch \(place.sandbox.path("undone"))'}]"
        )
        #expect(try await place.resume(run).steps["pay"]?.status == .unknown)
        let state = try await place.ask(.rollback(.hard), of: run)
        #expect(state.status == .rolledBack)
        #expect(state.compensations.map(\.step) == ["pay"])
        #expect(
            state.steps["pay"]?.compensation == .impossible(reason: "nobody knows whether it was done"))
    }

    @Test func `a rollback waits until what is under way has ended`() async throws {
        let started = place.sandbox.path("started")
        let run = try await place.start(
            """
            steps:
              - {id: a, uses: branch.create, with: {name: fix}}
              - {id: long, run: "touch \(started); sleep 600"}
              - {id: never, uses: branch.create, with: {name: never}}
            """)
        let (first, second) = (try place.engine(), try place.engine())
        async let followed = first.follow(run)
        try await waitForFile(started)
        try await second.request(.rollback(.hard), of: run)
        let state = try await followed
        #expect(state.status == .rolledBack)
        #expect(state.steps["long"]?.failure?.kind == .cancelled)
        #expect(try place.tip(of: "fix") == nil)
        #expect(state.steps["never"] == nil)
    }
}

extension Compensation {
    var isFailure: Bool { if case .failed = self { true } else { false } }
}

/// The steps that were taken back, in the order in which that was recorded.
private final class Order: Sendable {
    private let steps = Mutex<[String]>([])

    var compensated: [String] { steps.withLock { $0 } }

    var observer: @Sendable (RunProgress) -> Void {
        { progress in
            guard case .recorded(_, let records) = progress else { return }
            for case .stepCompensated(let step, _) in records.map(\.event) {
                self.steps.withLock { $0.append(step) }
            }
        }
    }
}
