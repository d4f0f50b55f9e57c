import AI
import HTTP
import JSON
import Testing

struct OpenAIResponsesTests {
    private let format = OpenAIResponses()

    // MARK: Requests

    @Test func `a question goes to responses, and nothing is kept there`() throws {
        var question = ModelRequest(model: "gpt-x", system: "Be brief.", messages: [Message(.user, "Hi")])
        (question.maximumOutput, question.thinking) = (5, .low)
        let (request, body) = try format.sent(question, streamed: true)
        #expect(request.url == "https://api.openai.com/v1/responses")
        #expect(request.fields["authorization"] == "Bearer k-1")
        #expect(
            body == [
                "model": "gpt-x", "instructions": "Be brief.", "input": [["role": "user", "content": "Hi"]],
                "stream": true, "store": false, "include": ["reasoning.encrypted_content"],
                "max_output_tokens": 16, "reasoning": ["effort": "low"],
            ])
    }

    @Test func `a model that does not think is asked for no thoughts`() throws {
        var request = ModelRequest(model: "gpt-x", messages: [Message(.user, "Hi")])
        (request.thinking, request.temperature, request.abilities.thinking) = (.high, 0.5, .none)
        let body = try format.sent(request).body
        #expect(body["include"] == nil && body["reasoning"] == nil && body["temperature"] == .number(0.5))
    }

    @Test func `a model that can't but think is told to think little`() throws {
        var request = ModelRequest(model: "gpt-x", messages: [Message(.user, "Hi")])
        request.thinking = ThinkingEffort.none
        #expect(try format.sent(request).body.at("reasoning/effort") == "none")
        request.abilities.leastEffort = "minimal"
        #expect(try format.sent(request).body.at("reasoning/effort") == "minimal")
    }

    @Test func `calls and results are items of their own`() throws {
        let body = try format.sent(Conversations.withTools()).body
        let items = try #require(body["input"]?.arrayValue)
        #expect(
            items.map { $0["type"] ?? "message" } == [
                "message", "message", "function_call", "function_call", "message", "function_call_output",
                "function_call_output",
            ])
        #expect(
            items[2] == [
                "type": "function_call", "call_id": "a", "name": "weather", "arguments": #"{"place":"Ulm"}"#,
            ])
        #expect(
            items[6] == ["type": "function_call_output", "call_id": "b", "output": "error: no such place"])
    }

    @Test func `a schema is strict only where it can be`() throws {
        var request = Conversations.withTools()
        #expect(try format.sent(request).body.at("tools/0/strict") == true)
        for (key, value) in [
            ("additionalProperties", true), ("required", []), ("minProperties", 1),
            ("properties", ["place": ["type": "object"]]),
        ] as [(String, JSON)] {
            request.tools = [Conversations.weather]
            request.tools[0].parameters[key] = value
            #expect(try format.sent(request).body.at("tools/0/strict") == false, "\(key)")
        }
    }

    @Test(
        arguments: [
            (.required, "required"), (.none, "none"),
            (.named("weather"), ["type": "function", "name": "weather"]),
        ] as [(ToolChoice, JSON)])
    func `tools can be asked for`(choice: ToolChoice, expected: JSON) throws {
        var request = Conversations.withTools()
        request.toolChoice = choice
        #expect(try format.sent(request).body["tool_choice"] == expected)
    }

    @Test func `a shape is asked for strictly`() throws {
        var request = ModelRequest(model: "m", messages: [Message(.user, "Good?")])
        request.output = Conversations.shape
        let shape = try format.sent(request).body.at("text/format")
        #expect(shape?["type"] == "json_schema" && shape?["strict"] == true && shape?["name"] == "verdict")
    }

    @Test func `what other formats left behind is left out, and ids fit`() throws {
        let body = try format.sent(Conversations.fromElsewhere(format.name)).body
        #expect(!body.canonical.contains("SECRET"))
        let id = try #require(body.at("input/2/call_id")?.stringValue)
        #expect(id.utf8.count <= 64 && body.at("input/3/call_id")?.stringValue == id)
    }

    @Test func `thoughts that led to nothing are left out`() throws {
        let seal = Seal(format: format.name, ["type": "reasoning", "id": "r", "encrypted_content": "x"])
        let items = try #require(try format.sent(Conversations.cutOff(seal)).body["input"]?.arrayValue)
        #expect(
            items.map { $0["type"] ?? $0["role"] } == [
                "user", "function_call_output", "reasoning", "assistant",
            ])
    }

    // MARK: Answers

    private let answer = """
        {"id":"resp_1","object":"response","status":"completed","model":"gpt-x-1","output":[
        {"type":"reasoning","id":"rs_1","status":null,"encrypted_content":"ZW5j","summary":[{"type":"summary_text","text":"Hm."}]},
        {"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"commentary","content":[
        {"type":"output_text","text":"I look. ☃","annotations":[]}]},
        {"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"Ulm"}},
        {"type":"function_call","id":"fc_1","call_id":"c1","name":"weather","arguments":"{\\"place\\": \\"Ulm\\"}","status":"completed"},
        {"type":"function_call","id":"fc_2","call_id":"c2","name":"weather","arguments":"","status":"completed"}],
        "usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":30,"cache_write_tokens":2},"output_tokens":9,
        "output_tokens_details":{"reasoning_tokens":4}}}
        """

    @Test func `an answer is read`() throws {
        let reply = try format.reply(answer, fields: ["x-request-id": "req_9"])
        #expect(reply.message.text == "I look. ☃" && reply.message.thinking == "Hm.")
        #expect(reply.message.toolCalls.map(\.id) == ["c1", "c2"])
        #expect(reply.message.toolCalls.map(\.arguments) == [#"{"place": "Ulm"}"#, "{}"])
        #expect(reply.stop == .tools && reply.stopWord == "completed" && reply.requestID == "req_9")
        #expect(reply.usage == Usage(input: 50, output: 9, cacheRead: 30, cacheWrite: 2, thinking: 4))
    }

    @Test func `an answer comes back as the API takes it`() throws {
        let reply = try format.reply(answer)
        let body = try format.sent(ModelRequest(model: "m", messages: [Message(.user, "Hi"), reply.message]))
            .body
        #expect(
            body.at("input/1") == [
                "type": "reasoning", "id": "rs_1", "encrypted_content": "ZW5j",
                "summary": [["type": "summary_text", "text": "Hm."]],
            ])
        #expect(body.at("input/2") == ["role": "assistant", "content": "I look. ☃", "phase": "commentary"])
        #expect(body.at("input/3/id") == "ws_1" && body.at("input/5/arguments") == "{}")
    }

    @Test func `thoughts that were kept nowhere do not come back`() throws {
        let reply = try format.reply(
            #"{"status":"completed","output":[{"type":"reasoning","id":"rs_1","summary":[{"text":"Hm."}]}]}"#)
        #expect(reply.message.thinking == "Hm.")
        let body = try format.sent(ModelRequest(model: "m", messages: [Message(.user, "Hi"), reply.message]))
            .body
        #expect(body["input"]?.arrayValue?.count == 1)
    }

    @Test func `a refusal is no text of the answer`() throws {
        let reply = try format.reply(
            #"{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"No."}]}]}"#
        )
        #expect(reply.stop == .refused && reply.refusal == "No." && reply.message.text.isEmpty)
        let body = try format.sent(ModelRequest(model: "m", messages: [reply.message])).body
        #expect(body.at("input/0") == ["role": "assistant", "content": "No."])
    }

    @Test(arguments: [
        ("completed", "", StopReason.finished), ("complete", "", .finished),
        ("incomplete", "max_output_tokens", .length), ("incomplete", "content_filter", .refused),
        ("incomplete", "brand_new", .other), ("queued", "", .other), ("in_progress", "", .other),
        ("cancelled", "", .other),
    ])
    func `each status has its kind`(status: String, reason: String, stop: StopReason) throws {
        let body = #"{"output":[],"status":"\#(status)","incomplete_details":{"reason":"\#(reason)"}}"#
        let reply = try format.reply(body)
        #expect(reply.stop == stop && reply.stopWord == status)
        let last = status == "incomplete" ? "incomplete" : "completed"
        let (streamed, _) = try format.streamed(
            "data: {\"type\":\"response.\(last)\",\"response\":\(body)}\n\n")
        #expect(streamed.stop == stop)
    }

    private func events(_ events: [String]) -> String {
        events.map { event in
            let name = event.split(separator: "\"")[2]
            return "event: \(name)\ndata: \(event)\n\n"
        }.joined()
    }

    private var deltas: [String] {
        [
            #"{"type":"response.created","response":{"id":"resp_1","status":"in_progress","output":[]}}"#,
            #"{"type":"response.reasoning_summary_text.delta","delta":"Hm."}"#,
            #"{"type":"response.output_text.delta","delta":"I look."}"#,
            #"{"type":"response.output_text.delta","delta":" ☃"}"#,
            #"{"type":"response.output_item.added","output_index":3,"item":{"type":"function_call","call_id":"c1","name":"weather","arguments":""}}"#,
            #"{"type":"response.function_call_arguments.delta","delta":"{}"}"#,
            #"{"type":"response.brand_new","delta":"x"}"#,
        ]
    }

    @Test func `a stream ends in the whole answer`() throws {
        let whole = answer.replacing("\n", with: "")
        let (reply, pieces) = try format.streamed(
            events(deltas + [#"{"type":"response.completed","response":\#(whole)}"#]))
        #expect(reply == (try format.reply(answer)))
        #expect(
            pieces == [.thinking("Hm."), .text("I look."), .text(" ☃"), .toolCall(id: "c1", name: "weather")])
    }

    @Test func `a server that leaves the output out at the end has said it before`() throws {
        let done = [
            #"{"type":"response.output_item.done","output_index":1,"item":{"type":"message","content":[{"type":"output_text","text":"B"}]}}"#,
            #"{"type":"response.output_item.done","output_index":0,"item":{"type":"message","content":[{"type":"output_text","text":"A"}]}}"#,
            #"{"type":"response.completed","response":{"status":"completed","output":[]}}"#,
        ]
        #expect(try format.streamed(events(done)).reply.message.text == "AB")
    }

    // MARK: Errors

    @Test(
        arguments: [
            (401, "invalid_api_key", "Incorrect API key provided", .authentication),
            (403, "unsupported_country_region_territory", "Country not supported", .authentication),
            (429, "insufficient_quota", "You exceeded your current quota", .quota),
            (429, "rate_limit_exceeded", "Rate limit reached", .rateLimit),
            (500, "server_error", "Sorry", .overload),
            (503, "slow_down", "Slow down", .overload), (404, "model_not_found", "No such model", .request),
            (
                400, "context_length_exceeded", "Your input exceeds the context window of this model.",
                .contextTooLong
            ),
            (
                400, "invalid_prompt", "Your prompt was flagged as potentially violating our usage policy.",
                .refused
            ),
            (400, "content_policy_violation", "No", .refused), (408, "timeout", "Slow", .timeout),
            (400, "unsupported_parameter", "No 'temperature'", .request), (422, "x", "x", .request),
        ] as [(Int, String, String, ModelError.Kind)])
    func `each error has its kind`(status: Int, code: String, message: String, kind: ModelError.Kind) {
        let body =
            #"{"error":{"type":"invalid_request_error","code":"\#(code)","message":"\#(message)","param":null}}"#
        #expect(format.error(status, body).kind == kind)
    }

    @Test(
        arguments: [
            (
                #"{"type":"error","code":"rate_limit_exceeded","message":"Slow down. Please try again in 1.5s."}"#,
                .rateLimit
            ),
            (
                #"{"type":"error","error":{"type":"server_error","code":"server_error","message":"Sorry"}}"#,
                .overload
            ),
            (
                #"{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"Sorry"}}}"#,
                .overload
            ),
            (
                #"{"type":"response.failed","response":{"status":"failed","error":{"code":"context_length_exceeded","message":"Long"}}}"#,
                .contextTooLong
            ),
            (
                #"{"type":"response.failed","response":{"status":"failed","error":{"code":"invalid_prompt","message":"It violates our usage policies"}}}"#,
                .refused
            ),
        ] as [(String, ModelError.Kind)])
    func `an error amid the stream has its kind, and what came before it is paid`(
        event: String, kind: ModelError.Kind
    ) {
        let early = format.streamError(events([event]))
        #expect(early?.kind == kind && early?.isFree == true)
        let late = format.streamError(events(deltas + [event]))
        #expect(late?.kind == kind && late?.isFree == false)
        if kind == .rateLimit { #expect(late?.retryAfter == .milliseconds(1500)) }
    }

    @Test func `an answer that has failed is an error`() {
        let body = #"{"status":"failed","output":[],"error":{"code":"server_error","message":"Sorry"}}"#
        let error = #expect(throws: ModelError.self) { try format.reply(body) }
        #expect(error?.kind == .overload && error?.message == "'openai' failed: Sorry")
    }

    @Test func `a stream without its last event is no answer`() {
        #expect(format.streamError(events(deltas))?.kind == .network)
    }
}
