import JSON
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
    /// A command that succeeds where it reaches a server.
    private static func asking(_ server: ScriptedServer) -> String {
        let place = server.url.replacing("http:/", with: "/dev/tcp").replacing(":", with: "/")
        return "bash -c 'exec 3<>\(place) && printf \"GET / HTTP/1.0\\r\\n\\r\\n\" >&3 && cat <&3'"
    }

    @Test func `where the user allows it, checks have a network and still write nothing elsewhere`() throws {
        let place = try ModelAgentPlace([.calls("edit_file", ModelAgentPlace.fix), ModelAgentPlace.finish])
        try place.sandbox.git("config", "--unset", "autowrk.sandbox", in: place.path)
        try place.sandbox.git("config", "autowrk.sandboxNetwork", "true", in: place.path)
        let server = try ScriptedServer { _ in [.respond(200, "{}")] }
        let outside = place.sandbox.path("outside")
        try place.sandbox.commit(
            "a check that fetches",
            files: [
                ".autowrk/verify.yml":
                    "checks:\n  - {name: tests, kind: test, command: sh fetch.sh && sh test.sh}\n",
                "fetch.sh": """
                echo x 2>/dev/null >\(outside)
                \(Self.asking(server))

                """,
            ], in: place.path)
        let outcome = try place.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(!server.requests.isEmpty)
        #expect(!Files.exists(outside))
    }

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
                \(Self.asking(server)) && exit 3
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

    /// A model that finishes without a check, so that the step 'verify' is the first to run what it wrote.
    private func place(_ text: String) throws -> ModelAgentPlace {
        let place = try ModelAgentPlace([
            .calls("create_file", ["path": "greet.sh", "text": .string(text), "overwrite": true]),
            ModelAgentPlace.finish,
        ])
        try place.sandbox.git("config", "--unset", "autowrk.sandbox", in: place.path)
        return place
    }

    @Test func `what it has written is verified in a sandbox though it has run no check itself`() throws {
        let draft = try place("")
        let (home, server) = (draft.sandbox.home, try ScriptedServer { _ in [.respond(200, "{}")] })
        let outside = draft.sandbox.path("outside")
        draft.model.change(
            to: .calls(
                "create_file",
                [
                    "path": "greet.sh", "overwrite": true,
                    "text": .string(
                        """
                        { echo x >\(outside); echo x >\(home)/x; } 2>/dev/null
                        curl --silent --max-time 5 \(server.url) >&2
                        cat "$HOME/.netrc" /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep planted >&2
                        echo "hello $1"

                        """),
                ]), ModelAgentPlace.finish)
        try draft.sandbox.write("\(home)/.netrc", "machine example.com password planted\n")
        let outcome = try draft.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try draft.place.pullRequests().count == 1)
        #expect(draft.model.answered == [1, 2])
        #expect(server.requests.isEmpty)
        #expect(!Files.exists(outside) && !Files.exists("\(home)/x"))
        let run = try draft.id(of: outcome)
        let output = try draft.autowrk("show", run, "--step", "verify", "--output").stdout
        #expect(!output.contains("planted"), "\(output)")
    }

    @Test func `what is hidden from it is in no checkout of its own, and it is not told what others print`()
        throws
    {
        let place = try ModelAgentPlace([
            .calls("create_file", ["path": "greet.sh", "text": "cat hid/key\n", "overwrite": true]),
            .calls("run_check"), ModelAgentPlace.finish,
            .calls("create_file", ["path": "greet.sh", "text": "echo \"hello $1\"\n", "overwrite": true]),
            ModelAgentPlace.finish,
        ])
        try place.sandbox.commit(
            "a policy",
            files: [".autowrk/policy.yml": "agent: {hide: [hid/**]}\n", "hid/key": "HIDDEN-STUFF\n"],
            in: place.path)
        _ = try place.run()
        let checked = try #require(place.model.results(inTurn: 3).first)
        #expect(checked.contains("not ok 1") && checked.contains("were not there"), "\(checked)")
        #expect(!place.model.server.requests.isEmpty)
        for request in place.model.server.requests {
            #expect(!String(decoding: request.body, as: UTF8.self).contains("HIDDEN-STUFF"))
        }
    }

    @Test func `who reads the pull request is told what is checked otherwise`() throws {
        let place = try ModelAgentPlace([
            .calls(
                "create_file", ["path": "Makefile", "text": "test:\n\t@true\n", "overwrite": true]),
            .calls("run_check"), ModelAgentPlace.finish,
        ])
        try place.sandbox.script("git rm --quiet -r .autowrk", in: place.path)
        try place.sandbox.commit(
            "a Makefile", files: ["Makefile": "test:\n\t@sh test.sh\n"], in: place.path)
        let outcome = try place.run()
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let remark = "'Makefile' has changed, which says what check 'make test' does"
        #expect(place.model.results(inTurn: 3).first?.contains("A person will be told: \(remark).") == true)
        let description = try place.autowrk("pr", "show", "fix/issue-7").stdout
        #expect(description.contains("⚠ \(remark)"), "\(description)")
    }

    @Test func `a command that it may not run is not run on its work either`() throws {
        let place = try place("echo \"hello $1\"\n")
        try place.sandbox.git("config", "autowrk.policy.refuse", "sh *", in: place.path)
        let outcome = try place.run()
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains("check 'tests' may not be run: "), "\(outcome.stderr)")
        #expect(try place.place.pullRequests().isEmpty)
    }
}
