import JSON
import Platform
import Testing
import Workflow

/// Which facts about a run count when several clones have recorded some.
@Suite struct RunHistoryTests {
    private static let run = RunID(bits: 1)
    private static let start = RunEvent.started(RunStart(workflow: "work", definition: "d0", base: "c0"))

    /// A fact: its place in the journal, its clone, and what has happened.
    private static func fact(_ id: Int, _ replica: String, _ event: RunEvent) -> RunRecord {
        RunRecord(
            id: String(1_000 + id), replica: replica, at: Timestamp(milliseconds: Int64(id)),
            actor: "person/\(replica)", event: event)
    }

    private static func started(_ id: Int, _ replica: String, _ step: String) -> RunRecord {
        fact(id, replica, .stepStarted(step: step, attempt: 1))
    }

    private static func claim(_ id: Int, _ replica: String, after: Int, seen: Int) -> RunRecord {
        fact(id, replica, .claimed(RunClaim(after: String(1_000 + after), seen: String(1_000 + seen))))
    }

    private static func fold(_ records: [RunRecord]) -> RunState? { RunHistory.fold(records, of: run) }

    @Test func `without a beginning there is no run`() {
        #expect(Self.fold([]) == nil)
        #expect(Self.fold([Self.started(1, "a", "x"), Self.fact(2, "b", .cancelRequested)]) == nil)
    }

    @Test func `who starts a run owns it`() throws {
        let state = try #require(Self.fold([Self.fact(1, "a", Self.start), Self.started(2, "a", "x")]))
        #expect(state.owner == "a")
        #expect(state.claim == "1001")
        #expect(state.newestProgress == "1002")
        #expect(state.newest == "1002")
        #expect(state.lostWork == [])
    }

