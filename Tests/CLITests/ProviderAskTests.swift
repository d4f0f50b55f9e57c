import JSON
import TestSupport
import Testing

/// `provider ask`, for real, against each wire format.
@Suite struct ProviderAskTests {
    let place: ProviderPlace

    init() throws { place = try ProviderPlace() }

    private func model(_ wire: ProviderWire) -> [String] { wire.hasModel ? [] : ["--model", "llama3"] }

    private func ask(
        _ wire: ProviderWire, _ server: ScriptedServer, _ more: [String], input: String = ""
    ) throws -> CommandOutcome {
        try place.sandbox.autowrk(
            ["provider", "ask", wire.name] + model(wire) + more, in: place.path, input: input,
            environment: ProviderPlace.environment(wire, server))
    }

    @Test(arguments: ProviderWire.all)
    func `an answer is printed, what it took beside it`(wire: ProviderWire) throws {
        let server = try ProviderPlace.server(wire)
        for more in [["Hi there"], ["Hi there", "--stream"]] {
            let outcome = try ask(wire, server, more)
            #expect(outcome.status == 0, "\(outcome.stderr)")
            #expect(outcome.stdout == "Hello\n")
            #expect(outcome.stderr.hasPrefix("\(wire.name)/"), "\(outcome.stderr)")
            #expect(outcome.stderr.contains("10 + 2 tokens"), "\(outcome.stderr)")
        }
        for request in server.requests {
            #expect(request.method == "POST" && request.text.contains("Hi there"))
            if let key = wire.key { #expect(request.fields[key.field] == key.prefix + ProviderPlace.key) }
            #expect(!request.path.contains(ProviderPlace.key) && !request.text.contains(ProviderPlace.key))
        }
    }

    @Test(arguments: ProviderWire.all)
    func `the document has text, usage, price, timings and attempts`(wire: ProviderWire) throws {
        let server = try ProviderPlace.server(wire)
        for more in [["Hi", "--json"], ["Hi", "--json", "--stream"]] {
            let outcome = try ask(wire, server, more)
            #expect(outcome.status == 0, "\(outcome.stderr)")
            let documents = try ProviderPlace.documents(outcome)
            let document = try #require(documents.last)
            #expect(document["schema"] == 1)
            #expect(document["provider"]?.stringValue == wire.name)
            #expect(document["text"] == "Hello")
            #expect(document["stop_reason"] == "finished")
            #expect(document["tool_calls"] == [])
            #expect(document["usage"]?["input"] == 10 && document["usage"]?["output"] == 2)
            #expect(document["price_usd"] != nil && document["request_id"] != nil)
            #expect(document["timings"]?["total_ms"]?.integerValue != nil)
            #expect(document["attempts"]?.arrayValue?.count == 1)
            let pieces = documents.dropLast().compactMap { $0["text"]?.stringValue }
            #expect(pieces == (more.count == 3 ? ["Hel", "lo"] : []))
        }
    }

    @Test(arguments: ProviderWire.all)
    func `pieces are printed as they come`(wire: ProviderWire) throws {
        let signal = Signal()
        let server = try ScriptedServer { _ in wire.answer(after: signal) }
        let process = try place.sandbox.start(
            ["git-autowrk", "provider", "ask", wire.name] + model(wire) + ["Hi", "--stream", "--json"],
            in: place.path, environment: ProviderPlace.environment(wire, server))
        // The server does not go on before this is read.
        let first = try #require(try process.nextLines()?.first)
        #expect(try JSON(parsing: first)["text"] == "Hel")
        signal.give()
        var rest: [String] = []
        while let lines = try process.nextLines() { rest += lines }
        #expect(try JSON(parsing: try #require(rest.last))["text"] == "Hello")
        #expect(try process.finish().status == 0)
    }

    @Test func `tools from a file are offered, and what is to be called is printed`() throws {
        let wire = ProviderWire.anthropic
        let call: JSON = [
            "type": "message", "model": "claude-sonnet-4-5", "stop_reason": "tool_use",
            "content": [["type": "tool_use", "id": "t1", "name": "weather", "input": ["city": "Rome"]]],
            "usage": ["input_tokens": 1, "output_tokens": 1],
        ]
        let server = try ScriptedServer { _ in [.respond(200, call.canonical)] }
        try place.sandbox.write(
            "tools.json",
            #"[{"type":"function","function":{"name":"weather","description":"tells it","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]"#
        )
        let file = place.sandbox.path("tools.json")
        let outcome = try ask(wire, server, ["Hi", "--tools", file])
        #expect(outcome.stdout == "weather {\"city\":\"Rome\"}\n", "\(outcome.stderr)")
        let document = try ProviderPlace.documents(try ask(wire, server, ["Hi", "--tools", file, "--json"]))[
            0]
        #expect(
            document["tool_calls"] == [["id": "t1", "name": "weather", "arguments": ["city": "Rome"]]])
        #expect(document["stop_reason"] == "tools")
        let body = try JSON(parsing: server.requests[0].body)
        #expect(body["tools"]?.arrayValue?.first?["name"] == "weather")
    }

