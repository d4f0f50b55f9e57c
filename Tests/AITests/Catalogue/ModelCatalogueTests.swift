import AI
import Templates
import Testing

struct ModelCatalogueTests {
    private func catalogue(_ texts: String..., namesServers: Bool = true) throws -> ModelCatalogue {
        let builtIn = ModelCatalogue.Layer(name: "models.yml", bytes: Templates.models, namesServers: true)
        let own = texts.map {
            ModelCatalogue.Layer(name: "own.yml", bytes: Array($0.utf8), namesServers: namesServers)
        }
        return try ModelCatalogue([builtIn] + own)
    }

    private func error(_ text: String, namesServers: Bool = true) -> CatalogueError? {
        #expect(throws: CatalogueError.self) { _ = try catalogue(text, namesServers: namesServers) }
    }

    // MARK: What is built in

    @Test func `every wire format has a provider of its name, and every provider a wire format`() throws {
        let catalogue = try catalogue()
        for format in WireFormats.all {
            #expect(catalogue.provider(named: format.name)?.format == format.name)
        }
        for provider in catalogue.providers {
            let format = try #require(WireFormats.named(provider.format))
            #expect(provider.url ?? format.defaultURL != nil)
            if let model = provider.defaultModel {
                let facts = catalogue.model(model, of: provider.name)
                #expect(facts.isKnown && facts.price != nil, "\(model)")
            }
        }
    }

    @Test(arguments: [
        ("claude-opus-4-5-20251101", "anthropic", 5, 25, 200_000),
        ("claude-opus-4-20250514", "anthropic", 15, 75, 200_000),
        ("claude-sonnet-4-5", "anthropic", 3, 15, 200_000),
        ("gpt-5", "openai", 1.25, 10, 400_000), ("gpt-5-mini-2025-08-07", "openai-chat", 0.25, 2, 400_000),
        ("gpt-4.1-nano", "openai", 0.1, 0.4, 1_047_576), ("o4-mini", "openai", 1.1, 4.4, 200_000),
        ("gemini-2.5-flash", "gemini", 0.3, 2.5, 1_048_576),
        ("gemini-2.5-flash-lite-preview", "gemini", 0.1, 0.4, 1_048_576),
    ])
    func `models are known by their names`(
        model: String, provider: String, input: Double, output: Double, context: Int
    ) throws {
        let facts = try catalogue().model(model, of: provider)
        #expect(facts.isKnown)
        #expect(facts.price?.rates.input.picodollars == Int64((input * 1e6).rounded()))
        #expect(facts.price?.rates.output.picodollars == Int64((output * 1e6).rounded()))
        #expect(facts.price?.date != nil)
        #expect(facts.contextTokens == context)
    }

    @Test func `models that came later are capable of the present, at a price that is not known`() throws {
        for (model, provider) in [("claude-opus-9", "anthropic"), ("gpt-5.9-large", "openai")] {
            let facts = try catalogue().model(model, of: provider)
            #expect(facts.isKnown && facts.price == nil && facts.abilities.thinking == .effort, "\(model)")
            #expect(facts.cost(of: Usage(input: 1, output: 1)) == nil)
        }
    }

    @Test(arguments: [
        ("o4-mini-deep-research", "openai"), ("o3-deep-research-2025-06-26", "openai"),
        ("gpt-4o-mini-audio-preview-2024-12-17", "openai"), ("gpt-4o-mini-realtime-preview", "openai"),
        ("gpt-4o-mini-tts", "openai"), ("gpt-4o-mini-transcribe", "openai"), ("gpt-5-codex-mini", "openai"),
        ("gemini-2.5-flash-image", "gemini"), ("gemini-2.5-flash-preview-tts", "gemini"),
        ("gemini-2.5-pro-preview-tts", "gemini"), ("gemini-3-pro-image-preview", "gemini"),
        ("gemini-2.0-flash-preview-image-generation", "gemini"),
    ])
    func `relatives at another price have none`(model: String, provider: String) throws {
        let facts = try catalogue().model(model, of: provider)
        #expect(facts.isKnown && facts.price == nil)
    }

