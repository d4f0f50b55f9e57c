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

    @Test func `the hash is that of GitHub: SHA-256 over the digests of the contents`() async throws {
        // Worked out with Python's hashlib from "a\n" and "b\n".
        let hash = "6ec7b73f58839768f5eb006d96b02ebaa7bf3d30c5daaccc832663c8266e0931"
        #expect(try await value(of: "hashFiles('**/*.lock')") == "<\(hash)>")
        #expect(try await value(of: "hashFiles('src/*.lock', 'a.lock')") == "<\(hash)>")
        #expect(try await value(of: "hashFiles('**', '!src/c.txt', '!README')") == "<\(hash)>")
    }

    @Test func `files count folder by folder, in the order of the names' bytes`() async throws {
        try place.sandbox.commit(
            "more", files: ["z/x": "in folder\n", "z.txt": "beside\n"], in: "repository")
        let hash = "ebf32e059514a1b4c052bc3b2b8b3825a6ce4c342b32368211e7d22cc373e688"
        #expect(try await value(of: "hashFiles('z.txt', 'z/**')") == "<\(hash)>")
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
        #expect(try place.sandbox.snapshot(of: "repository/.git/objects").keys.count == before)
    }
}
