import AI
import HTTP
import JSON
import Testing

struct OpenAIChatTests {
    private let format = OpenAIChat()

    // MARK: Requests

    @Test func `a question goes to chat completions`() throws {
        var question = ModelRequest(model: "gpt-x", system: "Be brief.", messages: [Message(.user, "Hi")])
        (question.maximumOutput, question.thinking) = (50, .medium)
        let (request, body) = try format.sent(question, streamed: true)
        #expect(request.url == "https://api.openai.com/v1/chat/completions")
        #expect(request.fields["authorization"] == "Bearer k-1")
        #expect(
            body == [
                "model": "gpt-x", "stream": true, "stream_options": ["include_usage": true],
                "max_completion_tokens": 50, "reasoning_effort": "medium",
                "messages": [
                    ["role": "system", "content": "Be brief."], ["role": "user", "content": "Hi"],
                ],
            ])
    }

    @Test(arguments: [
        ("https://api.openai.com/v1", "max_completion_tokens"),
        ("https://API.openai.com:443/v1", "max_completion_tokens"),
        ("https://me.openai.azure.com/openai/v1", "max_completion_tokens"),
        ("http://127.0.0.1:8080/v1", "max_tokens"),
        ("https://api.openai.com.evil.example/v1", "max_tokens"), ("", "max_tokens"),
    ])
    func `other servers know the limit by its old name`(base: String, key: String) throws {
        var request = Conversations.withTools()
        request.maximumOutput = 9
        let body = try format.sent(request, base: base).body
        #expect(body[key] == 9)
        #expect((body.at("tools/0/function/strict") == true) == (key == "max_completion_tokens"))
    }

    @Test func `without a key there is no field for it`() throws {
        #expect(try format.sent(Conversations.withTools(), key: nil).request.fields["authorization"] == nil)
        #expect(try format.sent(Conversations.withTools(), key: " \n").request.fields["authorization"] == nil)
    }

    @Test func `calls stand in one turn, each result is a message`() throws {
        let body = try format.sent(Conversations.withTools()).body
        let messages = try #require(body["messages"]?.arrayValue)
        #expect(messages.map { $0["role"] } == ["system", "user", "assistant", "tool", "tool", "user"])
        #expect(messages[2]["content"] == "I look." && messages[2]["tool_calls"]?.arrayValue?.count == 2)
        #expect(
            messages[2].at("tool_calls/0")
                == [
                    "id": "a", "type": "function",
                    "function": ["name": "weather", "arguments": #"{"place":"Ulm"}"#],
                ])
        #expect(messages[4] == ["role": "tool", "tool_call_id": "b", "content": "error: no such place"])
        #expect(messages[5]["content"] == "Quick!")
    }

    @Test func `a shape is asked for strictly, or told in words`() throws {
        var request = Conversations.withTools()
        request.output = Conversations.shape
        let shape = try format.sent(request).body.at("response_format/json_schema")
        #expect(shape?["strict"] == true && shape?["name"] == "verdict")
        request.abilities.structuredOutput = .alone
        let told = try format.sent(request).body
        #expect(told["response_format"] == nil)
        #expect(told.at("messages/0/content")?.stringValue?.contains("JSON Schema") == true)
        request.tools = []
        #expect(try format.sent(request).body["response_format"] != nil)
    }

    @Test func `what other formats left behind is left out, and ids fit`() throws {
        let body = try format.sent(Conversations.fromElsewhere(format.name)).body
        #expect(!body.canonical.contains("SECRET"))
        let id = try #require(body.at("messages/1/tool_calls/0/id")?.stringValue)
        #expect(id.utf8.count <= 40 && body.at("messages/2/tool_call_id")?.stringValue == id)
    }

    @Test func `thoughts come back under their name while a question is worked on`() throws {
        for key in ["reasoning", "reasoning_content"] {
            let reply = try format.reply(
                #"""
                {"choices":[{"message":{"content":null,"\#(key)":"Hm.","tool_calls":[{"id":"a","type":"function",
                "function":{"name":"weather","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}
                """#)
            #expect(reply.message.thinking == "Hm." && reply.stop == .tools)
            let result = MessagePart.toolResult(ToolResult(call: "a", name: "weather", text: "3 °C"))
            var request = ModelRequest(
                model: "m", messages: [Message(.user, "Hi"), reply.message, Message(.user, [result])])
            #expect(try format.sent(request).body.at("messages/1/\(key)") == "Hm.")
            request.messages.append(Message(.user, "Next"))
            #expect(try format.sent(request).body.at("messages/1/\(key)") == nil)
        }
    }

    @Test func `thoughts that led to nothing are left out`() throws {
        let seal = Seal(format: format.name, "reasoning")
        let body = try format.sent(Conversations.cutOff(seal)).body
        #expect(body["messages"]?.arrayValue?.map { $0["role"] } == ["user", "tool", "assistant"])
        #expect(body.canonical.contains("HELD") && !body.canonical.contains("LOOSE"))
    }

    // MARK: Answers

    @Test func `an answer is read`() throws {
        let reply = try format.reply(
            #"""
            {"id":"chatcmpl-1","model":"gpt-x-1","choices":[{"index":0,"message":{"role":"assistant","content":"I look. ☃",
            "refusal":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"weather","arguments":"{\"place\": 1}"}},
            {"id":"b","type":"function","function":{"name":"weather","arguments":{"place":2}}}]},"finish_reason":"tool_calls"}],
            "usage":{"prompt_tokens":"50","completion_tokens":9.0,"prompt_tokens_details":{"cached_tokens":30},
            "completion_tokens_details":{"reasoning_tokens":4}}}
            """#, fields: ["x-request-id": "req_9"])
        #expect(reply.message.text == "I look. ☃" && reply.requestID == "req_9" && reply.model == "gpt-x-1")
        #expect(reply.message.toolCalls.map(\.arguments) == [#"{"place": 1}"#, #"{"place":2}"#])
        #expect(reply.usage == Usage(input: 50, output: 9, cacheRead: 30, thinking: 4))
    }

    @Test(arguments: [
        (#""stop""#, StopReason.finished, "stop"), (#""length""#, .length, "length"),
        (#""tool_calls""#, .finished, "tool_calls"), (#""content_filter""#, .refused, "content_filter"),
        (#""function_call""#, .other, "function_call"), (#""brand_new""#, .other, "brand_new"),
        ("null", .finished, ""),
        (#""eos""#, .finished, "eos"),
    ])
    func `each reason to stop has its kind`(word: String, stop: StopReason, stopWord: String) throws {
        let reply = try format.reply(#"{"choices":[{"message":{"content":"x"},"finish_reason":\#(word)}]}"#)
        #expect(reply.stop == stop && reply.stopWord == stopWord)
    }

    @Test func `who says that he has stopped where tools are to be called waits for them`() throws {
        for word in [#""stop""#, "null", #""""#] {
            let reply = try format.reply(
                #"{"choices":[{"message":{"tool_calls":[{"function":{"name":"weather"}}]},"finish_reason":\#(word)}]}"#
            )
            #expect(reply.stop == .tools && reply.message.toolCalls.first?.arguments == "{}")
            #expect(reply.message.toolCalls.first?.id.hasPrefix("call_") == true)
        }
    }

    @Test func `a refusal is no text of the answer, and comes back as one`() throws {
        let body = #"{"choices":[{"message":{"content":null,"refusal":"No."},"finish_reason":"stop"}]}"#
        let reply = try format.reply(body)
        #expect(reply.stop == .refused && reply.refusal == "No." && reply.message.text.isEmpty)
        let sent = try format.sent(ModelRequest(model: "m", messages: [Message(.user, "Hi"), reply.message]))
            .body
        #expect(sent.at("messages/1") == ["role": "assistant", "content": .null, "refusal": "No."])
    }

    @Test func `a content that is parted is put together`() throws {
        let reply = try format.reply(
            #"{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"Hi"}]}}]}"#
        )
        #expect(reply.message.text == "Hi" && reply.message.thinking == "Hm.")
    }

    private func chunks(_ deltas: [String], _ end: String = "data: [DONE]\n\n") -> String {
        deltas.map {
            #"data: {"id":"c-1","model":"gpt-x-1","choices":[{"index":0,"delta":\#($0)}]}"# + "\n\n"
        }.joined() + end
    }

    private let last = #"data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"# + "\n\n"

    @Test func `a stream is put together`() throws {
        let (reply, pieces) = try format.streamed(
            chunks(
                [
                    #"{"role":"assistant","content":""}"#, #"{"reasoning_content":"Hm"}"#,
                    #"{"reasoning_content":"."}"#,
                    #"{"content":"I look."}"#, #"{"content":" ☃"}"#,
                    #"{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"weather","arguments":""}}]}"#,
                    #"{"tool_calls":[{"index":1,"id":"b","function":{"name":"weather","arguments":"{\"place\":"}}]}"#,
                    #"{"tool_calls":[{"index":0,"function":{"arguments":"{}"}},{"index":1,"function":{"arguments":" 2}"}}]}"#,
                ],
                last + #"data:{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":6}}"#
                    + "\n\ndata: [DONE]\n\n"))
        #expect(reply.message.text == "I look. ☃" && reply.message.thinking == "Hm.")
        #expect(reply.message.toolCalls.map(\.id) == ["a", "b"])
        #expect(reply.message.toolCalls.map(\.arguments) == ["{}", #"{"place": 2}"#])
        #expect(reply.stop == .tools && reply.usage == Usage(input: 5, output: 6))
        #expect(
            pieces == [
                .thinking("Hm"), .thinking("."), .text("I look."), .text(" ☃"),
                .toolCall(id: "a", name: "weather"),
                .toolCall(id: "b", name: "weather"),
            ])
    }

    @Test(arguments: [
        // Neither index nor id.
        [
            #"{"tool_calls":[{"function":{"name":"f","arguments":"1"}}]}"#,
            #"{"tool_calls":[{"function":{"arguments":"2"}}]}"#,
            #"{"tool_calls":[{"function":{"name":"g","arguments":"3"}}]}"#,
        ],
        // No index, ids that tell.
        [
            #"{"tool_calls":[{"id":"x","function":{"name":"f","arguments":"12"}}]}"#,
            #"{"tool_calls":[{"id":"y","function":{"name":"g","arguments":"3"}}]}"#,
        ],
        // The same index for all.
        [
            #"{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":"12"}}]}"#,
            #"{"tool_calls":[{"index":0,"id":"y","function":{"name":"g","arguments":"3"}}]}"#,
        ],
        // The id and the name with each piece.
        [
            #"{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":"1"}}]}"#,
            #"{"tool_calls":[{"index":1,"id":"y","function":{"name":"g","arguments":"3"}}]}"#,
            #"{"tool_calls":[{"index":0,"id":"x","function":{"name":"f","arguments":"2"}}]}"#,
        ],
        // Both at once.
        [
            #"{"tool_calls":[{"function":{"name":"f","arguments":"12"}},{"function":{"name":"g","arguments":"3"}}]}"#
        ],
    ])
    func `pieces of calls find each other, whatever a server leaves out`(deltas: [String]) throws {
        let calls = try format.streamed(chunks(deltas, last)).reply.message.toolCalls
        #expect(calls.map(\.name) == ["f", "g"] && calls.map(\.arguments) == ["12", "3"])
        #expect(Set(calls.map(\.id)).count == 2)
    }

    @Test func `the end is the mark, or the reason for it`() throws {
        let said = [#"{"content":"x"}"#]
        #expect(try format.streamed(chunks(said)).reply.stop == .finished)
        #expect(try format.streamed(chunks(said, last)).reply.stopWord == "tool_calls")
        #expect(format.streamError(chunks(said, ""))?.kind == .network)
        #expect(format.streamError("data: [DONE]\n\n")?.kind == .network)
    }

    @Test func `a refusal comes in pieces`() throws {
        let reply = try format.streamed(chunks([#"{"refusal":"N"}"#, #"{"refusal":"o."}"#])).reply
        #expect(reply.refusal == "No." && reply.stop == .refused)
    }

    @Test func `a server that does not stream is understood`() throws {
        let body = #"{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}"#
        #expect(try format.streamed(body).reply == format.reply(body))
        #expect(
            format.streamError(#"{"error":{"message":"No such model","type":"not_found_error"}}"#)?.kind
                == .request)
    }

    // MARK: Errors

    @Test(
        arguments: [
            (#"{"error":{"message":"Overloaded","code":503}}"#, .overload),
            (
                #"{"error":{"message":"Slow down","code":429,"metadata":{"raw":"upstream says no"}}}"#,
                .rateLimit
            ),
            (#"{"error":{"message":"No money","code":402}}"#, .quota),
            (#"{"error":"something broke"}"#, .overload),
            (
                #"{"error":{"message":"This model's maximum context length is 8192 tokens","type":"BadRequestError"}}"#,
                .contextTooLong
            ),
        ] as [(String, ModelError.Kind)])
    func `an error amid the stream has its kind, and what came before it is paid`(
        report: String, kind: ModelError.Kind
    ) {
        let early = format.streamError("data: \(report)\n\n")
        #expect(early?.kind == kind && early?.isFree == true)
        let late = format.streamError(chunks([#"{"content":"x"}"#], "data: \(report)\n\n"))
        #expect(late?.kind == kind && late?.isFree == false)
    }

    @Test(arguments: [
        #"{"error":{"message":"Bad thing"}}"#, #"{"error":"Bad thing"}"#, #"{"message":"Bad thing"}"#,
        #"{"detail":"Bad thing"}"#, #"{"detail":[{"loc":["body"],"msg":"Bad thing"}]}"#,
        #"[{"error":{"message":"Bad thing"}}]"#,
    ])
    func `errors are told in many shapes`(body: String) {
        let error = format.error(400, body)
        #expect(error.kind == .request && error.message == "'openai-chat' refused the request: Bad thing")
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"), ("http://h/", "http://h/v1"),
        ("http://h/v1", "http://h/v1"), ("http://h/v1/", "http://h/v1"),
        ("https://h/openai/v1", "https://h/openai/v1"), ("https://h/api/v4", "https://h/api/v4"),
    ])
    func `an address without a path gets the version that the services have`(base: String, expected: String)
        throws
    {
        let request = ModelRequest(model: "m", messages: [Message(.user, "Hi")])
        #expect(try OpenAIChat().sent(request, base: base).request.url == expected + "/chat/completions")
        #expect(try OpenAIResponses().sent(request, base: base).request.url == expected + "/responses")
    }
}
