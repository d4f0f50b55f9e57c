import AI
import HTTP
import JSON
import Testing

struct OllamaTests {
    private let format = Ollama()

    // MARK: Requests

    @Test func `a question goes to chat, without a key`() throws {
        var question = ModelRequest(model: "qwen3:8b", system: "Be brief.", messages: [Message(.user, "Hi")])
        (question.maximumOutput, question.temperature) = (50, 0)
        let (request, body) = try format.sent(question, key: nil)
        #expect(request.url == "http://127.0.0.1:11434/api/chat" && request.fields["authorization"] == nil)
        #expect(
            body == [
                "model": "qwen3:8b", "stream": false, "options": ["num_predict": 50, "temperature": 0],
                "messages": [
                    ["role": "system", "content": "Be brief."], ["role": "user", "content": "Hi"],
                ],
            ])
        #expect(try format.sent(question, key: "k").request.fields["authorization"] == "Bearer k")
    }

    @Test func `calls have objects, results have names`() throws {
        let body = try format.sent(Conversations.withTools(), streamed: true).body
        let messages = try #require(body["messages"]?.arrayValue)
        #expect(messages.map { $0["role"] } == ["system", "user", "assistant", "tool", "tool", "user"])
        #expect(
            messages[2].at("tool_calls/1/function") == ["name": "weather", "arguments": ["place": "Köln"]])
        #expect(messages[4] == ["role": "tool", "tool_name": "weather", "content": "error: no such place"])
        #expect(body.at("tools/0/function/name") == "weather" && body["stream"] == true)
    }

    @Test func `tools that must not be called are not offered`() throws {
        var request = Conversations.withTools()
        request.toolChoice = .none
        #expect(try format.sent(request).body["tools"] == nil)
    }

    @Test func `a shape is the format`() throws {
        var request = ModelRequest(model: "m", messages: [Message(.user, "Good?")])
        request.output = Conversations.shape
        #expect(try format.sent(request).body.at("format/required") == ["good"])
    }

    @Test(
        arguments: [
            (.budget, .high, true), (.budget, .none, false), (.effort, .high, "high"),
            (.effort, .none, false),
            (.none, .high, nil),
        ] as [(ModelAbilities.ThinkingControl, ThinkingEffort, JSON?)])
    func `thinking is yes or no, or a word`(
        control: ModelAbilities.ThinkingControl, effort: ThinkingEffort, expected: JSON?
    ) throws {
        var request = ModelRequest(model: "m", messages: [Message(.user, "Hi")])
        (request.thinking, request.abilities.thinking) = (effort, control)
        #expect(try format.sent(request).body["think"] == expected)
    }

    @Test(arguments: [(100, nil), (9000, 8192), (60_000, 32768), (6_000_000, 1 << 20)])
    func `for a long question room is made, as its start would be cut off else`(length: Int, context: Int64?)
        throws
    {
        let question = String(repeating: "x", count: length)
        let body = try format.sent(ModelRequest(model: "m", messages: [Message(.user, question)])).body
        #expect(body.at("options/num_ctx")?.integerValue == context)
    }

    @Test func `what other formats left behind is left out`() throws {
        #expect(
            !(try format.sent(Conversations.fromElsewhere(format.name)).body.canonical.contains("SECRET")))
    }

    @Test func `thoughts come back while a question is worked on`() throws {
        let reply = try format.reply(
            #"{"message":{"role":"assistant","content":"","thinking":"Hm.","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":true,"done_reason":"stop"}"#
        )
        let result = MessagePart.toolResult(ToolResult(call: "a", name: "f", text: "1"))
        var request = ModelRequest(
            model: "m", messages: [Message(.user, "Hi"), reply.message, Message(.user, [result])])
        #expect(try format.sent(request).body.at("messages/1/thinking") == "Hm.")
        request.messages.append(Message(.user, "Next"))
        #expect(try format.sent(request).body.at("messages/1/thinking") == nil)
    }

    // MARK: Answers

    private let lines = """
        {"model":"qwen3:8b","created_at":"t1","message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}
        {"model":"qwen3:8b","created_at":"t2","message":{"role":"assistant","content":"","thinking":"."},"done":false}
        {"model":"qwen3:8b","created_at":"t3","message":{"role":"assistant","content":"I look."},"done":false}
        {"model":"qwen3:8b","created_at":"t4","message":{"role":"assistant","content":" ☃"},"done":false}
        {"model":"qwen3:8b","created_at":"t5","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"place":"Ulm"}}},{"id":"own","function":{"name":"weather","arguments":{"place":"Ulm"}}}]},"done":false}
        {"model":"qwen3:8b","created_at":"t6","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"weather","arguments":{"place":"Ulm"}}}]},"done":false}
        {"model":"qwen3:8b","created_at":"t7","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"prompt_eval_count":50,"eval_count":9,"total_duration":5191566416}

        """

    @Test func `a stream is put together`() throws {
        let (reply, pieces) = try format.streamed(lines)
        #expect(reply.message.text == "I look. ☃" && reply.message.thinking == "Hm.")
        let calls = reply.message.toolCalls
        #expect(calls.count == 3 && Set(calls.map(\.id)).count == 3 && calls[1].id == "own")
        #expect(calls.allSatisfy { $0.arguments == #"{"place":"Ulm"}"# })
        #expect(reply.stop == .tools && reply.stopWord == "stop" && reply.model == "qwen3:8b")
        #expect(reply.usage == Usage(input: 50, output: 9))
        #expect(pieces.said == "I look. ☃" && pieces.thought == "Hm.")
        #expect(try format.streamed(String(lines.dropLast())).reply == reply)
    }

    @Test func `what was generated from a prompt is read, too`() throws {
        let reply = try format.reply(
            #"{"response":"Hi","thinking":"Hm.","done":true,"done_reason":"stop","eval_count":2}"#)
        #expect(
            reply.message.text == "Hi" && reply.message.thinking == "Hm." && reply.usage == Usage(output: 2))
        let (streamed, _) = try format.streamed("{\"response\":\"H\"}\n{\"response\":\"i\",\"done\":true}\n")
        #expect(streamed.message.text == "Hi" && streamed.stop == .finished)
    }

    @Test(arguments: [
        ("stop", StopReason.finished), ("length", .length), ("load", .other), ("brand_new", .other),
    ])
    func `each reason to stop has its kind`(word: String, stop: StopReason) throws {
        let reply = try format.reply(#"{"message":{"content":"x"},"done":true,"done_reason":"\#(word)"}"#)
        #expect(reply.stop == stop && reply.stopWord == word)
    }

    // MARK: Errors

    @Test(
        arguments: [
            (404, #"model \"x\" not found, try pulling it first"#, .request),
            (400, "x does not support tools", .request),
            (401, "unauthorized", .authentication), (429, "you've reached your hourly limit", .rateLimit),
            (500, "model runner has unexpectedly stopped", .overload),
            (503, "server busy, please try again", .overload),
            (400, "the input length exceeds the context length", .contextTooLong),
            (402, "this model requires a subscription", .quota),
        ] as [(Int, String, ModelError.Kind)])
    func `each error has its kind`(status: Int, message: String, kind: ModelError.Kind) {
        let error = format.error(status, #"{"error":"\#(message)"}"#)
        #expect(error.kind == kind)
        #expect(error.hints.contains { $0.contains("ollama pull") } == (status == 404))
    }

    @Test func `an error amid the stream has its kind, and what came before it is paid`() {
        let report = #"{"error":"an error was encountered while running the model"}"# + "\n"
        #expect(format.streamError(report)?.isFree == true)
        let late = format.streamError(lines.split(separator: "\n")[0] + "\n" + report)
        #expect(late?.kind == .overload && late?.isFree == false)
        #expect(late?.message == "'ollama' failed: an error was encountered while running the model")
    }

    @Test func `a stream that is not done is no answer`() {
        let cut = lines.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(format.streamError(cut + "\n")?.kind == .network)
    }

    @Test func `no more room is made than the model takes, and what can't fit is told`() throws {
        var request = ModelRequest(
            model: "m", messages: [Message(.user, String(repeating: "x", count: 90_000))])
        request.abilities.contextTokens = 30_000
        #expect(try format.sent(request).body.at("options/num_ctx") == 30_000)
        request.abilities.contextTokens = 20_000
        let error = #expect(throws: ModelError.self) { try format.sent(request) }
        #expect(error?.kind == .contextTooLong && error?.message.contains("'m' takes 20000") == true)
    }
}
