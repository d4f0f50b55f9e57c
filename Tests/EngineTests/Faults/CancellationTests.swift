import Engine
import Platform
import Synchronization
import TestSupport
import Testing
import Workflow

/// A process that is told to stop.
@Suite struct CancellationTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    @Test func `a command that is stopped is repeated by the next process`() async throws {
        let (started, log) = (place.sandbox.path("started"), place.sandbox.path("log"))
        let run = try await place.start(
            """
            steps:
              - {id: one, run: "echo one >> \(log)"}
              - {id: long, run: "echo long >> \(log); test -e \(started) || { touch \(started); sleep 600; }"}
              - {id: after, run: "echo after >> \(log)"}
            """)
        let engine = try place.engine()
        let followed = Task { try await engine.follow(run) }
        try await waitForFile(started)
        followed.cancel()
        let left = try await followed.value
        #expect(left.status == .running)
        #expect(left.steps["long"]?.status == .running)
        #expect(!hasProcesses(run, step: "long"))
        #expect(!engine.isPerforming(run))
        let state = try await place.resume(run)
        #expect(state.status == .completed)
        #expect(try place.sandbox.read("log") == "one\nlong\nlong\nafter\n")
    }

    @Test func `a command that must not be repeated is put to a person`() async throws {
        let started = place.sandbox.path("started")
        let engine = try place.engine()
        let run = try await engine.start(
            RunRequest(
                try workflow("steps: [{id: pay, run: 'touch \(started); sleep 600', idempotent: false}]"),
                base: place.base()))
        let followed = Task { try await engine.follow(run) }
        try await waitForFile(started)
        followed.cancel()
        _ = try await followed.value
        #expect(try await place.resume(run).steps["pay"]?.status == .unknown)
    }

    @Test func `a command that was never begun is begun by the next process, whatever it does`() async throws
    {
        let paid = place.sandbox.path("paid")
        let engine = try place.engine()
        let run = try await engine.start(
            RunRequest(
                try workflow("steps: [{id: pay, run: 'echo x >> \(paid)', idempotent: false}]"),
                base: place.base()))
        let followed = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await engine.follow(run)
        }
        followed.cancel()
        #expect(try await followed.value.steps["pay"]?.status == .interrupted)
        #expect(!Files.exists(paid))
        #expect(try await place.resume(run).status == .completed)
        #expect(try place.sandbox.read("paid") == "x\n")
    }

    @Test func `what takes a step back is stopped, and repeated by the next process`() async throws {
        let (started, log) = (place.sandbox.path("started"), place.sandbox.path("log"))
        let run = try await place.perform(
            """
            steps:
              - {id: first, run: "true", undo: "echo first >> \(log)"}
              - {id: one, run: "true", undo: "echo one >> \(log); test -e \(started) || { touch \(started); sleep 600; }"}
              - {id: gate, wait: approval}
            """
        ).id
        let engine = try place.engine()
        try await engine.request(.rollback(.hard), of: run)
        let followed = Task { try await engine.follow(run) }
        try await waitForFile(started)
        followed.cancel()
        let left = try await followed.value
        #expect(left.phase == .rollingBack(.hard, remaining: ["one", "first"]))
        #expect(!hasProcesses(run, step: "one"))
        let state = try await place.resume(run)
        #expect(state.status == .rolledBack)
        #expect(state.steps["one"]?.compensation == .replaced(by: []))
        #expect(try place.sandbox.read("log") == "one\none\nfirst\n")
    }

    @Test func `wherever a process is told to stop, the next one brings the run to the same end`()
        async throws
    {
        let workflows = [
            "inner": "steps: [{id: a, uses: message, with: {text: x}}, {id: b, run: echo b > inner}]"
        ]
        let text = """
            steps:
              - {id: make, uses: branch.create, with: {name: "fix-${{ run.id }}"}}
              - {id: change, run: echo 1 > README}
              - {id: beside, run: echo 2 > OTHER, needs: [make]}
              - {id: commit, uses: commit, with: {message: all}, needs: [change, beside]}
              - {id: call, workflow: inner}
              - {id: pause, wait: {for: 0s}}
              - {id: say, uses: note, with: {text: "${{ steps.commit.outputs.commit }}"}}
            """
        let records = Counter()
        let whole = try await place.perform(text, workflows: workflows) { $0.observe = records.observer }
        #expect(whole.status == .completed)
        for number in 1...records.count {
            let counter = Counter()
            let engine = try place.engine(workflows: workflows) { $0.observe = counter.observer }
            let request = RunRequest(try workflow(text), base: try place.base())
            let run = try await engine.start(request)
            let followed = Task { try await engine.follow(run) }
            counter.onReaching(number) { followed.cancel() }
            let left = try await followed.value
            #expect(!engine.isPerforming(run))
            let state = left.phase.isOver ? left : try await place.resume(run, workflows: workflows)
            #expect(state.status == .completed, "stopped at record \(number): \(state.reason ?? "")")
            for (id, step) in whole.steps {
                #expect(state.steps[id]?.status == step.status, "stopped at record \(number): \(id)")
            }
            let branch = "fix-\(run)"
            #expect(try place.git("rev-list", "--count", "main..\(branch)") == "1")
            #expect(try place.git("diff", "--name-only", "main", branch) == "OTHER\nREADME")
            #expect(try place.tip(of: branch) != nil)
        }
    }
}

/// Counts records, and does something at one of them.
private final class Counter: Sendable {
    private struct State {
        var count = 0
        var action: (number: Int, body: @Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.count } }

    /// Calls `body` when there are so many records, at once if there are.
    func onReaching(_ number: Int, _ body: @escaping @Sendable () -> Void) {
        let isReached = state.withLock { state in
            state.action = (number, body)
            return state.count >= number
        }
        if isReached { body() }
    }

    var observer: @Sendable (RunProgress) -> Void {
        { progress in
            guard case .recorded = progress else { return }
            let body = self.state.withLock { state -> (@Sendable () -> Void)? in
                state.count += 1
                return state.action.flatMap { state.count == $0.number ? $0.body : nil }
            }
            body?()
        }
    }
}
