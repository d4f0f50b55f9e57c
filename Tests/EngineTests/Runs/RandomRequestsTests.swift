import Journal
import Platform
import Synchronization
import TestSupport
import Testing
import Workflow

@testable import Engine

/// People ask for anything at any moment, while a process goes on with the run.
@Suite struct RandomRequestsTests {
    let place: EngineSandbox
    private let beat = Heartbeat()

    init() throws { place = try EngineSandbox() }

    /// `AUTOWRK_REQUEST_SEEDS` asks for more than the default.
    private static let seeds =
        1...(Environment.current()["AUTOWRK_REQUEST_SEEDS"].flatMap { UInt64($0) } ?? 6)

    @Test(arguments: seeds)
    func `whatever is asked whenever, a run stays sound and can be ended`(seed: UInt64) async throws {
        var random = RandomRequests(seed: seed)
        let log = place.sandbox.path("log")
        try place.sandbox.write("log", "")
        let engines = [try engine(), try engine()]
        let run = try await engines[0].start(
            RunRequest(try workflow(random.workflow(log: log)), base: place.base()))
        engines[0].handOver(run)
        for _ in 0..<10 {
            try await goOn(run, engines.shuffled(by: &random), &random)
            try await expectSound(run)
            let state = try await place.state(of: run)
            if state.status == .rolledBack { break }
            for answer in random.answers(to: state) { try await ask(answer, of: run, engines[1]) }
        }
        // Nothing else is asked from here on.
        var state = try await engines[0].follow(run)
        #expect(try await place.state(of: run) == state)
        if !state.phase.isOver {
            try await engines[1].request(.cancel, of: run)
            state = try await engines[0].follow(run)
        }
        #expect(state.phase.isOver)
        try await expectSound(run)
        if state.status != .rolledBack {
            try await engines[1].request(.rollback(.hard), of: run)
            state = try await engines[1].follow(run)
            #expect(state.status == .rolledBack)
            try await expectSound(run)
        }
        #expect(try await place.state(of: run) == state)
        try await expectNothingLeft(of: state)
    }

    /// One engine goes on with the run, another one may try to; both ask for things meanwhile, by the count
    /// of what is recorded.
    private func goOn(_ run: RunID, _ engines: [Engine], _ random: inout RandomRequests) async throws {
        let beats = beat.start()
        let followers = engines.prefix(random.number(in: 1...2)).map { engine in
            Task { try await engine.follow(run) }
        }
        Task {
            for follower in followers { _ = await follower.result }
            beat.stop()
        }
        var left = random.number(in: 0...6)
        for await _ in beats {
            left -= 1
            guard left < 0 else { continue }
            left = random.number(in: 0...6)
            for _ in 0..<5 {
                if try await ask(random.request(), of: run, engines[random.number(in: 0...1)]) { break }
            }
            // The process is told to stop.
            if random.chance(30) { followers[0].cancel() }
        }
        for follower in followers {
            do {
                let state = try await follower.value
                try expectRead(state)
            } catch EngineError.busy {}
        }
    }

    private func engine() throws -> Engine {
        let beat = beat
        return try place.engine { $0.observe = { if case .recorded = $0 { beat.strike() } } }
    }

    /// Only a reason of the run may speak against it.
    ///
    /// - Returns: whether it is obeyed.
    @discardableResult
    private func ask(_ command: RunCommand, of run: RunID, _ engine: Engine) async throws -> Bool {
        do { try await engine.request(command, of: run) } catch EngineError.refused { return false }
        return true
    }

    // MARK: What has to hold

    /// What a process thinks of a run is what others read up to there.
    private func expectRead(_ state: RunState) throws {
        let records = try records(of: state.id)
        let known = records.filter { $0.id <= state.newest }
        #expect(RunHistory.fold(known, of: state.id) == state)
    }

    private func expectSound(_ run: RunID) async throws {
        let records = try records(of: run)
        let audit = RunAudit(records)
        #expect(audit.complaints == [], "\(records.map(\.event.headline))")
        let lines = try place.sandbox.read("log").split(separator: "\n").map { String($0) }
        for step in RandomRequests.commands {
            let count = lines.count { $0 == step }
            #expect(count <= audit.starts[step, default: 0], "\(step) was performed without a record")
            #expect(count >= audit.completions[step, default: 0], "\(step) was not performed")
        }
        let state = try #require(RunHistory.fold(records, of: run))
        #expect(state.lostWork == [])
        // Whoever has read a part takes in the rest.
        for count in 1..<records.count {
            var part = try #require(RunHistory.fold(Array(records[..<count]), of: run))
            part.append(Array(records[count...]))
            #expect(part == state, "\(count) of \(records.count) records")
        }
        #expect(try readBackwards(run) == records)
    }

    private func expectNothingLeft(of state: RunState) async throws {
        let branches = try place.references().filter { $0.hasPrefix("refs/heads/") }
        if state.isRolledBackHard(try records(of: state.id)) {
            #expect(state.branches.isEmpty)
            #expect(branches.map { $0.prefix { $0 != " " } } == ["refs/heads/main"])
        }
        let files = try place.sandbox.snapshot(of: place.repository + "/.git").keys
        #expect(files.filter { $0.hasSuffix(".lock") && !$0.hasPrefix("autowrk/") } == [])
        #expect(try place.git("status", "--porcelain") == "")
        #expect(try place.fsck() == "")
        // A clone that gets all of it at once comes to the same.
        _ = try place.sandbox.clone(from: "repository", to: "other")
        try place.sync("other")
        #expect(try await place.state(of: state.id, in: "other") == state)
    }

    private func records(of run: RunID) throws -> [RunRecord] {
        var journal = try place.journal()
        return try LoadedRun(run, from: &journal).records
    }

    private func readBackwards(_ run: RunID) throws -> [RunRecord] {
        var journal = try place.journal()
        var records: [RunRecord] = []
        try journal.forEachEvent(of: StreamName("run/\(run)"), newestFirst: true) { event in
            if let record = RunRecord(event) { records.insert(record, at: 0) }
            return true
        }
        return records
    }
}

extension RunState {
    fileprivate func isRolledBackHard(_ records: [RunRecord]) -> Bool {
        records.last { if case .rolledBack = $0.event { true } else { false } }?.event == .rolledBack(.hard)
    }
}

extension [Engine] {
    fileprivate func shuffled(by random: inout RandomRequests) -> [Engine] {
        random.chance(2) ? self : reversed()
    }
}

/// Tells of each record that is made while somebody is at it.
private final class Heartbeat: Sendable {
    private let continuation = Mutex<AsyncStream<Void>.Continuation?>(nil)

    func start() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        self.continuation.withLock { $0 = continuation }
        return stream
    }

    func strike() { _ = continuation.withLock { $0?.yield() } }

    func stop() { continuation.withLock { $0?.finish() } }
}
