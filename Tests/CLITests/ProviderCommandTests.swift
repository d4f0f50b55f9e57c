import JSON
import TestSupport
import Testing

/// `provider list`, `test`, `compare` and `usage`; chains of providers, and programs as such.
@Suite struct ProviderCommandTests {
    let place: ProviderPlace

    init() throws { place = try ProviderPlace() }

    private static func error(_ status: Int, _ type: String, _ message: String) throws -> ScriptedServer {
        let body: JSON = ["type": "error", "error": ["type": .string(type), "message": .string(message)]]
        return try ScriptedServer { _ in [.respond(status, body.canonical)] }
    }

    /// Two providers that can't answer and one that can.
    private func chain() throws -> (servers: [ScriptedServer], environment: [String: String]) {
        let servers = [
            try Self.error(529, "overloaded_error", "Overloaded"),
            try Self.error(429, "insufficient_quota", "You exceeded your current quota"),
            try ProviderPlace.server(.ollama),
        ]
        try place.sandbox.git("config", "autowrk.provider", "anthropic", in: place.path)
        try place.sandbox.git("config", "autowrk.fallback", "openai-chat, ollama/llama3", in: place.path)
        var environment: [String: String] = [:]
        for (wire, server) in zip([ProviderWire.anthropic, .chat, .ollama], servers) {
            environment.merge(ProviderPlace.environment(wire, server)) { $1 }
        }
        return (servers, environment)
    }

