import Engine
import Git
import JSON
import Journal
import TestSupport
import Testing
import Workflow

/// Runs that a later version has been at.
@Suite struct LaterVersionTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    /// Facts of kinds that this version does not know, or that lack what it must find in them.
    private static let strange: [(type: String, data: JSON.Object)] = [
        ("step_teleported", ["step": "one", "to": "mars"]), ("run_archived", [:]),
        ("wait_started", ["step": "one", "webhook": "https://example.org"]),
        ("step_completed", ["output": "of another form"]),
        ("rollback_requested", ["mode": "sideways"]),
    ]

    private func plant(_ events: [(type: String, data: JSON.Object)], of run: RunID) throws {
        let stream = try #require(StreamName("run/\(run)"))
        let drafts = try events.map { event in
            EventDraft(
                stream: stream, type: try #require(EventType(event.type)), actor: "person/later@example.org",
                data: event.data)
        }
        var journal = try place.journal()
        _ = try journal.append(
            Decision(events: drafts), by: Identity(name: "Later", email: "later@example.org"))
    }

    // MARK: Events

    private static let text = """
        steps:
          - {id: one, run: echo 1 > one}
          - {id: left, run: echo 1 > left, needs: [one]}
          - {id: right, run: echo 1 > right, needs: [one]}
          - {id: gate, wait: approval, needs: [left, right]}
          - {id: two, run: cat one left right}
        """

    @Test func `facts that this version does not know change nothing`() async throws {
        let run = try await place.perform(Self.text).id
        let before = try await place.state(of: run)
        for event in Self.strange { try plant([event], of: run) }
        var after = try await place.state(of: run)
        #expect(after.newest > before.newest)
        after = try #require(RunHistory.fold(try records(of: run), of: run))
        #expect(after == before)
        let still = try await place.resume(run)
        #expect(still.status == .waiting)
        #expect(still.steps == before.steps)
        let vote = RunCommand.vote(step: nil, Vote(approves: true), by: "person/ada@example.org")
        #expect(try await place.ask(vote, of: run).status == .completed)
        try plant(Self.strange, of: run)
        #expect(try await place.resume(run).status == .completed)
        #expect(try await place.ask(.rollback(.hard), of: run).status == .rolledBack)
    }

    @Test func `facts that this version does not know may come at any moment of a run`() async throws {
        let place = place
        let engine = try place.engine { configuration in
            configuration.observe = { progress in
                guard case .recorded(let run, _) = progress else { return }
                do { try plant(Self.strange, of: run) } catch { Issue.record(error) }
            }
        }
        let run = try await engine.start(RunRequest(try workflow(Self.text), base: place.base()))
        #expect(try await engine.follow(run).status == .waiting)
        try await engine.request(
            .vote(step: nil, Vote(approves: true), by: "person/ada@example.org"), of: run)
        let state = try await engine.follow(run)
        #expect(state.status == .completed)
        #expect(state.steps.allSatisfy { $0.value.attempts == 1 })
        #expect(try await place.state(of: run).phase == state.phase)
        let types = try records(of: run).map(\.event.type)
        #expect(types.count { $0 == "step_started" } == 4)
        #expect(!types.contains("step_teleported"))
    }

    private func records(of run: RunID) throws -> [RunRecord] {
        var journal = try place.journal()
        return try LoadedRun(run, from: &journal).records
    }

    // MARK: Definitions

    static let definitions = [
        "steps: [{id: one, run: 'true'}, {id: two, run: 'true', teleport: mars}]",
        "steps: [{id: one, run: 'true'}, {id: two, teleport: mars}]",
        "steps: [{id: one, run: 'true'}, {id: two, uses: mars.land}]",
        "steps: [{id: one, run: 'true'}, {id: two, wait: {webhook: x}}]",
        "planets: [mars]\nsteps: [{id: one, run: 'true'}, {id: two, run: 'true'}]",
        "steps: [{id: one, run: 'true'}, {id: two, run: 'echo ${{ planet() }}'}]",
        "",
    ]

    /// A run whose first step is done and whose second one was under way.
    private func begin(_ definition: String) throws -> RunID {
        try place.sandbox.write("later.yml", definition)
        let blob = try place.git("hash-object", "-w", place.sandbox.path("later.yml"))
        let run = RunID(bits: 77)
        let start = RunStart(workflow: "later", definition: blob, base: try place.base().hex)
        try place.record(
            [
                .started(start), .stepStarted(step: "one", attempt: 1),
                .stepCompleted(step: "one", StepResult()), .stepStarted(step: "two", attempt: 1),
            ], of: run)
        return run
    }

    @Test(arguments: definitions)
    func `a run whose definition can't be read is left as it is`(definition: String) async throws {
        let run = try begin(definition)
        let state = try await place.state(of: run)
        #expect(state.steps["two"]?.status == .running)
        let before = try place.git("for-each-ref")
        let engine = try place.engine()
        func expectUnreadable(_ body: () async throws -> Void) async {
            do {
                try await body()
                Issue.record("it was read")
            } catch EngineError.unreadableDefinition(let name, let reason) {
                #expect(name == run)
                #expect(!reason.isEmpty)
            } catch { Issue.record(error) }
        }
        await expectUnreadable { _ = try await engine.follow(run) }
        await expectUnreadable { try await engine.request(.cancel, of: run) }
        await expectUnreadable { try await engine.request(.rollback(.hard), of: run) }
        await expectUnreadable { _ = try await engine.fork(run, at: "one") }
        #expect(!engine.isPerforming(run))
        #expect(try place.git("for-each-ref") == before)
        #expect(try await place.state(of: run) == state)
    }

    @Test func `a run whose definition can't be read does not hold up others`() async throws {
        let other = try await place.start("steps: [{id: one, run: 'true'}, {uses: point}]")
        let run = try begin(Self.definitions[0])
        let outcomes = try await place.engine().continueAll()
        #expect(Set(outcomes.map(\.run)) == [run, other])
        for (name, outcome) in outcomes {
            switch outcome {
            case .success(let state):
                #expect(name == other)
                #expect(state.status == .completed)
            case .failure(.unreadableDefinition): #expect(name == run)
            case .failure(let error): Issue.record(error)
            }
        }
    }
}
