import Engine
import Git
import JSON
import Platform
import TestSupport
import Testing
import Workflow

@Suite struct ForkTests {
    let place: EngineSandbox
    private static let yes = RunCommand.vote(
        step: nil, Vote(approves: true), by: "person/ada@example.org")
    private static let text = """
        inputs: {word: {default: one}}
        steps:
          - {id: make, uses: branch.create, with: {name: fix}}
          - {id: change, run: 'echo "$WORD" > README; echo "word=$WORD" >> "$AUTOWRK_OUTPUT"', env: {WORD: "${{ inputs.word }}"}}
          - {id: commit, uses: commit, with: {message: "${{ steps.change.outputs.word }}"}}
          - {id: more, run: 'echo "${{ inputs.word }} ${{ steps.make.outputs.branch }}" >> README'}
          - {id: second, uses: commit, with: {message: more}}
          - {id: gate, wait: approval}
        """

    init() throws { place = try EngineSandbox() }

    private func fork(
        _ run: RunID, at step: String, _ inputs: [String: JSON] = [:], in folder: String = "repository"
    ) async throws -> RunState {
        let engine = try place.engine(in: folder)
        return try await engine.follow(engine.fork(run, at: step, inputs: inputs))
    }

    @Test func `a fork goes on from a step with files, outputs and branches of its own`() async throws {
        let run = try await place.perform(Self.text)
        let before = try place.references()
        let fork = try await fork(run.id, at: "commit", ["word": "two"])
        #expect(fork.status == .waiting)
        #expect(fork.id != run.id)
        #expect(fork.start.fork == RunOrigin(run: run.id, step: "commit"))
        #expect(fork.start.inputs == ["word": "two"])
        let own = "fix-\(fork.id.description.prefix(6))"
        #expect(fork.branches.keys.sorted() == ["refs/heads/\(own)"])
        #expect(fork.steps["change"]?.result.outputs == ["word": "one"])
        #expect(fork.steps["make"]?.result.outputs["branch"] == .string(own))
        #expect(try place.file("README", at: own) == "one\ntwo \(own)")
        #expect(try place.file("README", at: "fix") == "one\none fix")
        #expect(try place.git("rev-parse", "\(own)~1") == place.git("rev-parse", "fix~1"))
        #expect(
            try place.references().filter { !$0.contains(own) && !$0.contains("\(fork.id)") } == before)
        #expect(try await place.state(of: run.id) == run)
    }

    @Test func `rolling the fork back leaves the other run's branch`() async throws {
        let run = try await place.perform(Self.text)
        let before = try place.references().filter { $0.hasPrefix("refs/heads/") }
        let fork = try await fork(run.id, at: "commit")
        let after = try await place.ask(.rollback(.hard), of: fork.id)
        #expect(after.status == .rolledBack)
        #expect(try place.references().filter { $0.hasPrefix("refs/heads/") } == before)
    }

    @Test func `a fork of a failed run tries what failed with other inputs`() async throws {
        let run = try await place.perform(
            """
            inputs: {status: {default: "1"}}
            steps:
              - {id: change, run: echo changed > README}
              - {id: test, run: 'grep changed README && exit ${{ inputs.status }}'}
            """)
        #expect(run.status == .failed)
        let fork = try await fork(run.id, at: "change", ["status": "0"])
        #expect(fork.status == .completed)
        #expect(fork.steps["change"]?.attempts == 0)
        #expect(try await place.state(of: run.id).status == .failed)
    }

    @Test func `a fork of a completed run begins behind any of its steps`() async throws {
        let run = try await place.perform(Self.text).id
        #expect(try await place.ask(Self.yes, of: run).status == .completed)
        for step in ["make", "change", "commit", "more", "second"] {
            #expect(try await fork(run, at: step).status == .waiting, "\(step)")
        }
        #expect(try await fork(run, at: "gate").status == .completed)
        #expect(try place.fsck() == "")
    }

    @Test func `a fork knows nothing of what ended behind its step`() async throws {
        let run = try await place.perform(Self.text).id
        let fork = try await fork(run, at: "change", ["word": "x"])
        #expect(fork.steps["second"]?.result.outputs != nil)
        #expect(try place.git("rev-list", "--count", "main..fix-\(fork.id.description.prefix(6))") == "2")
    }

    @Test(arguments: [
        ("none", [:], "the workflow has no step 'none'"),
        ("gate", [:], "step 'gate' of run 'RUN' has not ended, so nothing can branch off from it"),
        ("commit", ["size": "1"], "the workflow has no input 'size'"),
    ])
    func `what makes no sense leaves nothing behind`(
        step: String, inputs: [String: String], message: String
    ) async throws {
        let run = try await place.perform(Self.text).id
        let before = try place.git("for-each-ref")
        #expect(
            await refusal { try await fork(run, at: step, inputs.mapValues { .string($0) }) }
                == message.replacing("RUN", with: run.description))
        #expect(try place.git("for-each-ref") == before)
    }

    @Test func `a fork in another clone is made from the events alone`() async throws {
        try place.makeClones("b")
        let run = try await place.perform(Self.text).id
        try place.sync("repository", "b")
        let fork = try await fork(run, at: "commit", ["word": "two"], in: "b")
        #expect(fork.status == .waiting)
        let own = "fix-\(fork.id.description.prefix(6))"
        #expect(try place.file("README", at: own, in: "b") == "one\ntwo \(own)")
        #expect(try place.tip(of: "fix", in: "b") == nil)
        #expect(try place.fsck("b") == "")
        #expect(try await place.state(of: run).owner == place.state(of: run, in: "b").owner)
    }

    @Test func `a fork goes on in another clone`() async throws {
        try place.makeClones("b")
        let run = try await place.perform(Self.text).id
        let engine = try place.engine()
        let fork = try await engine.fork(run, at: "commit", inputs: ["word": "two"])
        engine.handOver(fork)
        try place.sync("repository", "b")
        let state = try await place.resume(fork, in: "b")
        #expect(state.status == .waiting, "\(state.reason ?? "")")
        let own = "fix-\(fork.description.prefix(6))"
        #expect(try place.file("README", at: own, in: "b") == "one\ntwo \(own)")
        #expect(try place.fsck("b") == "")
    }

    @Test func `a fork of a fork has branches of its own, too`() async throws {
        let run = try await place.perform(Self.text).id
        let first = try await fork(run, at: "commit")
        let second = try await fork(first.id, at: "commit")
        #expect(second.status == .waiting)
        #expect(second.branches.count == 1)
        #expect(Set(second.branches.keys).isDisjoint(with: first.branches.keys))
    }

    @Test func `what a fork changes of lines that are committed already is no conflict`() async throws {
        let run = try await place.perform(
            """
            steps:
              - {id: make, uses: branch.create, with: {name: fix}}
              - {id: one, run: echo 1 > README}
              - {uses: commit, with: {message: one}}
              - {id: two, run: echo 2 > README}
              - {uses: commit, with: {message: two}}
            """
        ).id
        let fork = try await fork(run, at: "two")
        #expect(fork.status == .completed, "\(fork.reason ?? "")")
        #expect(try place.file("README", at: "fix-\(fork.id.description.prefix(6))") == "2")
    }
}