    @Test func `where the first can't answer the next is asked, and all of it is recorded`() throws {
        let (servers, environment) = try chain()
        let outcome = try place.provider("ask", "Hi there", "--json", environment: environment)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let document = try ProviderPlace.documents(outcome)[0]
        #expect(document["provider"] == "ollama" && document["model"] == "llama3")
        let attempts = try #require(document["attempts"]?.arrayValue)
        #expect(attempts.map { $0["provider"] } == ["anthropic", "openai-chat", "ollama"])
        #expect(attempts.map { $0["kind"]?.stringValue } == ["overload", "quota", nil])
        #expect(attempts.map { $0["status"]?.integerValue } == [529, 429, nil])
        #expect(servers.map(\.requests.count) == [1, 1, 1])
        let words = try place.provider("ask", "Hi there", environment: environment)
        #expect(words.stdout == "Hello\n")
        #expect(
            words.stderr.hasPrefix("'anthropic' can't answer (overload): asking 'openai-chat'\n"),
            "\(words.stderr)")
        let usage = try ProviderPlace.documents(try place.provider("usage", "--json", "--by", "provider"))[0]
        let rows = try #require(usage["usage"]?.arrayValue)
        #expect(rows.map { $0["name"] } == ["anthropic", "ollama", "openai-chat"])
        #expect(rows.map { $0["calls"] } == [2, 2, 2] && rows.map { $0["failed"] } == [2, 0, 2])
        #expect(rows[1]["tokens"] == ["input": 20, "cache_read": 0, "output": 4])
        let all = try ProviderPlace.documents(try place.provider("usage", "--json", "--by", "run"))[0]
        #expect(all["usage"]?.arrayValue?.map { $0["name"] } == ["ask"])
        #expect(all["usage"]?.arrayValue?.first?["fallbacks"] == 4)
        #expect(all["usage"]?.arrayValue?.first?["first_attempt_success"] == 0)
        let named = try place.provider("ask", "anthropic", "Hi", environment: environment)
        #expect(named.status == 1, "one that is named is asked alone")
        #expect(
            try place.provider("ask", "anthropic", "Hi", "--fallback", environment: environment).status == 0)
    }

    @Test func `a list shows all providers, and which key each would take`() throws {
        let environment = ["ANTHROPIC_API_KEY": ProviderPlace.key, "AUTOWRK_OLLAMA_URL": "http://host:1"]
        try place.sandbox.git("config", "autowrk.provider.own.url", "https://own.example/v1", in: place.path)
        try place.sandbox.git("config", "autowrk.provider.tool.command", "cat", in: place.path)
        try place.sandbox.git("config", "autowrk.provider", "own/big", in: place.path)
        let outcome = try place.provider("list", "--json", environment: environment)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let rows = try #require(try ProviderPlace.documents(outcome)[0]["providers"]?.arrayValue)
        func row(_ name: String) -> JSON? { rows.first { $0["name"]?.stringValue == name } }
        #expect(row("anthropic")?["key_variable"] == "ANTHROPIC_API_KEY")
        #expect(row("anthropic")?["url"] == "https://api.anthropic.com")
        #expect(row("openai")?["key_variable"] == .null && row("openai")?["key_needed"] == true)
        #expect(row("ollama")?["url"] == "http://host:1" && row("ollama")?["format"] == "ollama")
        #expect(row("own")?["format"] == "openai-chat" && row("own")?["order"] == 0)
        #expect(row("tool")?["command"] == "cat" && row("tool")?["format"] == "command")
        let words = try place.provider("list", environment: environment)
        #expect(words.stdout.contains("own (asked first)"))
        #expect(!(outcome.stdout + words.stdout).contains(ProviderPlace.key))
    }

    @Test func `a test asks each once and says who answers`() throws {
        let (servers, environment) = try chain()
        defer { withExtendedLifetime(servers) {} }
        let outcome = try place.provider("test", environment: environment)
        #expect(outcome.status == 1)
        let lines = outcome.stdout.split(separator: "\n").map { String($0) }
        #expect(
            lines.contains { $0.hasPrefix("✗ anthropic: ") && $0.contains("Overloaded") }, "\(outcome.stdout)"
        )
        #expect(lines.contains { $0.hasPrefix("✓ ollama") && $0.hasSuffix(": Hello") }, "\(outcome.stdout)")
        let (good, bad) = (try ProviderPlace.server(.gemini), "none")
        let named = try place.provider(
            "test", "gemini", "--json", environment: ProviderPlace.environment(.gemini, good))
        #expect(named.status == 0, "\(named.stderr)")
        let answers = try ProviderPlace.documents(named)[0]["answers"]?.arrayValue
        #expect(answers?.map { $0["asked"] } == ["gemini"] && answers?[0]["text"] == "Hello")
        #expect(try place.provider("test", bad).status == 2)
    }

    @Test func `a comparison asks all at once, and has a row for each`() throws {
        let (servers, environment) = try chain()
        defer { withExtendedLifetime(servers) {} }
        let outcome = try place.provider(
            "compare", "Hi", "--providers", "ollama/llama3,anthropic", environment: environment)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.hasPrefix("ollama/llama3\nHello\n"), "\(outcome.stdout)")
        #expect(outcome.stdout.contains("no answer: ") && outcome.stdout.contains("Overloaded"))
        let json = try place.provider(
            "compare", "Hi", "--json", "--providers", "anthropic,ollama/llama3", environment: environment)
        let answers = try #require(try ProviderPlace.documents(json)[0]["answers"]?.arrayValue)
        #expect(answers.map { $0["asked"] } == ["anthropic", "ollama/llama3"])
        #expect(answers[0]["error"]?["kind"] == "overload" && answers[1]["text"] == "Hello")
        let none = try place.provider("compare", "Hi", "--providers", "nobody", environment: environment)
        #expect(none.status == 2 && none.stderr.hasPrefix("error: there is no provider 'nobody'"))
        let failed = try place.provider("compare", "Hi", "--providers", "anthropic", environment: environment)
        #expect(failed.status == 1)
    }

    @Test func `a program gets the words and answers, without secrets in its environment`() throws {
        try place.sandbox.git(
            "config", "autowrk.provider.tool.command",
            "cat; echo \"key=$ANTHROPIC_API_KEY given=$TOOL_TOKEN\"", in: place.path)
        try place.sandbox.git("config", "autowrk.provider.tool.variable", "TOOL_TOKEN", in: place.path)
        let environment = ["ANTHROPIC_API_KEY": ProviderPlace.key, "TOOL_TOKEN": "given-0123456789"]
        let outcome = try place.provider(
            "ask", "tool", "Hi", "--system", "Be short.", environment: environment)
        #expect(outcome.stdout == "Be short.\n\nHi\nkey= given=given-0123456789\n", "\(outcome.stderr)")
        for (command, words) in [
            ("echo why >&2; exit 3", "'tool' ended with exit status 3: why"),
            ("true", "'tool' has said nothing"),
            ("kill -9 $$", "'tool' was ended by signal 9"),
        ] {
            try place.sandbox.git("config", "autowrk.provider.tool.command", command, in: place.path)
            let outcome = try place.provider("ask", "tool", "Hi")
            #expect(outcome.status == 1)
            #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
        }
    }

    @Test func `outside of a repository it is asked, and nothing is recorded`() throws {
        let server = try ProviderPlace.server(.anthropic)
        let environment = ProviderPlace.environment(.anthropic, server)
        let outcome = try place.sandbox.autowrk(
            "provider", "ask", "anthropic", "Hi", in: "home", environment: environment)
        #expect(outcome.stdout == "Hello\n", "\(outcome.stderr)")
        #expect(try place.sandbox.autowrk("provider", "list", in: "home").status == 0)
        #expect(try place.sandbox.autowrk("provider", "usage", in: "home").status == 2)
        let none = try place.provider("usage")
        #expect(none.status == 0 && none.stderr == "no models were asked\n")
    }

    @Test(arguments: [
        ("autowrk.provider", "nobody", "there is no provider 'nobody'"),
        ("autowrk.fallback", "anthropic nobody", "there is no provider 'nobody'"),
        ("autowrk.dayBudget", "much", "'autowrk.dayBudget' must be a sum in dollars, as in 2.50, not 'much'"),
        ("autowrk.providerAttempts", "0", "'autowrk.providerAttempts'"),
    ])
    func `a setting that makes no sense is told`(key: String, value: String, message: String) throws {
        try place.sandbox.git("config", key, value, in: place.path)
        let outcome = try place.provider("list")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
    }

    @Test(arguments: [
        (
            ["usage", "--by", "mood"],
            "option '--by' takes one of run, model, day, provider, workflow, step, not 'mood'"
        ),
        (["usage", "--since", "yore"], "error: "), (["usage", "x"], "error: "), (["login"], "error: "),
        (["list", "x"], "error: "), (["compare", ""], "error: "),
    ])
    func `words that make no sense are refused`(words: [String], message: String) throws {
        let outcome = try place.sandbox.autowrk(["provider"] + words, in: place.path)
        #expect(outcome.status == 2, "\(outcome.stderr)")
        #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
    }
}
