import JSON
import TestSupport
import Testing

/// Budgets of a day, as the program keeps them.
@Suite struct ProviderBudgetTests {
    let place: ProviderPlace
    let server: ScriptedServer

    /// An answer costs $0.15, and may cost no more than that and what is sent.
    private static let answer: JSON = [
        "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_reason": "end_turn",
        "content": [["type": "text", "text": "Hello"]],
        "usage": ["input_tokens": 0, "output_tokens": 10_000],
    ]
    private static let nameless = [
        "GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": "",
    ]

    init() throws {
        place = try ProviderPlace()
        server = try ScriptedServer { _ in [.respond(200, Self.answer.canonical)] }
        try place.sandbox.git("config", "--global", "autowrk.dayBudget", "0.31")
    }

    private func ask(
        _ server: ScriptedServer? = nil, in folder: String? = nil, environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try place.sandbox.autowrk(
            "provider", "ask", "anthropic", "Hi there", "--max-tokens", "10000", in: folder ?? place.path,
            environment: ProviderPlace.environment(.anthropic, server ?? self.server)
                .merging(environment) { $1 })
    }

    private func expectRefusal(_ outcome: CommandOutcome, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(outcome.status == 2, "\(outcome.stderr)", sourceLocation: sourceLocation)
        #expect(
            outcome.stderr.contains("the budget of today has $0.0"), "\(outcome.stderr)",
            sourceLocation: sourceLocation)
        #expect(outcome.stdout == "", sourceLocation: sourceLocation)
    }

    @Test func `a day's budget holds from one process to the next`() throws {
        for _ in 1...2 { #expect(try ask().stdout == "Hello\n") }
        expectRefusal(try ask())
        #expect(server.requests.count == 2)
    }

    @Test func `it holds for who has no name, and that nothing is recorded is said`() throws {
        for _ in 1...2 {
            let outcome = try ask(environment: Self.nameless)
            #expect(outcome.status == 0 && outcome.stdout == "Hello\n", "what is paid is shown")
            #expect(
                outcome.stderr.contains(
                    "warning: what this has taken is not recorded: cannot record anything: Git does not know who you are\nhint: "
                ), "\(outcome.stderr)")
        }
        expectRefusal(try ask(environment: Self.nameless))
        expectRefusal(try ask())
        #expect(server.requests.count == 2)
    }

    @Test func `it holds outside of repositories`() throws {
        for _ in 1...2 { #expect(try ask(in: "home").stdout == "Hello\n") }
        expectRefusal(try ask(in: "home"))
        #expect(try ask().stdout == "Hello\n", "a repository has a day of its own")
    }

    @Test func `what costs nothing is asked on, and kept answers are those of the same server`() throws {
        try place.sandbox.git("config", "autowrk.replyCache", "true", in: place.path)
        try place.sandbox.git("config", "autowrk.provider.tool.command", "cat", in: place.path)
        let other = try ScriptedServer { _ in [.respond(200, Self.answer.canonical)] }
        for server in [server, other, server] { #expect(try ask(server).stdout == "Hello\n") }
        #expect(server.requests.count == 1 && other.requests.count == 1)
        let tool = try place.provider("ask", "tool", "Hi there")
        #expect(tool.stdout == "Hi there\n", "\(tool.stderr)")
    }

    @Test func `where it can't be kept nobody is asked`() throws {
        try place.sandbox.write(place.path + "/.git/autowrk", "in the way")
        let outcome = try ask()
        #expect(outcome.status != 0)
        #expect(outcome.stderr.contains("the budget of today can't be kept: "), "\(outcome.stderr)")
        let homeless = try ask(in: "home", environment: ["HOME": "", "XDG_CACHE_HOME": "relative"])
        #expect(homeless.status == 0, "without a home there is no setting")
        let nowhere = try ask(
            in: "home",
            environment: [
                "HOME": "", "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "autowrk.dayBudget",
                "GIT_CONFIG_VALUE_0": "1",
            ])
        #expect(nowhere.status == 2)
        #expect(
            nowhere.stderr.contains(
                "the budget of today can't be kept: there is no place to note what is used"),
            "\(nowhere.stderr)")
        #expect(server.requests.count == 1)
    }

    @Test func `a journal that can't be read is said where there is no limit`() throws {
        try place.sandbox.git("config", "--global", "--unset", "autowrk.dayBudget")
        try place.sandbox.write(place.path + "/.git/autowrk", "in the way")
        let outcome = try ask()
        #expect(outcome.stdout == "Hello\n", "\(outcome.stderr)")
        #expect(outcome.stderr.contains("not recorded: "), "\(outcome.stderr)")
    }

    @Test func `what is under way counts for other processes, and not beyond its end`() throws {
        let (signal, arrived) = (Signal(), Signal())
        let slow = try ScriptedServer { _ in
            arrived.give()
            return [.wait(signal), .respond(200, Self.answer.canonical)]
        }
        func start(_ name: String) throws -> LiveCommand {
            try place.sandbox.start(
                [
                    "git-autowrk", "provider", "ask", "anthropic", "Hi there", "--max-tokens", "10000",
                ], in: place.path, named: name,
                environment: ProviderPlace.environment(.anthropic, slow))
        }
        let (first, second) = (try start("first"), try start("second"))
        arrived.take()
        arrived.take()
        expectRefusal(try ask())
        #expect(server.requests.isEmpty)
        second.kill(.process)
        _ = try second.finish()
        #expect(try ask().stdout == "Hello\n", "who was killed uses nothing any more")
        // One of them is for what is left of the other.
        signal.give()
        signal.give()
        #expect(try first.finish().status == 0)
        expectRefusal(try ask())
    }
}
