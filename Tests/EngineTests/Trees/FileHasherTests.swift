import Engine
import JSON
import TestSupport
import Testing
import Workflow

@Suite struct FileHasherTests {
    let place: EngineSandbox

    init() throws {
        place = try EngineSandbox()
        try place.sandbox.commit(
            "files", files: ["a.lock": "a\n", "src/b.lock": "b\n", "src/c.txt": "c\n"], in: "repository")
    }

    /// What an expression gives in a run that has performed a script before.
    private func value(of expression: String, after script: String = "true") async throws -> String? {
        let state = try await place.perform(
            """
            steps:
              - run: "\(script)"
              - {id: say, uses: message, with: {text: "<${{ \(expression) }}>"}}
            """)
        guard case .said(let text)? = state.steps["say"]?.result.effects.first else { return nil }
        return text
    }

    @Test func `the hash is that of Git over the names of the contents`() async throws {
        let ids = try place.git("rev-parse", "main:a.lock", "main:src/b.lock")
        let hash = try place.sandbox.git("hash-object", "--stdin", in: "repository", input: ids + "\n")
        #expect(try await value(of: "hashFiles('**/*.lock')") == "<\(hash)>")
        #expect(try await value(of: "hashFiles('src/*.lock', 'a.lock')") == "<\(hash)>")
        #expect(try await value(of: "hashFiles('**', '!src/c.txt', '!README')") == "<\(hash)>")
    }

    @Test func `where nothing matches it is empty`() async throws {
        #expect(try await value(of: "hashFiles('*.none')") == "<>")
    }

    @Test func `it follows the run's files, not the user's`() async throws {
        let before = try await value(of: "hashFiles('**')")
        try place.sandbox.write("repository/a.lock", "changed by the user\n")
        #expect(try await value(of: "hashFiles('**')") == before)
        #expect(try await value(of: "hashFiles('**')", after: "echo x > a.lock") != before)
    }

    @Test func `to ask for it leaves no object behind`() async throws {
        let run = try await place.start(
            "steps: [{id: skip, if: \"hashFiles('**') == ''\", run: 'true'}, {id: gate, wait: approval}]")
        let before = try place.sandbox.snapshot(of: "repository/.git/objects").keys.count
        let state = try await place.state(of: run)
        #expect(state.steps["skip"]?.status == .skipped(.condition))
        let ids = try place.git(
            "rev-parse", "main:README", "main:a.lock", "main:src/b.lock", "main:src/c.txt")
        let hash = try place.sandbox.git("hash-object", "--stdin", in: "repository", input: ids + "\n")
        #expect(try place.sandbox.gitOutcome("cat-file", "-e", hash, in: "repository").status == 1)
        #expect(try place.sandbox.snapshot(of: "repository/.git/objects").keys.count == before)
    }
}
