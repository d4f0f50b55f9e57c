import JSON
import TestSupport
import Testing

/// Where keys and addresses are from.
@Suite struct ProviderKeyTests {
    let place: ProviderPlace
    let server: ScriptedServer

    init() throws {
        (place, server) = (try ProviderPlace(), try ProviderPlace.server(.anthropic))
    }

    private var sent: String? { server.requests.last?.fields["x-api-key"] }

    @Test func `without a key nothing is asked, and it is said where one may be`() throws {
        let url = ["AUTOWRK_ANTHROPIC_URL": "http://anthropic.invalid"]
        let outcome = try place.provider("ask", "anthropic", "Hi", environment: url)
        #expect(outcome.status == 2)
        #expect(
            outcome.stderr == """
                error: 'anthropic' has no key: set AUTOWRK_ANTHROPIC_KEY or ANTHROPIC_API_KEY, or call 'git autowrk provider login anthropic'
                hint: 'git autowrk provider list' shows where keys are looked for

                """)
        let nobody = try place.provider("ask", "Hi there", environment: [:])
        #expect(nobody.status == 2 && nobody.stderr.hasPrefix("error: no AI provider is set up\nhint: set "))
    }

    @Test func `a key is stored by git's keyring, found there and forgotten, and printed nowhere`() throws {
        try place.useKeyring()
        let environment = ["AUTOWRK_ANTHROPIC_URL": server.url]
        let key = ProviderPlace.key
        let stored = try place.provider("login", "anthropic", input: "  \(key)\r\n", environment: environment)
        #expect(stored.status == 0, "\(stored.stderr)")
        #expect(stored.stdout == "" && stored.stderr == "the keyring keeps the key of 'anthropic'\n")
        #expect(try place.sandbox.read("keyring/kept").contains("password=\(key)\n"))
        #expect(try place.sandbox.read("keyring/kept").contains("username=autowrk-anthropic\n"))
        let asked = try place.provider("ask", "anthropic", "Hi", environment: environment)
        #expect(asked.status == 0, "\(asked.stderr)")
        #expect(sent == key)
        let other = environment.merging(["ANTHROPIC_API_KEY": "sk-other-key"]) { $1 }
        #expect(try place.provider("ask", "anthropic", "Hi", environment: other).status == 0)
        #expect(sent == "sk-other-key", "the environment comes first")
        let forgotten = try place.provider("login", "anthropic", "--forget", environment: environment)
        #expect(forgotten.status == 0, "\(forgotten.stderr)")
        #expect(try place.provider("ask", "anthropic", "Hi", environment: environment).status == 0)
        #expect(sent == nil, "on this machine nobody needs a key")
        #expect(try !place.clone.export().contains(key))
    }

    @Test func `a key in the keyring is enough to be asked without being named`() throws {
        try place.useKeyring()
        try place.sandbox.git("config", "http.proxy", server.url, in: place.path)
        let environment = ["AUTOWRK_ANTHROPIC_URL": "http://anthropic.invalid"]
        #expect(try place.provider("ask", "Hi there", environment: environment).status == 2)
        let stored = try place.provider(
            "login", "anthropic", input: ProviderPlace.key, environment: environment)
        #expect(
            stored.stderr.hasPrefix("warning: the key of 'anthropic' goes to 'anthropic.invalid' without"))
        let asked = try place.provider("ask", "Hi there", environment: environment)
        #expect(asked.stdout == "Hello\n", "\(asked.stderr)")
        #expect(sent == ProviderPlace.key)
        let tested = try place.provider("test", environment: environment)
        #expect(tested.status == 0 && tested.stdout.hasPrefix("✓ anthropic/"), "\(tested.stderr)")
    }

    @Test func `a keyring is asked once, and its helpers get no keys of others`() throws {
        try place.useKeyring()
        let busy = try ScriptedServer { _ in
            [.respond(529, #"{"type":"error","error":{"type":"overloaded_error","message":"no"}}"#)]
        }
        try place.sandbox.git("config", "--global", "autowrk.providerAttempts", "2")
        let environment = [
            "AUTOWRK_ANTHROPIC_URL": busy.url, "OPENAI_API_KEY": ProviderPlace.key,
            "AUTOWRK_GEMINI_KEY": ProviderPlace.key,
        ]
        let outcome = try place.provider("ask", "anthropic", "Hi there", environment: environment)
        #expect(outcome.status == 1 && busy.requests.count == 2, "\(outcome.stderr)")
        #expect(try place.sandbox.read("keyring/times") == "\n")
        #expect(try !place.sandbox.read("keyring/environment").contains(ProviderPlace.key))
    }

    @Test func `without a keyring that keeps it a login fails, and says what to do`() throws {
        let outcome = try place.provider("login", "anthropic", input: ProviderPlace.key)
        #expect(outcome.status == 2)
        #expect(
            outcome.stderr.hasPrefix(
                "error: no keyring has kept the key of 'anthropic'\nhint: tell Git which one"))
        #expect(!outcome.stderr.contains(ProviderPlace.key))
        #expect(try place.provider("login", "anthropic", input: " \n").stderr == "error: the key is empty\n")
        #expect(
            try place.provider("login", "nobody").stderr.hasPrefix("error: there is no provider 'nobody'"))
    }

    @Test func `nobody is asked for a password in the middle of something else`() throws {
        try place.sandbox.writePrograms(
            ["askpass": "echo asked >> \(place.sandbox.path("asked")); echo sk-typed"], in: "bin")
        let program = place.sandbox.path("bin/askpass")
        try place.sandbox.git("config", "--global", "core.askPass", program)
        let environment = [
            "AUTOWRK_ANTHROPIC_URL": server.url, "GIT_ASKPASS": program, "SSH_ASKPASS": program,
        ]
        let outcome = try place.provider("ask", "anthropic", "Hi", environment: environment)
        #expect(outcome.stdout == "Hello\n", "on this machine nobody needs a key")
        #expect(sent == nil)
        #expect(throws: (any Error).self) { try place.sandbox.read("asked") }
    }

    @Test func `an address is from our variable, the configuration, or the vendor's variable`() throws {
        let (second, third) = (try ProviderPlace.server(.anthropic), try ProviderPlace.server(.anthropic))
        var environment = ["ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": third.url + "/"]
        func ask() throws {
            let outcome = try place.provider("ask", "anthropic", "Hi", environment: environment)
            #expect(outcome.status == 0, "\(outcome.stderr)")
        }
        try ask()
        #expect(third.requests.map(\.path) == ["/v1/messages"])
        try place.sandbox.git("config", "autowrk.provider.anthropic.url", second.url, in: place.path)
        try ask()
        #expect(second.requests.count == 1)
        environment["AUTOWRK_ANTHROPIC_URL"] = server.url
        try ask()
        #expect(server.requests.count == 1)
        environment["AUTOWRK_ANTHROPIC_URL"] = ""
        try ask()
        #expect(second.requests.count == 2 && third.requests.count == 1, "what is empty counts for nothing")
    }

    @Test func `a proxy from git's configuration is used`() throws {
        try place.sandbox.git("config", "http.proxy", server.url, in: place.path)
        let outcome = try place.provider(
            "ask", "anthropic", "Hi",
            environment: ["AUTOWRK_ANTHROPIC_URL": "http://anthropic.invalid", "ANTHROPIC_API_KEY": "k"])
        #expect(outcome.stdout == "Hello\n", "\(outcome.stderr)")
        #expect(server.requests.map(\.path) == ["http://anthropic.invalid/v1/messages"])
    }

    @Test func `a word in place of a key, as servers of one's own take it, hides nothing`() throws {
        let environment = ["ANTHROPIC_API_KEY": "o", "AUTOWRK_ANTHROPIC_URL": server.url]
        let outcome = try place.provider("ask", "anthropic", "Hi", environment: environment)
        #expect(outcome.stdout == "Hello\n", "\(outcome.stderr)")
        let calls = try place.provider("usage", "--by", "model", "--json").stdout
        #expect(calls.contains("anthropic/claude-sonnet-4-5"), "\(calls)")
    }
}