    @Test(arguments: [
        ("gpt-5.1-2025-11-13", "gpt-5.1"), ("gpt-5.2-2025-12-11", "gpt-5.2"), ("gpt-5-2025-08-07", "gpt-5"),
        ("gpt-5-nano-2025-08-07", "gpt-5-nano"), ("gpt-5-pro-2025-10-06", "gpt-5-pro"),
        ("gpt-4.1-mini-2025-04-14", "gpt-4.1-mini"), ("gpt-4o-mini-2024-07-18", "gpt-4o-mini"),
        ("o3-mini-2025-01-31", "o3-mini"), ("o3-pro-2025-06-10", "o3-pro"), ("o4-mini-2025-04-16", "o4-mini"),
    ])
    func `a dated name is the model's own`(dated: String, name: String) throws {
        let (facts, known) = (
            try catalogue().model(dated, of: "openai"), try catalogue().model(name, of: "openai")
        )
        #expect(facts.price != nil && facts.price == known.price)
        #expect(facts.abilities == known.abilities && facts.maximumOutput == known.maximumOutput)
    }

    @Test(arguments: ["gpt-5-codex", "gpt-5.1-codex", "gpt-5.1-codex-max", "gpt-5.2-codex"])
    func `models for code think at least a little`(model: String) throws {
        #expect(try catalogue().model(model, of: "openai").abilities.leastEffort == "low")
    }

    @Test func `of a model that nobody has heard of what is safe is assumed`() throws {
        let facts = try catalogue().model("nova", of: "groq")
        #expect(!facts.isKnown && facts.price == nil && facts.contextTokens == 8192)
        #expect(try catalogue().model("qwen3:8b", of: "ollama").price == .free)
        #expect(try catalogue().model("x", of: "nobody").contextTokens == 8192)
    }

    @Test func `who has mistyped a name is told what he may have meant`() throws {
        let catalogue = try catalogue()
        #expect(catalogue.hints(forModel: "gpt-4.1-minni", of: "openai") == [])
        #expect(catalogue.hints(forModel: "gtp-4o", of: "openai") == ["did you mean 'gpt-4o'?"])
        #expect(catalogue.hints(forProvider: "antropic") == ["did you mean 'anthropic'?"])
        #expect(catalogue.hints(forProvider: "zzzzzzzz").first?.hasPrefix("there are anthropic, ") == true)
        #expect(catalogue.providers(ofModel: "gemini-2.5-pro") == ["gemini"])
    }

    // MARK: What is laid over it

    @Test func `a later text replaces what it names, and nothing else`() throws {
        let catalogue = try catalogue(
            """
            providers:
              anthropic:
                default-model: claude-haiku-4-5
                models:
                  claude-haiku-4-5*: {price: {input: 0.5, output: 1}}
              mine: {format: openai-chat, url: "https://ai.example.com/v1", key-variables: [MY_KEY]}
            """,
            """
            providers:
              mine:
                models:
                  big: {context: 100000, output: 2000, tools: false, thinking: none, price: unknown}
            """)
        let haiku = catalogue.model("claude-haiku-4-5-20251001", of: "anthropic")
        #expect(haiku.price?.rates.input == Money(dollars: "0.0000005"))
        #expect(haiku.price?.rates.cacheRead == haiku.price?.rates.input)
        #expect(haiku.abilities.thinking == .budget && haiku.maximumOutput == 64000)
        #expect(catalogue.provider(named: "anthropic")?.defaultModel == "claude-haiku-4-5")
        #expect(catalogue.provider(named: "mine")?.keyVariables == ["MY_KEY"])
        let big = catalogue.model("big", of: "mine")
        #expect(big.contextTokens == 100_000 && big.maximumOutput == 2000 && !big.abilities.tools)
    }

    @Test func `the most exact name has the last word, field by field`() throws {
        let catalogue = try catalogue(
            """
            providers:
              mine:
                format: ollama
                models:
                  a-b: {context: 3}
                  a-*: {context: 2, output: 2}
                  "*": {context: 1, output: 1, price: free}
                  a*z: {output: 4}
            """)
        let exact = catalogue.model("a-b", of: "mine")
        #expect(exact.contextTokens == 3 && exact.maximumOutput == 2 && exact.price == .free)
        #expect(catalogue.model("a-z", of: "mine").maximumOutput == 4)
        #expect(catalogue.model("az", of: "mine").maximumOutput == 4)
        #expect(catalogue.model("a", of: "mine").maximumOutput == 1)
    }

    @Test func `a file of comments alone says nothing`() throws {
        #expect(try catalogue("# nothing yet\n") == catalogue())
    }

    // MARK: What is refused

