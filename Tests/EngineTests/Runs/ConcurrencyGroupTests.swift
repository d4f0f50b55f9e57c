import Engine
import JSON
import Platform
import TestSupport
import Testing
import Workflow

@Suite struct ConcurrencyGroupTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private static let gated = """
        concurrency: {group: "deploy-${{ inputs.stage }}"}
        inputs: {stage: {default: test}}
        steps:
          - {id: gate, wait: approval}
        """
    private static let newest = gated.replacing(
        #"stage }}"}"#, with: #"stage }}", cancel-in-progress: true}"#)
    private static let yes = RunCommand.vote(
        step: nil, Vote(approves: true), by: "person/ada@example.org")

    private func status(_ runs: RunID...) async throws -> [RunStatus] {
        var all: [RunStatus] = []
        for run in runs { all.append(try await place.state(of: run).status) }
        return all
    }

    @Test func `a run that waits holds its group, and the next begins when it ends, the first first`()
        async throws
    {
        let first = try await place.perform(Self.gated)
        #expect(first.start.group == "deploy-test")
        let second = try await place.perform(Self.gated)
        let third = try await place.perform(Self.gated)
        #expect(second.status == .pending)
        #expect(second.reason == "its turn in group 'deploy-test'")
        #expect(second.steps.isEmpty)
        #expect(try await status(first.id, second.id, third.id) == [.waiting, .pending, .pending])
        try await place.ask(Self.yes, of: first.id)
        #expect(try await status(first.id, second.id, third.id) == [.completed, .waiting, .pending])
        try await place.ask(Self.yes, of: second.id)
        #expect(try await status(first.id, second.id, third.id) == [.completed, .completed, .waiting])
    }

    @Test func `whoever is asked first, runs begin in the order in which they were started`() async throws {
        let first = try await place.start(Self.gated)
        let second = try await place.start(Self.gated)
        // The first one's process has died before it could begin.
        #expect(try await place.resume(second).status == .pending)
        #expect(try await status(first, second) == [.waiting, .pending])
    }

    @Test func `other inputs make another group`() async throws {
        let first = try await place.perform(Self.gated)
        let second = try await place.perform(Self.gated, inputs: ["stage": "production"])
        #expect(try await status(first.id, second.id) == [.waiting, .waiting])
        #expect(second.start.group == "deploy-production")
    }

    @Test func `a crashed run holds its group until somebody goes on with it`() async throws {
        let crashed = try await place.start(
            "{concurrency: {group: deploy-test}, steps: [{id: one, run: 'true'}]}")
        let engine = try place.engine()
        try await crash(crashed)
        let next = try await place.perform(Self.gated)
        #expect(try await status(crashed, next.id) == [.running, .pending])
        #expect(try await engine.continuable().map(\.id) == [crashed, next.id])
        _ = try await engine.continueAll()
        #expect(try await status(crashed, next.id) == [.completed, .waiting])
    }

    /// Leaves a run that has its turn as a process does that is killed.
    private func crash(_ run: RunID) async throws {
        try place.record([.admitted, .stepStarted(step: "one", attempt: 1)], of: run)
    }

    @Test func `a run that cancels what is in progress ends all that came before`() async throws {
        let first = try await place.perform(Self.gated)
        let second = try await place.perform(Self.gated)
        let third = try await place.perform(Self.newest)
        #expect(
            try await status(first.id, second.id, third.id) == [.cancelled, .cancelled, .waiting])
    }

    @Test func `a run that cancels what is in progress elsewhere begins when that has ended`() async throws {
        let started = place.sandbox.path("started")
        let long = try await place.start(
            """
            concurrency: {group: deploy-test}
            steps:
              - {id: long, run: "touch \(started); sleep 600"}
            """)
        let engine = try place.engine()
        async let followed = engine.follow(long)
        try await waitForFile(started)
        let next = try await place.perform(Self.newest)
        #expect(try await followed.status == .cancelled)
        #expect(try await status(next.id) == [.waiting])
    }

    @Test func `a pending run can be cancelled, and does not hold up the next`() async throws {
        let first = try await place.perform(Self.gated)
        let second = try await place.perform(Self.gated)
        let third = try await place.perform(Self.gated)
        try await place.ask(.cancel, of: second.id)
        try await place.ask(Self.yes, of: first.id)
        #expect(try await status(first.id, second.id, third.id) == [.completed, .cancelled, .waiting])
    }

    @Test func `a run that is retried waits for its turn`() async throws {
        let mark = place.sandbox.path("mark")
        let failed = try await place.perform(
            "{concurrency: {group: deploy-test}, steps: [{id: one, run: 'test -e \(mark)'}]}")
        #expect(failed.status == .failed)
        let gated = try await place.perform(Self.gated)
        try place.sandbox.write(mark, "")
        #expect(try await place.ask(.retry(step: nil), of: failed.id).status == .pending)
        try await place.ask(Self.yes, of: gated.id)
        #expect(try await status(failed.id, gated.id) == [.completed, .completed])
    }

    @Test func `a run does not wait for one that it is a part of`() async throws {
        let inner = "{concurrency: {group: deploy-test}, steps: [{id: one, run: 'true'}]}"
        let state = try await place.perform(
            "{concurrency: {group: deploy-test}, steps: [{id: call, workflow: inner}]}",
            workflows: ["inner": inner])
        #expect(state.status == .completed)
    }

    @Test func `many processes let one run of a group after the other go on`() async throws {
        let (log, place) = (place.sandbox.path("log"), place)
        let text = """
            concurrency: {group: one}
            steps:
              - {id: in, run: "echo in >> \(log)"}
              - {id: out, run: "echo out >> \(log)"}
            """
        let runs = try await withThrowingTaskGroup(of: RunID.self) { group in
            for _ in 0..<6 { group.addTask { try await place.perform(text).id } }
            return try await group.reduce(into: [RunID]()) { $0.append($1) }
        }
        for run in runs { #expect(try await status(run) == [.completed]) }
        #expect(try place.sandbox.read("log") == String(repeating: "in\nout\n", count: 6))
    }
}