    @Test func `a conversation in JSON comes from standard input`() throws {
        let wire = ProviderWire.anthropic
        let server = try ProviderPlace.server(wire)
        let conversation: JSON = [
            "model": "claude-haiku-4-5",
            "messages": [
                ["role": "system", "content": "Be short."], ["role": "user", "content": "Hi"],
                ["role": "assistant", "content": "Ho"], ["role": "user", "content": "And?"],
            ],
        ]
        let outcome = try ask(wire, server, [], input: conversation.canonical)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let body = try JSON(parsing: try #require(server.requests.first).body)
        #expect(body["model"] == "claude-haiku-4-5")
        #expect(body["system"]?.canonical.contains("Be short.") == true)
        #expect(body["messages"]?.arrayValue?.map { $0["role"] } == ["user", "assistant", "user"])
        let last: JSON = ["messages": [["role": "assistant", "content": "Ho"]]]
        let refused = try ask(wire, server, [], input: last.canonical)
        #expect(refused.status == 2)
        #expect(
            refused.stderr == "error: cannot read the conversation: the last message must be the user's\n")
        _ = try ask(wire, server, [], input: #"[{"role": "engineer", "name": "Ada"}]"#)
        #expect(server.requests.last?.text.contains("engineer") == true, "people have roles, too")
        _ = try ask(wire, server, [], input: "{\"a\": 1}")
        #expect(server.requests.last?.text.contains(#"{\"a\": 1}"#) == true, "JSON that is none is a prompt")
        #expect(try ask(wire, server, [], input: " \n").stderr == "error: the prompt is empty\n")
    }

    @Test func `options shape what is asked`() throws {
        let server = try ProviderPlace.server(.anthropic)
        try place.sandbox.write("schema.json", #"{"type":"object","properties":{"a":{"type":"string"}}}"#)
        let outcome = try ask(
            .anthropic, server,
            [
                "Hi", "--system", "Be short.", "--max-tokens", "77", "--temperature", "0.5", "--model",
                "claude-sonnet-4-6", "--output-schema", place.sandbox.path("schema.json"),
            ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let body = try JSON(parsing: try #require(server.requests.first).body)
        #expect(body["max_tokens"] == 77 && body["temperature"] == .number(0.5))
        #expect(body["model"] == "claude-sonnet-4-6")
        #expect(body["output_config"]?["format"]?["schema"]?["properties"]?["a"] == ["type": "string"])
    }

    @Test(arguments: [
        (["--temperature", "3"], "option '--temperature' takes a number from 0 to 2, not '3'"),
        (["--temperature", "warm"], "option '--temperature' takes a number from 0 to 2, not 'warm'"),
        (["--thinking", "hard"], "option '--thinking' takes none, low, medium or high, not 'hard'"),
        (["--max-tokens", "0"], "option '--max-tokens'"),
        (["--tools", "/none"], "cannot open '/none': "),
        (["--output-schema", "/none"], "cannot open '/none': "),
    ])
    func `values that make no sense are refused before anything is asked`(words: [String], message: String)
        throws
    {
        let server = try ProviderPlace.server(.anthropic)
        let outcome = try ask(.anthropic, server, ["Hi"] + words)
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: \(message)"), "\(outcome.stderr)")
        #expect(server.requests.isEmpty)
    }

    @Test func `files that are none of what they should be are refused`() throws {
        let server = try ProviderPlace.server(.anthropic)
        try place.sandbox.write("list.json", "[1]")
        try place.sandbox.write("text.json", "no json")
        let (list, text) = (place.sandbox.path("list.json"), place.sandbox.path("text.json"))
        #expect(
            try ask(.anthropic, server, ["Hi", "--tools", list]).stderr
                == "error: cannot read '\(list)': a tool needs a 'name'\n")
        #expect(
            try ask(.anthropic, server, ["Hi", "--tools", text]).stderr.hasPrefix(
                "error: cannot read '\(text)': "))
        #expect(
            try ask(.anthropic, server, ["Hi", "--output-schema", list]).stderr
                == "error: '\(list)' is no JSON Schema: it must be an object in JSON\n")
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        (401, "authentication_error", "authentication", 2), (403, "permission_error", "authentication", 2),
        (404, "not_found_error", "request", 1), (413, "request_too_large", "context-too-long", 1),
        (429, "rate_limit_error", "rate-limit", 1), (500, "api_error", "overload", 1),
        (529, "overloaded_error", "overload", 1),
    ])
    func `an error has its kind, its words and its exit status`(
        status: Int, type: String, kind: String, exit: Int32
    ) throws {
        let body: JSON = [
            "type": "error", "error": ["type": .string(type), "message": .string("no \(ProviderPlace.key)")],
        ]
        let server = try ScriptedServer { _ in
            [.respond(status, body.canonical, fields: ["request-id": "req_7"])]
        }
        let outcome = try ask(.anthropic, server, ["Hi"])
        #expect(outcome.status == exit, "\(outcome.stderr)")
        #expect(outcome.stderr.hasPrefix("error: ") && outcome.stderr.contains("req_7"), "\(outcome.stderr)")
        #expect(!outcome.stderr.contains(ProviderPlace.key))
        let json = try ask(.anthropic, server, ["Hi", "--json"])
        #expect(json.status == exit, "with a document the exit status is the same")
        let document = try ProviderPlace.documents(json)[0]
        #expect(document["error"]?["kind"]?.stringValue == kind)
        #expect(document["error"]?["status"]?.integerValue == Int64(status))
        #expect(!json.stdout.contains(ProviderPlace.key))
    }

    @Test func `a key that a model repeats is not printed, however it is cut`() throws {
        let key = ProviderPlace.key
        let pieces =
            [ProviderWire.anthropic.pieces[0].replacing("\"Hel\"", with: "\"the \(key.prefix(9))\"")]
            + [ProviderWire.anthropic.pieces[1].replacing("\"lo\"", with: "\"\(key.dropFirst(9)) is it\"")]
            + [ProviderWire.anthropic.pieces[2]]
        let server = try ScriptedServer { _ in [.head(), .text(pieces.joined())] }
        #expect(try ask(.anthropic, server, ["Hi", "--stream"]).stdout == "the *** is it\n")
        let json = try ask(.anthropic, server, ["Hi", "--stream", "--json"])
        #expect(
            !json.stdout.contains(key.dropFirst(9)) && !json.stdout.contains(key.prefix(9)), "\(json.stdout)")
        #expect(json.stdout.contains(#""text":"the *** is it""#))
    }

    @Test func `a provider's name alone has its prompt read, and an unknown one is told`() throws {
        let server = try ProviderPlace.server(.anthropic)
        #expect(try ask(.anthropic, server, [], input: "Hi").stdout == "Hello\n")
        #expect(try ask(.anthropic, server, ["anthropic"], input: "other").stdout == "Hello\n")
        #expect(server.requests.last?.text.contains("other") == false, "its name may be the prompt, too")
        let outcome = try place.provider("ask", "antropic", "Hi")
        #expect(outcome.status == 2)
        #expect(
            outcome.stderr.hasPrefix(
                "error: there is no provider 'antropic'\nhint: there are anthropic, openai, "))
        #expect(try place.provider("ask", "hello").stderr.hasPrefix("error: there is no provider 'hello'"))
    }
}
