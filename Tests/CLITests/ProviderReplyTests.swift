import JSON
import TestSupport
import Testing

/// What is made of answers that are not as one would wish, and of those that were given before.
@Suite struct ProviderReplyTests {
    let place: ProviderPlace

    init() throws { place = try ProviderPlace() }

    private func ask(
        _ wire: ProviderWire, _ server: ScriptedServer, _ more: String..., environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try place.sandbox.autowrk(
            ["provider", "ask", wire.name, "Hi there"] + more, in: place.path,
            environment: ProviderPlace.environment(wire, server).merging(environment) { $1 })
    }

    @Test func `a key that a server repeats is printed nowhere`() throws {
        let key = JSON.string(ProviderPlace.key)
        let call: JSON = [
            "type": "message", "model": key, "stop_reason": "tool_use", "id": key,
            "content": [
                ["type": "thinking", "thinking": key, "signature": "s"], ["type": "text", "text": key],
                ["type": "tool_use", "id": key, "name": key, "input": [ProviderPlace.key: key]],
            ],
            "usage": ["input_tokens": 1, "output_tokens": 1],
        ]
        let start: JSON = [
            "type": "content_block_start", "index": 0,
            "content_block": ["type": "tool_use", "id": key, "name": key, "input": [:]],
        ]
        let fields = ["request-id": ProviderPlace.key]
        let good = try ScriptedServer { request in
            request.text.contains(#""stream":true"#)
                ? [.head(type: "text/event-stream"), .text("data: \(start.canonical)\n\n")]
                : [.respond(200, call.canonical, fields: fields)]
        }
        let bad = try ScriptedServer { _ in
            [
                .respond(
                    429,
                    #"{"type":"error","error":{"type":"\#(ProviderPlace.key)","message":"\#(ProviderPlace.key)"}}"#,
                    fields: fields)
            ]
        }
        for server in [good, bad] {
            for more in [[], ["--json"], ["--stream"], ["--stream", "--json"]] {
                let outcome = try place.sandbox.autowrk(
                    ["provider", "ask", "anthropic", "Hi"] + more, in: place.path,
                    environment: ProviderPlace.environment(.anthropic, server))
                #expect(!(outcome.stdout + outcome.stderr).contains(ProviderPlace.key), "\(more)")
            }
            for command in ["test", "compare"] {
                let outcome = try place.sandbox.autowrk(
                    ["provider", command]
                        + (command == "test" ? ["anthropic"] : ["Hi", "--providers", "anthropic"]),
                    in: place.path, environment: ProviderPlace.environment(.anthropic, server))
                #expect(!(outcome.stdout + outcome.stderr).contains(ProviderPlace.key), "\(command)")
            }
        }
        #expect(try !place.clone.export().contains(ProviderPlace.key))
    }

    @Test func `an answer that was given before is not paid again, but by who tests or compares`() throws {
        try place.sandbox.git("config", "autowrk.replyCache", "true", in: place.path)
        let server = try ProviderPlace.server(.anthropic)
        for _ in 1...2 { #expect(try ask(.anthropic, server).stdout == "Hello\n") }
        #expect(server.requests.count == 1)
        let environment = ProviderPlace.environment(.anthropic, server)
        for _ in 1...2 { _ = try place.provider("test", "anthropic", environment: environment) }
        #expect(server.requests.count == 3)
        for _ in 1...2 {
            _ = try place.provider(
                "compare", "Hi there", "--providers", "anthropic", environment: environment)
        }
        #expect(server.requests.count == 5)
    }

    @Test func `who refuses says why, and it is no success`() throws {
        let refusal: JSON = [
            "id": "c", "model": "gpt-5",
            "choices": [
                [
                    "index": 0, "finish_reason": "stop",
                    "message": ["role": "assistant", "content": .null, "refusal": "I can't help with that."],
                ]
            ],
            "usage": ["prompt_tokens": 1, "completion_tokens": 1],
        ]
        let server = try ScriptedServer { _ in [.respond(200, refusal.canonical)] }
        let words = try ask(.chat, server)
        #expect(words.status == 1 && words.stdout == "")
        #expect(words.stderr.contains("refused: I can't help with that.\n"), "\(words.stderr)")
        let json = try ask(.chat, server, "--json")
        #expect(json.status == 1)
        #expect(try ProviderPlace.documents(json)[0]["refusal"] == "I can't help with that.")
    }

    @Test func `nothing for an answer is no passed test`() throws {
        let empty = ProviderWire.chat.whole.canonical.replacing("\"Hello\"", with: "\"\"")
        let piece = ProviderWire.chat.pieces.joined().replacing("\"Hel\"", with: "\"\"").replacing(
            "\"lo\"", with: "\"\"")
        let server = try ScriptedServer { request in
            request.text.contains(#""stream":true"#)
                ? [.head(type: "text/event-stream"), .text(piece)] : [.respond(200, empty)]
        }
        let outcome = try place.provider(
            "test", "openai-chat", environment: ProviderPlace.environment(.chat, server))
        #expect(outcome.status == 1)
        #expect(outcome.stdout.hasPrefix("✗ openai-chat"), "\(outcome.stdout)")
        #expect(outcome.stdout.hasSuffix(": nothing was answered\n"), "\(outcome.stdout)")
    }

    @Test func `a limit says until when, a server that has moved what to do`() throws {
        let error = #"{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}"#
        let limited = try ScriptedServer { _ in [.respond(429, error, fields: ["retry-after": "61"])] }
        let outcome = try ask(.anthropic, limited)
        #expect(outcome.status == 1)
        #expect(outcome.stderr.contains("slow down, again in 1 m 01 s"), "\(outcome.stderr)")
        let moved = try ScriptedServer { _ in
            [.respond(307, "", fields: ["location": "https://elsewhere.invalid/"])]
        }
        #expect(
            try ask(.anthropic, moved).stderr.contains("git config autowrk.provider.<name>.url <address>"))
    }

    @Test func `an error amid a streamed answer stands on a line of its own`() throws {
        let error: JSON = ["type": "error", "error": ["type": "api_error", "message": "broken"]]
        let server = try ScriptedServer { _ in
            [
                .head(type: "text/event-stream"), .text(ProviderWire.anthropic.pieces[0]),
                .text("data: \(error.canonical)\n\n"),
            ]
        }
        let outcome = try ask(.anthropic, server, "--stream")
        #expect(outcome.status == 1)
        #expect(outcome.stdout == "Hel\n")
    }

    @Test func `one account is asked once where nobody is named`() throws {
        let server = try ProviderPlace.server(.openAI)
        try place.sandbox.git("config", "http.proxy", server.url, in: place.path)
        let outcome = try place.provider(
            "test", "--json",
            environment: ["OPENAI_API_KEY": ProviderPlace.key, "OPENAI_BASE_URL": "http://openai.invalid/v1"])
        let answers = try ProviderPlace.documents(outcome)[0]["answers"]?.arrayValue
        #expect(answers?.map { $0["asked"] } == ["openai"], "\(outcome.stdout)")
        #expect(server.requests.count == 1)
    }

    @Test func `usage since long ago is there at once`() throws {
        let server = try ProviderPlace.server(.anthropic)
        _ = try ask(.anthropic, server)
        let usage = try place.provider("usage", "--since", "1000-01-01", "--json")
        #expect(try ProviderPlace.documents(usage)[0]["usage"]?.arrayValue?.count == 1, "\(usage.stderr)")
        let none = try place.provider("usage", "--since", "2099-01-01")
        #expect(none.stderr == "no models were asked\n")
    }

    @Test(arguments: [
        #"{"messages":[{"role":"user","content":"x"}],}"#, #"[{"role":"user"},{"content":"x"}]"#,
        #"[{"role":"user","content":"x"},{"content":"x"}]"#, #"{"messages":[]}"#, #"{"messages":"x"}"#,
        #"{"messages":[{"role":"user","content":"x"}],"max_tokens":"many"}"#,
        #"{"messages":[{"role":"user","content":"x"}],"temperature":9}"#,
        #"[{"role":"user","content":"x"},]"#,
    ])
    func `a conversation with a slip is not sent as a text`(input: String) throws {
        let server = try ProviderPlace.server(.anthropic)
        let outcome = try place.provider(
            "ask", "anthropic", input: input, environment: ProviderPlace.environment(.anthropic, server))
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: cannot read the conversation: "), "\(outcome.stderr)")
        #expect(server.requests.isEmpty)
    }

    @Test func `what a conversation limits is sent, and what is not understood is named`() throws {
        let server = try ProviderPlace.server(.anthropic)
        let input =
            #"{"messages":[{"role":"user","content":"x"}],"max_tokens":7,"temperature":0.5,"seed":1,"stream":true}"#
        let outcome = try place.provider(
            "ask", "anthropic", input: input, environment: ProviderPlace.environment(.anthropic, server))
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.hasPrefix("warning: not understood, and not sent: seed, stream\n"))
        let body = try JSON(parsing: try #require(server.requests.first).body)
        #expect(body["max_tokens"] == 7 && body["temperature"] == .number(0.5))
        #expect(body["stream"] != true)
    }
}