    @Test func `what others do is lost work, what they ask for counts`() throws {
        let foreign = [
            Self.started(3, "b", "x"), Self.fact(4, "b", .paused(reason: "no", step: nil)),
            Self.fact(5, "b", .completed(outputs: [:])),
        ]
        let state = try #require(
            Self.fold([Self.fact(1, "a", Self.start)] + foreign + [Self.fact(6, "c", .cancelRequested)]))
        #expect(state.lostWork == foreign)
        #expect(state.steps.isEmpty)
        #expect(state.phase == .active)
        #expect(state.isStopping)
        #expect(state.newest == "1006")
        #expect(state.newestProgress == "1001")
    }

    @Test func `a claim makes its clone the owner`() throws {
        let state = try #require(
            Self.fold([
                Self.fact(1, "a", Self.start), Self.started(2, "a", "x"),
                Self.claim(3, "b", after: 1, seen: 2),
                Self.fact(4, "b", .stepCompleted(step: "x", StepResult())), Self.started(5, "a", "y"),
            ]))
        #expect(state.owner == "b")
        #expect(state.claim == "1003")
        #expect(state.steps["x"]?.status == .completed)
        #expect(state.steps["y"] == nil)
        #expect(state.lostWork.map(\.id) == ["1005"])
    }

    @Test func `of several claims that follow the same one the earliest counts`() throws {
        let both = [
            Self.fact(1, "a", Self.start), Self.claim(2, "b", after: 1, seen: 1),
            Self.claim(3, "c", after: 1, seen: 1), Self.started(4, "b", "x"), Self.started(5, "c", "y"),
            // Claims that follow the one that does not count don't count either.
            Self.claim(6, "d", after: 3, seen: 5), Self.started(7, "d", "z"),
        ]
        let state = try #require(Self.fold(both))
        #expect(state.owner == "b")
        #expect(Array(state.steps.keys) == ["x"])
        #expect(state.lostWork.map(\.id) == ["1003", "1005", "1006", "1007"])
        // As long as nobody has heard of the earliest one, the other one counts.
        let later = try #require(Self.fold(both.filter { $0.replica != "b" }))
        #expect(later.owner == "d")
        #expect(Set(later.steps.keys) == ["y", "z"])
    }

    @Test func `what a claim has not seen is lost work`() throws {
        let state = try #require(
            Self.fold([
                Self.fact(1, "a", Self.start), Self.started(2, "a", "x"),
                Self.fact(3, "a", .stepCompleted(step: "x", StepResult())), Self.started(4, "a", "y"),
                Self.fact(5, "d", .cancelRequested), Self.claim(6, "b", after: 1, seen: 2),
            ]))
        #expect(state.steps.mapValues(\.status) == ["x": .running])
        #expect(state.lostWork.map(\.id) == ["1003", "1004"])
        // Requests are nobody's work.
        #expect(state.isStopping)
    }

    @Test func `an owner that claims its run anew loses nothing`() throws {
        let state = try #require(
            Self.fold([
                Self.fact(1, "a", Self.start), Self.started(2, "a", "x"),
                Self.claim(3, "a", after: 1, seen: 2), Self.claim(4, "a", after: 3, seen: 3),
                Self.fact(5, "a", .stepCompleted(step: "x", StepResult())),
            ]))
        #expect(state.claim == "1004")
        #expect(state.lostWork == [])
        #expect(state.steps["x"]?.status == .completed)
    }

    @Test func `a claim of what nobody knows does not count`() throws {
        for (after, seen) in [(1, 9), (9, 1), (2, 2)] {
            let state = try #require(
                Self.fold([
                    Self.fact(1, "a", Self.start), Self.started(2, "a", "x"),
                    Self.claim(3, "b", after: after, seen: seen),
                ]))
            #expect(state.owner == "a")
            #expect(state.lostWork.map(\.id) == ["1003"])
        }
    }

    @Test func `a claim can't undo the one before`() throws {
        let state = try #require(
            Self.fold([
                Self.fact(1, "a", Self.start), Self.started(2, "a", "x"),
                Self.claim(3, "b", after: 1, seen: 2), Self.claim(4, "c", after: 3, seen: 2),
            ]))
        #expect(state.owner == "b")
    }

    @Test func `what follows from a failure that does not count does not count`() throws {
        let steps: [StepDefinition] = .sequence(.script("x"), .script("y") { $0.onFailure = .abort })
        let interpreter = Interpreter(Definition(name: "work", steps: steps))
        var records = [
            Self.fact(1, "a", Self.start), Self.started(2, "a", "x"),
            Self.fact(3, "a", .stepCompleted(step: "x", StepResult())), Self.started(4, "a", "y"),
        ]
        let mine = try #require(Self.fold(records))
        let failure = StepFailure(.exit, "no")
        let context = DecisionContext(now: Timestamp(milliseconds: 9))
        let events = try interpreter.decide(.failStep("y", failure, StepResult()), in: mine, context)
        // Another clone had taken the run over before.
        records.append(Self.claim(5, "b", after: 1, seen: 4))
        records += events.enumerated().map { Self.fact(6 + $0, "a", $1) }
        let state = try #require(Self.fold(records))
        #expect(state.phase == .active)
        #expect(!state.isStopping)
        #expect(state.steps["y"]?.status == .running)
    }

    @Test func `two clones that both went on while offline end with one history`() throws {
        let definition = Definition(name: "work", steps: .sequence(.script("x"), .script("y")))
        var office = RunClone("a", definition)
        office.start()
        var laptop = RunClone("b", definition)
        laptop.pull(office)
        // Both are taken along; the laptop is the first to go on.
        try laptop.tell(.claim)
        try laptop.tell(.completeStep("x", StepResult(outputs: ["by": "laptop"])))
        office.clock += 10
        try office.tell(.claim)
        try office.tell(.completeStep("x", StepResult(outputs: ["by": "office"])))
        try office.tell(.completeStep("y", StepResult()))
        #expect(office.state?.status == .completed)
        laptop.pull(office)
        office.pull(laptop)
        #expect(office.state == laptop.state)
        #expect(office.state?.owner == "b")
        #expect(office.state?.steps["x"]?.result.outputs == ["by": "laptop"])
        #expect(office.state?.steps["y"]?.status == .running)
        #expect(
            office.state?.lostWork.map(\.event.headline) == [
                "taken over", "x completed", "y started", "y completed", "completed",
            ])
        try laptop.tell(.completeStep("y", StepResult()))
        office.pull(laptop)
        #expect(office.state?.status == .completed)
    }

    @Test func `events of later versions move the newest on and change nothing else`() throws {
        var state = try #require(Self.fold([Self.fact(1, "a", Self.start)]))
        let before = state
        state.noteNewest("1009")
        #expect(state.newest == "1009")
        #expect(state.newestProgress == before.newestProgress)
        state.noteNewest("1002")
        #expect(state.newest == "1009")
    }
}
