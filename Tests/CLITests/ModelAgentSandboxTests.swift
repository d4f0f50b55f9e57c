import Platform
import TestSupport
import Testing

/// Why nothing can be tried on this machine; nil where it can.
private let obstacle: String? = {
    let probe = ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"]
    guard let outcome = try? Sandbox().run(probe) else { return "bubblewrap is not installed" }
    return outcome.status == 0 ? nil : outcome.stderr
}()

/// What the coding agent's checks can't reach.
@Suite(.enabled(if: obstacle == nil, "no sandbox: \(obstacle ?? "")"))
struct ModelAgentSandboxTests {
    @Test func `checks of the coding agent write nothing outside their checkout and reach no server`() throws
    {
        let place = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        try place.sandbox.git("config", "--unset", "autowrk.sandbox", in: place.path)
        let server = try ScriptedServer { _ in [.respond(200, "{}")] }
        let outside = place.sandbox.path("outside")
        try place.sandbox.commit(
            "a check that goes astray",
            files: [
                ".autowrk/verify.yml":
                    "checks:\n  - {name: tests, kind: test, command: sh stray.sh && sh test.sh}\n",
                "stray.sh": """
                echo x 2>/dev/null >\(outside)
                curl --silent --max-time 5 \(server.url) && exit 3
                cat "$HOME/.netrc" 2>/dev/null && exit 4
                [ -z "$ANTHROPIC_API_KEY" ]

                """,
            ], in: place.path)
        try place.sandbox.write("\(place.sandbox.home)/.netrc", "machine example.com password planted\n")
        let outcome = try place.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("without a sandbox"), "\(outcome.stderr)")
        #expect(place.model.answered == Array(1...12))
        try place.expectMended()
        #expect(server.requests.isEmpty)
        #expect(!Files.exists(outside))
    }
}
