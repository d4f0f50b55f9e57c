import Git
import JSON
import Journal
import Platform
import TestSupport
import Testing
import Workflow

@testable import Engine

@Suite struct MergeTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    /// A tree with these files beside the README of the base.
    private func tree(_ files: [String: String]) throws -> ObjectID {
        let repository = try Repository(discovering: place.repository, useEnvironment: false)
        let changes = try files.map { path, text in
            TreeChange.upsert(path: path, id: try repository.writeBlob(Array(text.utf8)), mode: .file)
        }
        return try repository.updateTree(repository.commit(place.base()).tree, changes: changes)
    }

    private func commit(_ tree: ObjectID, on parent: ObjectID) throws -> ObjectID {
        try Repository(discovering: place.repository, useEnvironment: false).writeCommit(
            tree: tree, parents: [parent],
            author: Signature(name: "A", email: "a", seconds: 1, offsetMinutes: 0),
            committer: Signature(name: "A", email: "a", seconds: 1, offsetMinutes: 0), message: "x\n")
    }

    private func waiting() async throws -> RunState {
        try await place.perform("steps: [{id: gate, wait: approval}]")
    }

    @Test func `changes of two steps at the same time come together`() async throws {
        let state = try await place.perform(
            """
            steps:
              - {id: a, run: echo a > a}
              - {id: b, run: echo b > b; echo x > README, needs: []}
              - {run: test -e a && test -e b && grep x README, needs: [a, b]}
            """)
        #expect(state.status == .completed, "\(state.reason ?? "")")
    }

    @Test func `changes that don't go together fail the step that comes later`() async throws {
        let state = try await waiting()
        let engine = try place.engine()
        let (base, mine, theirs) = (try tree([:]), try tree(["README": "1\n"]), try tree(["README": "2\n"]))
        try place.record(
            [.stepCompleted(step: "gate", StepResult(tree: theirs.hex))], of: state.id)
        let ending = await engine.merge(
            StepOutcome(trees: (base, mine)), of: "gate", into: try await engine.state(of: state.id))
        guard case .failed(let failure, _) = ending else { return #expect(Bool(false), "\(ending)") }
        #expect(
            failure
                == StepFailure(
                    .conflict,
                    "the step's changes don't go with those that other steps made meanwhile: README"))
    }

    @Test func `a step that has moved a branch and conflicts is failed, and the move is known`() async throws
    {
        let state = try await waiting()
        let engine = try place.engine()
        let (base, mine, theirs) = (try tree([:]), try tree(["README": "1\n"]), try tree(["README": "2\n"]))
        let commit = try commit(mine, on: place.base())
        try place.record([.stepCompleted(step: "gate", StepResult(tree: theirs.hex))], of: state.id)
        let effect = StepEffect.branchMoved(
            reference: "refs/heads/fix", from: try place.base().hex, to: commit.hex)
        let outcome = StepOutcome(result: StepResult(effects: [effect]), trees: (base, mine))
        let ending = await engine.merge(outcome, of: "gate", into: try await engine.state(of: state.id))
        guard case .failed(_, let kept) = ending else { return #expect(Bool(false), "\(ending)") }
        #expect(kept.result.effects == [effect])
        #expect(kept.attachments.map(\.name).contains("commit"))
    }

    @Test func `a commit with another tree than the run's is made again in another clone`() async throws {
        try place.makeClones("b")
        let state = try await waiting()
        let engine = try place.engine()
        let commit = try commit(tree(["beside": "x\n"]), on: place.base())
        let effects: [StepEffect] = [
            .branchCreated(reference: "refs/heads/fix", commit: try place.base().hex),
            .branchMoved(reference: "refs/heads/fix", from: try place.base().hex, to: commit.hex),
        ]
        let trees = (before: try tree([:]), after: try tree(["README": "2\n"]))
        let ending = await engine.merge(
            StepOutcome(result: StepResult(effects: effects), trees: trees), of: "gate", into: state)
        guard case .completed(let merged) = ending else { return #expect(Bool(false), "\(ending)") }
        #expect(
            merged.attachments.map(\.name).sorted() == ["commit", "commit-files", "files"])
        _ = try await engine.store.append(
            [.stepCompleted(step: "gate", merged.result), .paused(reason: "test", step: nil)],
            to: state.id, after: state.newest, attachments: [0: merged.attachments])
        try place.sync("repository", "b")
        #expect(try await place.ask(.resume, of: state.id, in: "b").status == .completed)
        #expect(try place.tip(of: "fix", in: "b") == commit.hex)
        #expect(try place.file("beside", at: "fix", in: "b") == "x")
        #expect(try place.fsck("b") == "")
    }
}