    @Test(arguments: [
        "url: https://evil.example", "key-variables: [OPENAI_API_KEY]", "url-variables: [X]",
        "format: anthropic",
    ])
    func `a repository can't say where keys are sent`(line: String) {
        for provider in ["openai", "mine"] where provider == "openai" || !line.hasPrefix("format") {
            let before = provider == "openai" ? "default-model: m" : "format: openai-chat"
            let text = "providers:\n  \(provider):\n    \(before)\n    \(line)\n"
            let error = error(text, namesServers: false)
            #expect(error?.message.hasSuffix("of '\(provider)' can't be set here") == true)
            #expect(error?.description.hasPrefix("'own.yml': line 4, column ") == true)
        }
    }

    @Test func `a provider that only a repository knows gets no key of another one`() throws {
        let text = "providers: {mine: {format: anthropic, models: {m: {context: 5}}}}"
        #expect(try catalogue(text, namesServers: false).provider(named: "mine")?.keyVariables == [])
        #expect(try catalogue(text).provider(named: "mine")?.keyVariables == nil)
    }

    @Test(arguments: [
        "anthropic: {models: {claude-sonnet-4-5*: {price: free}}}",
        "anthropic: {models: {claude-sonnet-4-5: {price: {input: 0, output: 0}}}}",
        "anthropic: {models: {claude-sonnet-4-5: {price: unknown}}}",
        "anthropic: {models: {\"*\": {price: free}}}", "anthropic: {shares-models-of: ollama}",
        "anthropic: {models: {claude-sonnet-4-*5: {price: {input: 1, output: 1}}}}",
    ])
    func `a repository can't make a known price another one`(line: String) throws {
        let (before, after) = (try catalogue(), try catalogue("providers: {\(line)}", namesServers: false))
        let name = "claude-sonnet-4-5"
        #expect(after.model(name, of: "anthropic").price == before.model(name, of: "anthropic").price)
    }

    @Test func `a repository gives prices to models without one, and says what else they are`() throws {
        let text = "providers: {openai: {models: {gpt-5*: {context: 7, price: {input: 3, output: 4}}}}}"
        let catalogue = try catalogue(text, namesServers: false)
        #expect(catalogue.model("gpt-5.9", of: "openai").price?.rates.output == Money(dollars: "0.000004"))
        let known = catalogue.model("gpt-5", of: "openai")
        #expect(known.contextTokens == 7 && known.price?.rates.output == Money(dollars: "0.00001"))
        let shared = catalogue.model("gpt-5", of: "openai-chat")
        #expect(shared.price == known.price)
    }

    @Test(
        arguments: [
            ("provider: {}", "unknown key 'provider'", "did you mean 'providers'?"),
            (
                "providers: {x: {format: gemnii}}",
                "'format' is not one of anthropic, openai, openai-chat, gemini, ollama", nil
            ),
            ("providers: {x: {}}", "provider 'x' has no 'format'", nil),
            ("providers: [x]", "'providers' is not a mapping", nil),
            (
                "providers: {openai: {models: {m: {contxt: 1}}}}", "unknown key 'contxt'",
                "did you mean 'context'?"
            ),
            (
                "providers: {openai: {models: {m: {context: many}}}}", "'context' is not a number of tokens",
                nil
            ),
            ("providers: {openai: {models: {m: {context: 0}}}}", "'context' is not a number of tokens", nil),
            ("providers: {openai: {models: {m: {tools: perhaps}}}}", "'tools' is not true or false", nil),
            ("providers: {openai: {models: {m: {price: dear}}}}", "'price' is not a mapping", nil),
            (
                "providers: {openai: {models: {m: {price: {input: 1}}}}}", "a price has 'input' and 'output'",
                nil
            ),
            (
                "providers: {openai: {models: {m: {price: {input: 1, output: -1}}}}}",
                "'output' is not an amount of dollars with at most six decimals", nil
            ),
            (
                "providers: {openai: {models: {m: {price: {input: 1, output: 0.0000001}}}}}",
                "'output' is not an amount of dollars with at most six decimals", nil
            ),
            (
                "providers: {openai: {models: {m: {price: {input: 1, output: 1, beyond: {input: 1, output: 1}}}}}}",
                "'beyond' has no 'tokens'", nil
            ),
            ("providers: {x: {format: ollama}", "", nil),
        ] as [(String, String, String?)])
    func `what can't be read is told with its place`(text: String, message: String, hint: String?) {
        let error = error(text)
        #expect(message.isEmpty || error?.message == message)
        #expect(error?.description.hasPrefix("'own.yml': line 1, column ") == true)
        if let hint { #expect(error?.hints == [hint]) }
    }
}
