import Engine
import Git
import Platform
import TestSupport
import Testing
import Workflow

/// `git gc` while a run has not come to its end, when nothing of the user's leads to what it works on any more.
@Suite struct GarbageCollectionTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    /// Starts a run on a commit that only a branch of the user's leads to.
    private func start(_ text: String) async throws -> (engine: Engine, run: RunID, base: ObjectID) {
        try place.git("switch", "--quiet", "--create", "topic")
        try place.sandbox.commit("topic", files: ["topic": "topic\n"], in: "repository")
        let base = try place.base()
        try place.git("switch", "--quiet", "main")
        let engine = try place.engine()
        let run = try await engine.start(RunRequest(try workflow(text), base: base))
        return (engine, run, base)
    }

    /// Throws away all that nothing leads to: the scratch checkouts with their heads, the branch, the logs.
    private func collectGarbage() throws {
        try? Files.removeTree(place.sandbox.path("cache"))
        try place.git("worktree", "prune", "--expire=now")
        try place.git("branch", "--quiet", "-D", "topic")
        try place.git("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
        try place.git("gc", "--quiet", "--prune=now")
        #expect(try place.git("count-objects") == "0 objects, 0 kilobytes", "all is packed or gone")
    }

    private func yes(_ run: RunID) async throws -> RunState {
        try await place.ask(
            .vote(step: nil, Vote(approves: true), by: "person/ada@example.org"), of: run)
    }

    /// Goes on with a run until it waits, lets Git collect, and answers; it then has to come to its end.
    private func completeAmidGarbage(_ run: RunID, by engine: Engine) async throws {
        #expect(try await engine.follow(run).status == .waiting)
        try collectGarbage()
        let state = try await yes(run)
        #expect(state.status == .completed, "\(state.reason ?? "")")
    }

    @Test func `a run that waits goes on with the files that its steps have made`() async throws {
        let (engine, run, base) = try await start(
            """
            steps:
              - {id: one, run: "echo 1 > changed; rm README; mkdir -p deep; echo x > deep/file"}
              - {id: two, run: "head -c 3 /dev/zero > changed; chmod +x deep/file", undo: none}
              - {id: gate, wait: approval}
              - {id: look, run: "test -x deep/file && test \\"$(cat topic)\\" = topic && ! test -e README"}
              - {id: branch, uses: branch.create, with: {name: fix}}
              - {id: commit, uses: commit, with: {message: all}}
            """)
        try await completeAmidGarbage(run, by: engine)
        #expect(try place.git("rev-parse", "fix~1") == base.hex)
        #expect(
            try place.listing("fix").map { $0.prefix(6) + $0.drop { $0 != "\t" } } == [
                "100644\tchanged", "100755\tdeep/file", "100644\ttopic",
            ])
        #expect(try place.file("changed", at: "fix") == "\0\0\0")
        #expect(try place.file("deep/file", at: "fix") == "x")
        #expect(try place.fsck() == "")
    }

    @Test func `a run that was interrupted goes on with its files and its branch`() async throws {
        let (begun, again) = (place.sandbox.path("begun"), place.sandbox.path("again"))
        let (engine, run, base) = try await start(
            """
            steps:
              - {id: branch, uses: branch.create, with: {name: fix}}
              - {id: one, run: "echo 1 > changed"}
              - {id: first, uses: commit, with: {message: first}}
              - {id: two, run: "echo 2 >> changed"}
              - {id: long, run: "echo half > half; test -e \(again) || { touch \(again) \(begun); sleep 600; }"}
              - {id: second, uses: commit, with: {message: second}}
            """)
        let followed = Task { try await engine.follow(run) }
        try await waitForFile(begun)
        followed.cancel()
        #expect(try await followed.value.status == .running)
        try collectGarbage()
        let state = try await place.resume(run)
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.git("log", "--format=%s", "\(base.hex)..fix") == "second\nfirst")
        #expect(try place.file("changed", at: "fix") == "1\n2")
        #expect(try place.file("changed", at: "fix~1") == "1")
        #expect(try place.file("half", at: "fix") == "half")
        #expect(try place.fsck() == "")
    }

    @Test func `earlier steps can be gone back to, and all of it be taken back`() async throws {
        let (engine, run, _) = try await start(
            """
            steps:
              - {id: branch, uses: branch.create, with: {name: fix}}
              - {id: one, run: "echo 1 > changed"}
              - {id: first, uses: commit, with: {message: first}}
              - {id: two, run: "echo 2 > changed", undo: none}
              - {id: second, uses: commit, with: {message: second}}
              - {id: gate, wait: approval}
            """)
        #expect(try await engine.follow(run).status == .waiting)
        try collectGarbage()
        let back = try await place.ask(.rollback(.to(step: "one")), of: run)
        #expect(back.tree == back.steps["one"]?.treeAfter)
        #expect(try place.file("changed", at: try #require(back.tree)) == "1")
        // The commits that were taken off the branch are not needed any more.
        try place.git("branch", "topic", "main")
        try collectGarbage()
        let again = try await place.ask(.resume, of: run)
        #expect(again.steps["gate"]?.hasEnded == false, "\(again.reason ?? "")")
        #expect(try place.file("changed", at: "fix") == "2")
        try place.git("branch", "topic", "main")
        try collectGarbage()
        #expect(try await place.ask(.rollback(.hard), of: run).status == .rolledBack)
        #expect(try place.tip(of: "fix") == nil)
        #expect(try place.fsck() == "")
    }

    @Test func `a run that has changed nothing yet goes on from its base`() async throws {
        let (engine, run, base) = try await start(
            """
            steps:
              - {id: gate, wait: approval}
              - {id: one, run: "test \\"$(cat topic)\\" = topic; echo 1 > changed"}
              - {id: branch, uses: branch.create, with: {name: fix}}
              - {id: commit, uses: commit, with: {message: all}}
            """)
        try await completeAmidGarbage(run, by: engine)
        #expect(try place.git("rev-parse", "fix~1") == base.hex)
        #expect(try place.file("changed", at: "fix") == "1")
        #expect(try place.fsck() == "")
    }

    @Test func `a run that nobody has begun yet goes on from its base`() async throws {
        try place.git("switch", "--quiet", "--create", "topic")
        try place.sandbox.commit("topic", files: ["topic": "topic\n"], in: "repository")
        var request = RunRequest(
            try workflow("steps: [{id: one, run: cat topic}, {id: two, run: echo 2 > two}]"),
            base: try place.base())
        request.isForOthers = true
        try place.git("switch", "--quiet", "main")
        let run = try await place.engine().start(request)
        try collectGarbage()
        #expect(try await place.resume(run).status == .completed)
    }
}
