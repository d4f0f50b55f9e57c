import Engine
import JSON
import Platform
import TestSupport
import Testing
import Workflow

/// The workflow 'change' as it comes with the program, in a real repository.
@Suite struct BuiltInWorkflowTests {
    let place: EngineSandbox

    init() throws { place = try EngineSandbox() }

    private func start(_ engine: Engine, _ inputs: [String: JSON]) async throws -> RunID {
        let top = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let text = try Files.read("/\(top)/templates/workflows/change.yml")
        let common: [String: JSON] = [
            "branch": "fix/1", "message": "fix: one", "command": "echo new > README",
        ]
        let change = try workflow(String(decoding: text, as: UTF8.self))
        return try await engine.start(
            RunRequest(change, inputs: common.merging(inputs) { $1 }, base: try place.base()))
    }

    private func branches() throws -> String {
        try place.sandbox.git("for-each-ref", "--format=%(refname:short)", "refs/heads", in: "repository")
    }

    @Test func `a command's changes are committed on a new branch`() async throws {
        let engine = try place.engine()
        let state = try await engine.follow(start(engine, [:]))
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(try place.sandbox.git("log", "--format=%s", "fix/1", in: "repository") == "fix: one\nfirst")
        #expect(try place.sandbox.git("show", "fix/1:README", in: "repository") == "new")
        #expect(state.outputs["branch"] == "fix/1")
        let commit = try place.sandbox.git("rev-parse", "fix/1", in: "repository")
        #expect(state.outputs["commit"] == .string(commit))
        #expect(try place.sandbox.git("status", "--porcelain", in: "repository").isEmpty)
    }

    @Test func `a change can wait for an approval`() async throws {
        let engine = try place.engine()
        let run = try await start(engine, ["approve": true])
        #expect(try await engine.follow(run).status == .waiting)
        #expect(try place.sandbox.git("log", "--format=%s", "fix/1", in: "repository") == "first")
        _ = try await engine.request(
            .vote(step: nil, Vote(approves: true), by: "person/ada@example.org"), of: run)
        #expect(try await engine.follow(run).status == .completed)
        #expect(try place.sandbox.git("log", "--format=%s", "fix/1", in: "repository") == "fix: one\nfirst")
    }

    @Test func `a rejected change leaves no branch behind`() async throws {
        let engine = try place.engine()
        let run = try await start(engine, ["approve": true])
        try await engine.follow(run)
        _ = try await engine.request(
            .vote(step: nil, Vote(approves: false), by: "person/ada@example.org"), of: run)
        #expect(try await engine.follow(run).status == .rolledBack)
        #expect(try branches() == "main")
    }

    @Test func `a command that fails leaves no branch behind`() async throws {
        let engine = try place.engine()
        let state = try await engine.follow(start(engine, ["command": "echo new > README; exit 3"]))
        #expect(state.status == .rolledBack)
        #expect(try branches() == "main")
    }
}
