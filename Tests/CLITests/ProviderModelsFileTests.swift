import JSON
import TestSupport
import Testing

/// What the user and a repository may say of models.
@Suite struct ProviderModelsFileTests {
    let place: ProviderPlace
    let server: ScriptedServer

    init() throws { (place, server) = (try ProviderPlace(), try ProviderPlace.server(.chat)) }

    private func commit(_ text: String) throws {
        try place.sandbox.commit("models", files: [".autowrk/models.yml": text], in: place.path)
    }

    @Test(arguments: ["repository", "home"])
    func `the user's own file says what a server of one's own costs`(folder: String) throws {
        try place.sandbox.git("config", "--global", "autowrk.provider.mine.url", server.url + "/v1")
        try place.sandbox.git("config", "--global", "autowrk.requestBudget", "1")
        func ask(_ environment: [String: String] = [:]) throws -> CommandOutcome {
            try place.sandbox.autowrk(
                "provider", "ask", "mine", "Hi there", "--model", "big", "--json", in: folder,
                environment: environment)
        }
        #expect(try ask().status == 2, "a price that is not known fits in no budget")
        let models = """
            providers:
              mine:
                format: openai-chat
                models:
                  big: {price: {input: 1, output: 1}}

            """
        try place.sandbox.write("home/.config/autowrk/models.yml", models)
        let priced = try ask()
        #expect(priced.status == 0, "\(priced.stdout)\(priced.stderr)")
        #expect(try ProviderPlace.documents(priced)[0]["price_usd"] == .number(0.000012))
        try place.sandbox.write("other/autowrk/models.yml", models.replacing("input: 1", with: "input: 11"))
        let other = try ask(["XDG_CONFIG_HOME": place.sandbox.path("other")])
        #expect(try ProviderPlace.documents(other)[0]["price_usd"] == .number(0.000112))
    }

    @Test func `a mistake is told with its place and a hint`() throws {
        try place.sandbox.write("home/.config/autowrk/models.yml", "providers:\n  mine:\n    modles: {}\n")
        let outcome = try place.provider("list")
        #expect(outcome.status == 2)
        #expect(
            outcome.stderr.contains("/.config/autowrk/models.yml': line 3, column "), "\(outcome.stderr)")
        #expect(outcome.stderr.contains("unknown key 'modles'\nhint: did you mean 'models'?\n"))
    }

    @Test(arguments: [
        "ollama: {format: openai-chat}", "openai: {format: anthropic}",
        "openai: {url: 'http://evil.invalid'}",
        "openai: {key-variables: [ANTHROPIC_API_KEY]}", "openai: {url-variables: [EVIL]}",
    ])
    func `a repository can't have a key sent elsewhere`(text: String) throws {
        try commit("providers: {\(text)}\n")
        for provider in ["ollama", "openai"] {
            _ = try place.provider(
                "ask", provider, "Hi there", "--model", "m",
                environment: [
                    "OLLAMA_HOST": server.url, "EVIL": server.url, "OPENAI_BASE_URL": server.url + "/v1",
                    "ANTHROPIC_API_KEY": ProviderPlace.key, "AUTOWRK_OLLAMA_KEY": "sk-ollama-0123456789",
                ])
        }
        for request in server.requests {
            #expect(!request.fields.values.contains { $0.contains(ProviderPlace.key) })
        }
        let sent = try place.provider(
            "ask", "ollama", "Hi there", "--model", "m",
            environment: ["OLLAMA_HOST": server.url, "OPENAI_API_KEY": "sk-openai-0123456789"])
        #expect(
            !server.requests.contains { $0.fields.values.contains { $0.contains("sk-openai-0123456789") } },
            "\(sent.stderr)")
    }

    @Test(arguments: ["free", "{input: 0.000001, output: 0.000001}", "unknown"])
    func `a repository can't make a model cheaper than it is`(price: String) throws {
        try commit("providers: {anthropic: {models: {'claude-sonnet-4-5*': {price: \(price)}}}}\n")
        try place.sandbox.git("config", "autowrk.requestBudget", "0.00001", in: place.path)
        let server = try ProviderPlace.server(.anthropic)
        let outcome = try place.provider(
            "ask", "anthropic", "Hi there", environment: ProviderPlace.environment(.anthropic, server))
        #expect(outcome.status == 2, "\(outcome.stderr)")
        #expect(server.requests.isEmpty)
    }
}
