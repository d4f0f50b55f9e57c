import Engine
import Platform
import TestSupport
import Testing
import Workflow

@Suite struct LockTests {
    let place: EngineSandbox
    let started: String
    let gate: Gate

    init() throws {
        place = try EngineSandbox()
        started = place.sandbox.path("started")
        gate = try Gate("gate", in: place.sandbox)
    }

    private func long() async throws -> RunID {
        try await place.start(
            "steps: [{id: long, run: 'echo x >> \(started); \(gate.pass)'}]")
    }

    @Test func `exactly one of many processes goes on with a run`() async throws {
        let (run, gate) = (try await long(), gate)
        let engines = try (0..<8).map { _ in try place.engine() }
        let outcomes = await withTaskGroup(of: Result<RunStatus, any Error>.self) { group in
            for engine in engines {
                group.addTask {
                    do { return .success(try await engine.follow(run).status) } catch {
                        return .failure(error)
                    }
                }
            }
            var outcomes: [Result<RunStatus, any Error>] = []
            for await outcome in group {
                outcomes.append(outcome)
                if outcomes.count == engines.count - 1 { try? gate.open() }
            }
            return outcomes
        }
        var statuses: [RunStatus] = []
        for outcome in outcomes {
            switch outcome {
            case .success(let status): statuses.append(status)
            case .failure(EngineError.busy(let busy)): #expect(busy == run)
            case .failure(let error): Issue.record(error)
            }
        }
        #expect(statuses == [.completed])
        #expect(try place.sandbox.read(started) == "x\n")
        #expect(try await engines[0].follow(run).status == .completed)
    }

    @Test func `two tasks of one process don't go on with the same run`() async throws {
        let text = "steps: [{id: long, run: 'touch \(started); \(gate.pass)'}]"
        let engine = try place.engine()
        let run = try await engine.start(RunRequest(try workflow(text), base: place.base()))
        async let first = engine.follow(run)
        try await waitForFile(started)
        #expect(await refusal { try await engine.follow(run) } == "another process is at run '\(run)'")
        #expect(engine.isPerforming(run))
        try gate.open()
        #expect(try await first.status == .completed)
        #expect(!engine.isPerforming(run))
    }

    @Test func `a run that was started is its process's until that hands it over`() async throws {
        let (first, second) = (try place.engine(), try place.engine())
        let run = try await first.start(
            RunRequest(try workflow("steps: [{run: 'true'}]"), base: place.base()))
        await #expect(throws: EngineError.self) { try await second.follow(run) }
        #expect(try await second.continuable().isEmpty)
        first.handOver(run)
        #expect(try await second.follow(run).status == .completed)
    }

    @Test func `a run that nobody knows is called so`() async throws {
        let run = RunID(bits: 42)
        #expect(await refusal { try await place.resume(run) } == "there is no run '\(run)'")
    }
}
