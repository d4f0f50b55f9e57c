import Engine
import Git
import JSON
import Platform
import TestSupport
import Testing
import Workflow

/// What can't be recorded, read or found.
@Suite struct LostRecordTests {
    let place: EngineSandbox
    private static let yes = RunCommand.vote(
        step: nil, Vote(approves: true), by: "person/ada@example.org")

    init() throws { place = try EngineSandbox() }

    @Test func `what can't be recorded is not done as far as anybody knows, and done again`() async throws {
        let log = place.sandbox.path("log")
        let run = try await place.start(
            """
            steps:
              - {id: one, run: "echo one >> \(log)"}
              - {id: two, run: 'echo two >> \(log); cd "$LANES"; lane=$(ls); touch "$lane.lock"'}
              - {id: three, run: "echo three >> \(log)"}
            """)
        let lanes = "\(place.repository)/.git/refs/autowrk/journal"
        let engine = try place.engine { $0.environment["LANES"] = lanes }
        let message = await refusal { try await engine.follow(run) }
        #expect(message?.contains("lock") == true, "\(message ?? "")")
        #expect(!engine.isPerforming(run))
        #expect(try await place.state(of: run).steps["two"]?.status == .running)
        let locks = try Files.list(lanes).filter { $0.hasSuffix(".lock") }
        for lock in locks { try Files.remove("\(lanes)/\(lock)") }
        let state = try await place.resume(run) { $0.environment["LANES"] = place.sandbox.path("home") }
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.sandbox.read("log") == "one\ntwo\ntwo\nthree\n")
        #expect(try place.fsck() == "")
    }

    @Test func `what runs beside a step that can't be recorded is ended`() async throws {
        let begun = try Gate("begun", in: place.sandbox)
        let run = try await place.start(
            """
            steps:
              - {id: long, run: "\(begun.letPass); sleep 600"}
              - id: bad
                needs: []
                run: |
                  \(begun.pass)
                  cd \(place.repository)/.git/refs/autowrk/journal; lane=$(ls); touch "$lane.lock"
            """)
        #expect(await refusal { try await place.resume(run) } != nil)
        #expect(!hasProcesses(run, step: "long"))
    }

    @Test func `a definition that is gone is named, and keeps no other run`() async throws {
        let (lost, kept) = (
            try await place.perform("steps: [{id: gate, wait: approval}, {run: 'true'}]"),
            try await place.perform("steps: [{id: gate, wait: {for: 1s}}]")
        )
        let blob = lost.start.definition
        try Files.remove("\(place.repository)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
        #expect(
            await refusal { try await place.resume(lost.id) }
                == "the definition '\(blob)' of run '\(lost.id)' is not here")
        #expect(await refusal { try await place.engine().request(Self.yes, of: lost.id) } != nil)
        #expect(try await place.state(of: lost.id).status == .waiting)
        place.clock.move(by: .seconds(1))
        let outcomes = try await place.engine().continueAll()
        #expect(outcomes.map(\.run) == [kept.id])
        #expect(try await place.state(of: kept.id).status == .completed)
    }

    @Test(arguments: [
        ("steps: [{id: a, teleport: mars}]", "a step needs one of"),
        ("steps: [{id: a, uses: mars.land}]", "mars.land"),
        ("steps: {", "a value is expected"),
    ])
    func `a definition of a later version is refused with its reason`(text: String, reason: String)
        async throws
    {
        let blob = try place.sandbox.git("hash-object", "-w", "--stdin", in: "repository", input: text)
        let run = RunID(bits: 4711)
        try place.record(
            [.started(RunStart(workflow: "later", definition: blob, base: try place.base().hex))], of: run)
        let message = await refusal { try await place.resume(run) }
        #expect(message?.hasPrefix("the definition of run '\(run)' can't be read: ") == true)
        #expect(message?.contains(reason) == true, "\(message ?? "")")
        #expect(try await place.state(of: run).status == .running)
    }

    @Test func `a definition with more steps than are allowed by now goes on`() async throws {
        let steps = (1...60).map { "  - {id: s\($0), uses: message, with: {text: x}}" }
        let text = "steps:\n" + steps.joined(separator: "\n")
        let blob = try place.sandbox.git("hash-object", "-w", "--stdin", in: "repository", input: text)
        let run = RunID(bits: 4711)
        try place.record(
            [.started(RunStart(workflow: "long", definition: blob, base: try place.base().hex))], of: run)
        #expect(try await place.resume(run).status == .completed)
    }

    @Test func `an event of a later version does not keep a run`() async throws {
        let run = try await place.perform("steps: [{id: gate, wait: approval}, {run: 'true'}]").id
        let outcome = try place.sandbox.autowrk(
            "journal", "append", "--stream", "run/\(run)", "--type", "step_teleported", "--data",
            #"{"step":"gate","to":"mars"}"#, in: "repository")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        #expect(try await place.state(of: run).status == .waiting)
        #expect(try await place.ask(Self.yes, of: run).status == .completed)
    }

    @Test func `an event of a later version that comes while a run is under way does not keep it`()
        async throws
    {
        let (started, gate) = (place.sandbox.path("started"), try Gate("gate", in: place.sandbox))
        let run = try await place.start(
            """
            steps:
              - {id: long, run: "touch \(started); \(gate.pass)"}
              - {id: after, run: "true"}
            """)
        let engine = try place.engine()
        async let followed = engine.follow(run)
        try await waitForFile(started)
        let outcome = try place.sandbox.autowrk(
            "journal", "append", "--stream", "run/\(run)", "--type", "step_teleported", in: "repository")
        try #require(outcome.status == 0, "\(outcome.stderr)")
        try gate.open()
        let state = try await followed
        #expect(state.status == .completed)
        #expect(try await place.state(of: run) == state)
    }

    @Test func `Git may tidy up while a run is under way`() async throws {
        let (started, gate) = (place.sandbox.path("started"), try Gate("gate", in: place.sandbox))
        let run = try await place.start(
            """
            steps:
              - {id: make, uses: branch.create, with: {name: fix}}
              - {id: change, run: echo 1 > README}
              - {id: commit, uses: commit, with: {message: one}}
              - {id: long, run: "echo 2 > other; touch \(started); \(gate.pass)"}
              - {id: second, uses: commit, with: {message: two}}
              - {id: gate, wait: approval}
            """)
        let engine = try place.engine()
        async let followed = engine.follow(run)
        try await waitForFile(started)
        for command in [
            ["gc", "--quiet"], ["repack", "-adq"], ["pack-refs", "--all", "--prune"], ["prune-packed"],
        ] {
            try place.sandbox.git(command, in: "repository")
        }
        try gate.open()
        let state = try await followed
        #expect(state.status == .waiting, "\(state.reason ?? "")")
        try place.git("gc", "--quiet")
        let after = try await place.ask(.rollback(.hard), of: run)
        #expect(after.steps["commit"]?.compensation == .done)
        #expect(try place.tip(of: "fix") == nil)
        #expect(try place.fsck() == "")
    }

    @Test func `the query cache may be deleted at any time`() async throws {
        let (started, gate) = (place.sandbox.path("started"), try Gate("gate", in: place.sandbox))
        let run = try await place.start(
            """
            steps:
              - {id: long, run: "touch \(started); \(gate.pass)"}
              - {id: gate, wait: approval}
            """)
        let engine = try place.engine()
        async let followed = engine.follow(run)
        try await waitForFile(started)
        try deleteCache()
        try gate.open()
        let state = try await followed
        #expect(state.status == .waiting)
        try deleteCache()
        #expect(try await place.state(of: run) == state)
        #expect(try await place.ask(Self.yes, of: run).status == .completed)
    }

    private func deleteCache() throws {
        let folder = "\(place.repository)/.git/autowrk"
        for name in try Files.list(folder) where name.hasPrefix("cache.") {
            try Files.remove("\(folder)/\(name)")
        }
    }
}
