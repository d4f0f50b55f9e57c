import AI
import HTTP
import JSON
import Testing

struct AnthropicTests {
    private let format = Anthropic()

    // MARK: Requests

    @Test func `a question goes to messages with the key in its field`() throws {
        let (request, body) = try format.sent(
            ModelRequest(model: "claude-x", messages: [Message(.user, "Hi")]))
        #expect(request.url == "https://api.anthropic.com/v1/messages" && request.method == "POST")
        #expect(request.fields["x-api-key"] == "k-1" && request.fields["anthropic-version"] == "2023-06-01")
        #expect(
            body == [
                "model": "claude-x", "max_tokens": 8192, "stream": false,
                "messages": [["role": "user", "content": [["type": "text", "text": "Hi"]]]],
            ])
        #expect(
            try format.sent(ModelRequest(model: "m", messages: []), base: "http://x/v1").request.url
                == "http://x/v1/messages")
    }

    @Test func `calls and results keep their order, results stand first`() throws {
        let body = try format.sent(Conversations.withTools(), streamed: true).body
        #expect(body.at("stream") == true && body.at("tool_choice/type") == "auto")
        #expect(
            body.at("messages/1/content/1") == [
                "type": "tool_use", "id": "a", "name": "weather", "input": ["place": "Ulm"],
            ])
        #expect(
            body.at("messages/2/content/0") == ["type": "tool_result", "tool_use_id": "a", "content": "3 °C"])
        #expect(body.at("messages/2/content/1/is_error") == true)
        #expect(body.at("messages/2/content/2/text") == "Quick!")
    }

    @Test func `what comes again with the next question is cached`() throws {
        let body = try format.sent(Conversations.withTools()).body
        let places = ["system/0", "tools/0", "messages/2/content/2"]
        for place in places {
            #expect(body.at("\(place)/cache_control") == ["type": "ephemeral"], "\(place)")
        }
        #expect(body.canonical.split(separator: "cache_control").count - 1 == places.count)
    }

    @Test(
        arguments: [
            (.required, ["type": "any"]), (.none, ["type": "none"]),
            (.named("weather"), ["type": "tool", "name": "weather"]),
        ] as [(ToolChoice, JSON)])
    func `tools can be asked for`(choice: ToolChoice, expected: JSON) throws {
        var request = Conversations.withTools()
        request.toolChoice = choice
        #expect(try format.sent(request).body["tool_choice"] == expected)
    }

    @Test func `a shape is asked for, or told where the model does not know of shapes`() throws {
        var request = ModelRequest(model: "m", system: "Be brief.", messages: [Message(.user, "Good?")])
        request.output = Conversations.shape
        let body = try format.sent(request).body
        #expect(body.at("output_config/format/schema/required") == ["good"])
        #expect(body.at("system/0/text") == "Be brief.")
        request.abilities.structuredOutput = .none
        let told = try format.sent(request).body
        #expect(told["output_config"] == nil)
        #expect(told.at("system/0/text")?.stringValue?.contains(#""required":["good"]"#) == true)
    }

    @Test func `thinking is told by a word or by a number`() throws {
        var request = ModelRequest(model: "m", messages: [Message(.user, "Hi")])
        (request.thinking, request.temperature) = (.high, 0.3)
        let word = try format.sent(request).body
        #expect(word["thinking"] == ["type": "adaptive"] && word.at("output_config/effort") == "high")
        #expect(word["temperature"] == nil)
        request.abilities.thinking = .budget
        let number = try format.sent(request).body
        #expect(number["thinking"] == ["type": "enabled", "budget_tokens": 24576])
        #expect(number["max_tokens"] == 32768)
        request.maximumOutput = 4000
        let little = try format.sent(request).body
        #expect(little.at("thinking/budget_tokens") == 3000 && little["max_tokens"] == 4000)
        request.maximumOutput = 1000
        let tooLittle = try format.sent(request).body
        #expect(tooLittle["thinking"] == nil && tooLittle["temperature"] == .number(0.3))
        request.thinking = ThinkingEffort.none
        #expect(try format.sent(request).body["thinking"] == ["type": "disabled"])
        request.abilities.thinking = .none
        #expect(try format.sent(request).body["thinking"] == nil)
    }

    @Test func `a call that is wanted goes before thinking, which can't go with it`() throws {
        var request = Conversations.withTools()
        (request.thinking, request.toolChoice) = (.low, .required)
        #expect(try format.sent(request).body["thinking"] == nil)
    }

    @Test func `what other formats left behind is left out, and ids fit`() throws {
        let body = try format.sent(Conversations.fromElsewhere(format.name)).body
        #expect(!body.canonical.contains("SECRET"))
        #expect(body["messages"]?.arrayValue?.count == 3)
        let id = try #require(body.at("messages/1/content/1/id")?.stringValue)
        #expect(id.utf8.count <= 64 && id.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" })
        #expect(body.at("messages/2/content/0/tool_use_id")?.stringValue == id)
    }

    @Test func `thoughts that led to nothing are left out`() throws {
        let seal = Seal(format: format.name, ["signature": "c2ln"])
        let body = try format.sent(Conversations.cutOff(seal)).body
        #expect(body.canonical.contains("HELD") && !body.canonical.contains("LOOSE"))
    }

    @Test func `tools of calls that were made are named, though none may be called`() throws {
        var request = Conversations.withTools()
        request.tools = []
        let body = try format.sent(request).body
        #expect(body["tools"] == [["name": "weather", "input_schema": ["type": "object"]]])
        #expect(body["tool_choice"] == ["type": "none"])
    }

    @Test func `arguments that are no object are told as such`() throws {
        var request = Conversations.withTools()
        for (arguments, input) in [("[1", ["INVALID_JSON": "[1"]), ("", [:]), ("7", ["INVALID_JSON": "7"])]
            as [(String, JSON)]
        {
            request.messages[1].parts[1] = .toolCall(ToolCall(id: "a", name: "weather", arguments: arguments))
            #expect(try format.sent(request).body.at("messages/1/content/1/input") == input)
        }
    }

    // MARK: Answers

    private let answer = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x-1","content":[
        {"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"redacted_thinking","data":"ZGF0YQ"},
        {"type":"text","text":"I look. ☃"},
        {"type":"server_tool_use","id":"srv_1","name":"web_search","input":{"query":"Ulm"}},
        {"type":"tool_use","id":"t1","name":"weather","input":{"place":"Ulm"}},
        {"type":"tool_use","id":"t2","name":"weather","input":{}}],
        "stop_reason":"tool_use","usage":{"input_tokens":7,"output_tokens":9,"cache_read_input_tokens":100,
        "cache_creation_input_tokens":20,"output_tokens_details":{"thinking_tokens":4}}}
        """

    @Test func `an answer is read`() throws {
        let reply = try format.reply(answer, fields: ["request-id": "req_9"])
        #expect(reply.message.text == "I look. ☃" && reply.message.thinking == "Hm.")
        #expect(reply.message.toolCalls.map(\.id) == ["t1", "t2"])
        #expect(reply.message.toolCalls.map(\.arguments) == [#"{"place":"Ulm"}"#, "{}"])
        #expect(reply.stop == .tools && reply.stopWord == "tool_use")
        #expect(reply.model == "claude-x-1" && reply.requestID == "req_9")
        #expect(
            reply.usage
                == Usage(
                    input: 7, output: 9, cacheRead: 100, cacheWrite: 20, thinking: 4, inputHoldsCache: false))
    }

    @Test func `an answer comes back as it was, seals and the provider's own parts among it`() throws {
        let reply = try format.reply(answer)
        let body = try format.sent(
            ModelRequest(model: "m", messages: [Message(.user, "Hi"), reply.message, Message(.user, "And?")])
        ).body
        #expect(body.at("messages/1/content") == (try JSON(parsing: answer))["content"])
    }

    private let stream = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","model":"claude-x-1","content":[],"usage":{"input_tokens":7,"output_tokens":1,"cache_read_input_tokens":5}}}

        : a comment

        event: ping
        data: {"type":"ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Schnee ☃"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":" und 🧤"}}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t1","name":"weather","input":{}}}

        event: content_block_start
        data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"t2","name":"weather","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"place\\": \\"U"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"lm\\"}"}}

        event: content_block_start
        data: {"type":"content_block_start","index":4,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"{\\"query\\":1}"}}

        event: something_new
        data: {"type":"something_new"}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":42}}

        event: message_stop
        data: {"type":"message_stop"}


        """

    @Test func `a stream is put together`() throws {
        let (reply, pieces) = try format.streamed(stream)
        #expect(reply.message.parts.count == 5)
        #expect(reply.message.text == "Schnee ☃ und 🧤" && reply.message.thinking == "Hm.")
        #expect(reply.message.toolCalls.map(\.arguments) == [#"{"place": "Ulm"}"#, "{}"])
        #expect(
            reply.message.parts.last
                == .foreign(
                    format: "anthropic",
                    ["type": "server_tool_use", "id": "s", "name": "web_search", "input": ["query": 1]]))
        #expect(reply.usage == Usage(input: 7, output: 42, cacheRead: 5, inputHoldsCache: false))
        #expect(reply.stop == .tools && reply.requestID == "msg_1")
        #expect(
            pieces == [
                .thinking("Hm."), .text("Schnee ☃"), .text(" und 🧤"), .toolCall(id: "t1", name: "weather"),
                .toolCall(id: "t2", name: "weather"),
            ])
    }

    @Test(arguments: [
        ("end_turn", StopReason.finished), ("stop_sequence", .finished), ("tool_use", .tools),
        ("max_tokens", .length), ("model_context_window_exceeded", .length), ("refusal", .refused),
        ("pause_turn", .other), ("brand_new", .other),
    ])
    func `each reason to stop has its kind`(word: String, stop: StopReason) throws {
        let reply = try format.reply(#"{"type":"message","content":[],"stop_reason":"\#(word)"}"#)
        #expect(reply.stop == stop && reply.stopWord == word)
    }

    @Test func `a refusal says why`() throws {
        let reply = try format.reply(
            #"{"content":[],"stop_reason":"refusal","stop_details":{"type":"refusal","explanation":"No."}}"#)
        #expect(reply.refusal == "No." && reply.message.text.isEmpty)
    }

    // MARK: Errors

    @Test(
        arguments: [
            (401, "authentication_error", "invalid x-api-key", .authentication),
            (403, "permission_error", "Your key may not do this", .authentication),
            (
                400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.",
                .quota
            ),
            (400, "billing_error", "Pay", .quota), (429, "rate_limit_error", "Slow down", .rateLimit),
            (529, "overloaded_error", "Overloaded", .overload),
            (500, "api_error", "Internal server error", .overload),
            (504, "timeout_error", "Timed out", .overload), (404, "not_found_error", "model: x", .request),
            (413, "request_too_large", "Request exceeds the maximum size", .contextTooLong),
            (
                400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum",
                .contextTooLong
            ),
            (400, "invalid_request_error", "Output blocked by content filtering policy", .refused),
            (400, "invalid_request_error", "max_tokens: 9 > 8", .request),
        ] as [(Int, String, String, ModelError.Kind)])
    func `each error has its kind`(status: Int, type: String, message: String, kind: ModelError.Kind) {
        let body =
            #"{"type":"error","error":{"type":"\#(type)","message":"\#(message)"},"request_id":"req_7"}"#
        let error = format.error(status, body)
        #expect(error.kind == kind && error.status == status && error.requestID == "req_7" && error.isFree)
        #expect(error.message.hasSuffix(": \(message)") && error.message.hasPrefix("'anthropic' "))
    }

    @Test func `an error is told in the house's voice`() {
        let body =
            #"{"error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum"}}"#
        #expect(
            format.error(400, body).message
                == "'anthropic' refused the request: prompt is too long: 9 tokens > 8 maximum")
        #expect(format.error(401, "{}").hints == ["the key is read from ANTHROPIC_API_KEY"])
    }

    @Test func `an error amid the stream has its kind, and what came before it is paid`() {
        let start = String(
            stream.prefix(
                upTo: stream.firstRange(of: "event: content_block_start")?.lowerBound ?? stream.startIndex))
        let report =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"
        let early = format.streamError(start + report, fields: ["request-id": "req_1"])
        #expect(early?.kind == .overload && early?.isFree == true && early?.requestID == "req_1")
        let late = format.streamError(
            stream.replacing("event: message_delta", with: report + "event: message_delta"))
        #expect(late?.kind == .overload && late?.isFree == false)
        let timeout = report.replacing("overloaded_error", with: "timeout_error")
        #expect(format.streamError(timeout)?.kind == .timeout)
    }

    @Test func `a stream without its end mark is no answer`() {
        let cut = stream.replacing("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", with: "")
        let error = format.streamError(cut)
        #expect(error?.kind == .network && error?.isFree == false)
        #expect(error?.message == "'anthropic' ended amid the answer")
        #expect(format.streamError("")?.isFree == true)
    }
}
