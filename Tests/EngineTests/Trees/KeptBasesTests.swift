import Engine
import Git
import Platform
import TestSupport
import Testing
import Workflow

@Suite struct KeptBasesTests {
    private let place: EngineSandbox
    private let waiting = "steps: [{id: ask, wait: approval}, {run: cat only > copy}]"

    init() throws { place = try EngineSandbox() }

    /// Starts a run at a commit that nothing but the run leads to afterwards, and lets Git collect.
    private func startAndCollect(_ text: String) async throws -> RunState {
        try place.git("checkout", "-q", "-b", "gone")
        try place.sandbox.commit("only here", files: ["only": "1\n"], in: "repository")
        let state = try await place.perform(text)
        try place.git("checkout", "-q", "main")
        try place.git("branch", "-q", "-D", "gone")
        try place.git("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
        try place.git("gc", "--quiet", "--prune=now")
        return state
    }

    private func dropBases(endedBefore time: Timestamp) throws {
        var journal = try place.journal()
        try RunRetention.dropBases(ofRunsEndedBefore: time, in: &journal)
    }

    private var bases: [String] {
        get throws {
            try place.git("for-each-ref", "--format=%(objectname)", "refs/autowrk/bases").split(
                separator: "\n"
            )
            .map { String($0) }
        }
    }

    @Test func `a run that waits goes on when its branch is gone and Git has collected`() async throws {
        let state = try await startAndCollect(waiting)
        #expect(state.status == .waiting)
        let end = try await place.ask(
            .vote(step: nil, Vote(approves: true), by: "person/bob"), of: state.id)
        #expect(end.status == .completed, "\(end.reason ?? "")")
        #expect(try place.file("copy", at: "refs/autowrk/points/\(state.id)") == "1")
    }

    @Test func `runs of one commit share a reference, packed or not`() async throws {
        let base = try place.base().hex
        _ = try await place.perform(waiting)
        try place.git("pack-refs", "--all")
        _ = try await place.perform(waiting)
        #expect(try bases == [base])
    }

    @Test func `a commit is kept as long as a run of it may be looked at`() async throws {
        let state = try await startAndCollect(waiting)
        let base = state.start.base
        try dropBases(endedBefore: place.clock.source.now())
        #expect(try bases == [base])
        let end = try await place.ask(.cancel, of: state.id)
        let endedAt = try #require(end.endedAt)
        try dropBases(endedBefore: endedAt)
        #expect(try bases == [base])
        try dropBases(endedBefore: Timestamp(milliseconds: endedAt.milliseconds + 1))
        #expect(try bases.isEmpty)
    }

    @Test func `a clone that takes a run over keeps its base as well`() async throws {
        let run = try await place.perform("steps: [{id: a, wait: approval}, {id: b, wait: approval}]").id
        try place.makeClones("b")
        try place.sync("repository", "b")
        try await place.ask(.vote(step: "a", Vote(approves: true), by: "person/bob"), of: run, in: "b")
        #expect(
            try place.git("for-each-ref", "refs/autowrk/bases", in: "b").split(separator: "\n").count == 1)
    }
}
