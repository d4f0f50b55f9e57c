import JSON
import TestSupport
import Testing

/// Where providers are, and what comes of one that is nowhere.
@Suite struct ProviderAddressTests {
    let place: ProviderPlace

    init() throws { place = try ProviderPlace() }

    /// What is listed of a provider.
    private func row(_ name: String, _ environment: [String: String]) throws -> JSON? {
        let list = try place.provider("list", "--json", environment: environment)
        return try ProviderPlace.documents(list)[0]["providers"]?.arrayValue?.first {
            $0["name"]?.stringValue == name
        }
    }

    @Test(arguments: [
        ("192.168.1.5", "http://192.168.1.5:11434"), ("192.168.1.5:80", "http://192.168.1.5:80"),
        ("myhost", "http://myhost:11434"), ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:5", "http://127.0.0.1:5"), (":11434", "http://127.0.0.1:11434"),
        ("[::1]", "http://[::1]:11434"), ("[::]:7", "http://127.0.0.1:7"), ("myhost:", "http://myhost:11434"),
        ("http://myhost", "http://myhost"), ("https://myhost/", "https://myhost"),
        ("HTTPS://myhost:1/api", "https://myhost:1/api"), ("myhost/api/", "http://myhost:11434/api"),
    ])
    func `Ollama's variable is read as Ollama reads it, and no key is needed`(text: String, url: String)
        throws
    {
        let row = try row("ollama", ["OLLAMA_HOST": text])
        #expect(row?["url"]?.stringValue == url)
        #expect(row?["key_needed"] == false)
    }

    @Test(arguments: [
        "http://h/ok?key=SECRET", "http://h/#x", "http://h/a b", "http://h\n", "http://user:pw@h/", "ftp://h",
        "http://", "http:///x", "http://:80", "https://h\u{7F}",
    ])
    func `an address that is none is refused without repeating it`(text: String) throws {
        let outcome = try place.provider("ask", "gemini", "Hi", environment: ["AUTOWRK_GEMINI_URL": text])
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: the address of provider 'gemini' "), "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("SECRET") && !outcome.stderr.contains("pw"))
        let row = try row("gemini", ["AUTOWRK_GEMINI_URL": text])
        #expect(row?["url"] == nil && row?["fault"]?.stringValue?.hasPrefix("the address ") == true)
    }

    @Test(arguments: [
        ("HTTP://Host/v1/", "http://Host/v1", true), ("https://h", "https://h", true),
        ("127.0.0.1:8080", "http://127.0.0.1:8080", false), ("http://127.1.2.3", "http://127.1.2.3", false),
        ("http://LOCALHOST:1/v1", "http://LOCALHOST:1/v1", false),
        ("http://[::1]:1", "http://[::1]:1", false),
        ("http://localhost.evil.example", "http://localhost.evil.example", true),
        ("http://127.evil.example", "http://127.evil.example", true),
        ("http://h/a@b", "http://h/a@b", true),
    ])
    func `a key is needed but on this machine`(text: String, url: String, isNeeded: Bool) throws {
        let row = try row("gemini", ["AUTOWRK_GEMINI_URL": text])
        #expect(row?["url"]?.stringValue == url)
        #expect(row?["key_needed"]?.boolValue == isNeeded)
    }

    @Test func `a key that anybody on the way could read is warned of`() throws {
        let server = try ProviderPlace.server(.anthropic)
        try place.sandbox.git("config", "http.proxy", server.url, in: place.path)
        for (url, isWarned) in [("http://far.invalid", true), (server.url, false)] {
            let outcome = try place.provider(
                "test", "anthropic",
                environment: ["AUTOWRK_ANTHROPIC_URL": url, "ANTHROPIC_API_KEY": ProviderPlace.key])
            #expect(outcome.status == 0, "\(outcome.stderr)")
            #expect(
                outcome.stderr.contains(
                    "warning: the key of 'anthropic' goes to 'far.invalid' without encryption") == isWarned,
                "\(outcome.stderr)")
        }
    }

    @Test func `one provider that makes no sense keeps nobody from asking others`() throws {
        let server = try ProviderPlace.server(.anthropic)
        for (key, value) in [("foo.model", "bar"), ("gemini.format", "soap"), ("openai.timeout", "long")] {
            try place.sandbox.git("config", "autowrk.provider.\(key)", value, in: place.path)
        }
        let environment = ProviderPlace.environment(.anthropic, server)
            .merging(["OLLAMA_HOST": "user:pw@host"]) { $1 }
        #expect(try place.provider("ask", "Hi there", environment: environment).stdout == "Hello\n")
        let list = try place.provider("list", environment: environment)
        #expect(list.status == 0 && list.stdout.contains("can't be asked"))
        #expect(
            list.stderr.contains(
                "warning: provider 'foo' has neither an address nor a command\nhint: git config autowrk.provider.foo.url <address>\n"
            ), "\(list.stderr)")
        #expect(list.stderr.contains("warning: 'autowrk.provider.gemini.format' must be one of "))
        #expect(list.stderr.contains("warning: 'autowrk.provider.openai.timeout' "))
        #expect(list.stderr.contains("warning: the address of provider 'ollama' must begin with "))
        #expect(!(list.stdout + list.stderr).contains("pw@"))
        let foo = try place.provider("ask", "foo", "Hi", environment: environment)
        #expect(foo.status == 2)
        #expect(foo.stderr.hasPrefix("error: provider 'foo' has neither an address nor a command\nhint: "))
    }

    @Test func `an Ollama that is elsewhere needs no key`() throws {
        let server = try ProviderPlace.server(.ollama)
        try place.sandbox.git("config", "http.proxy", server.url, in: place.path)
        let outcome = try place.provider(
            "ask", "ollama", "Hi", "--model", "llama3", environment: ["OLLAMA_HOST": "ollama.invalid"])
        #expect(outcome.stdout == "Hello\n", "\(outcome.stderr)")
        #expect(server.requests.map(\.path) == ["http://ollama.invalid:11434/api/chat"])
    }

    @Test func `two names that read the same in a variable don't share a key`() throws {
        let server = try ProviderPlace.server(.chat)
        for name in ["a-b", "a.b"] {
            try place.sandbox.git(
                "config", "autowrk.provider.\(name).url", server.url + "/v1", in: place.path)
        }
        let environment = ["AUTOWRK_A_B_KEY": ProviderPlace.key]
        for name in ["a-b", "a.b"] {
            let outcome = try place.provider("ask", name, "Hi", "--model", "m", environment: environment)
            #expect(outcome.status == 0, "\(outcome.stderr)")
        }
        #expect(
            server.requests.map { $0.fields["authorization"] } == ["Bearer \(ProviderPlace.key)", nil])
    }
}
