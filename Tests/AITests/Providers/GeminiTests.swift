import AI
import HTTP
import JSON
import Testing

struct GeminiTests {
    private let format = Gemini()

    // MARK: Requests

    @Test func `a question goes to the model's own address, without the key in it`() throws {
        let question = ModelRequest(model: "gemini-x", system: "Be brief.", messages: [Message(.user, "Hi")])
        let (request, body) = try format.sent(question)
        #expect(
            request.url == "https://generativelanguage.googleapis.com/v1beta/models/gemini-x:generateContent")
        #expect(request.fields["x-goog-api-key"] == "k-1")
        #expect(
            body == [
                "systemInstruction": ["parts": [["text": "Be brief."]]],
                "contents": [["role": "user", "parts": [["text": "Hi"]]]],
            ])
        let streamed = try format.sent(question, streamed: true, base: "http://x/v1beta").request.url
        #expect(streamed == "http://x/v1beta/models/gemini-x:streamGenerateContent?alt=sse")
    }

    @Test(arguments: [
        ("models/m", "models/m"), ("tunedModels/m-1", "tunedModels/m-1"),
        ("../x?y#z", "models/..%2Fx%3Fy%23z"),
        ("m:x y", "models/m%3Ax%20y"), ("ü", "models/%C3%BC"),
    ])
    func `a name is no more than a name`(model: String, path: String) throws {
        let url = try format.sent(ModelRequest(model: model, messages: []), base: "http://x").request.url
        #expect(url == "http://x/v1beta/\(path):generateContent")
    }

    @Test(arguments: ["", "..", "models/"])
    func `what is no name is refused`(model: String) {
        #expect(throws: ModelError.self) { try format.sent(ModelRequest(model: model, messages: [])) }
    }

    @Test func `calls and results carry names and ids`() throws {
        let body = try format.sent(Conversations.withTools()).body
        #expect(body.at("tools/0/functionDeclarations/0/parametersJsonSchema/type") == "object")
        #expect(body.at("toolConfig/functionCallingConfig/mode") == "AUTO")
        #expect(body.at("contents/1/role") == "model")
        #expect(
            body.at("contents/1/parts/2/functionCall") == [
                "id": "b", "name": "weather", "args": ["place": "Köln"],
            ])
        #expect(
            body.at("contents/2/parts/1/functionResponse") == [
                "id": "a", "name": "weather", "response": ["output": "3 °C"],
            ])
        #expect(body.at("contents/2/parts/2/functionResponse/response") == ["error": "no such place"])
    }

    @Test func `calls of another model are signed with the word for that`() throws {
        var request = Conversations.withTools()
        let body = try format.sent(request).body
        #expect(body.at("contents/1/parts/1/thoughtSignature") == "skip_thought_signature_validator")
        #expect(body.at("contents/1/parts/2/thoughtSignature") == nil)
        request.abilities.thinking = .budget
        #expect(try format.sent(request).body.at("contents/1/parts/1/thoughtSignature") == nil)
    }

    @Test(
        arguments: [
            (.required, ["mode": "ANY"]), (.none, ["mode": "NONE"]),
            (.named("weather"), ["mode": "ANY", "allowedFunctionNames": ["weather"]]),
        ] as [(ToolChoice, JSON)])
    func `tools can be asked for`(choice: ToolChoice, expected: JSON) throws {
        var request = Conversations.withTools()
        request.toolChoice = choice
        #expect(try format.sent(request).body.at("toolConfig/functionCallingConfig") == expected)
    }

    @Test func `a shape, a limit and a temperature are the generation's`() throws {
        var request = ModelRequest(model: "m", messages: [Message(.user, "Good?")])
        (request.output, request.maximumOutput, request.temperature) = (Conversations.shape, 9, 0)
        let configuration = try format.sent(request).body["generationConfig"]
        #expect(
            configuration?["responseMimeType"] == "application/json" && configuration?["maxOutputTokens"] == 9
        )
        #expect(
            configuration?.at("responseJsonSchema/required") == ["good"] && configuration?["temperature"] == 0
        )
    }

    @Test(
        arguments: [
            (.effort, nil, .high, ["thinkingLevel": "HIGH", "includeThoughts": true]),
            (.effort, nil, .none, ["thinkingLevel": "LOW", "includeThoughts": false]),
            (.effort, "minimal", .none, ["thinkingLevel": "MINIMAL", "includeThoughts": false]),
            (.budget, nil, .low, ["thinkingBudget": 1024, "includeThoughts": true]),
            (.budget, nil, .none, ["thinkingBudget": 0, "includeThoughts": false]),
            (.budget, "low", .none, ["thinkingBudget": 128, "includeThoughts": false]),
        ] as [(ModelAbilities.ThinkingControl, String?, ThinkingEffort, JSON)])
    func `thinking is told by a word or by a number`(
        control: ModelAbilities.ThinkingControl, least: String?, effort: ThinkingEffort, expected: JSON
    ) throws {
        var request = ModelRequest(model: "m", messages: [Message(.user, "Hi")])
        request.thinking = effort
        (request.abilities.thinking, request.abilities.leastEffort) = (control, least)
        #expect(try format.sent(request).body.at("generationConfig/thinkingConfig") == expected)
    }

    @Test func `what other formats left behind is left out`() throws {
        #expect(
            !(try format.sent(Conversations.fromElsewhere(format.name)).body.canonical.contains("SECRET")))
    }

    // MARK: Answers

    private let parts = """
        [{"text":"Hm.","thought":true},{"text":"Hm!","thought":true,"thoughtSignature":"czE="},
        {"text":"I look. ☃","thoughtSignature":"czI="},{"text":"Wait."},
        {"executableCode":{"language":"PYTHON","code":"1"},"thoughtSignature":"czM="},
        {"functionCall":{"name":"weather","args":{"place":"Ulm"}},"thoughtSignature":"czQ="},
        {"functionCall":{"name":"weather","args":{"place":"Ulm"}}},{"functionCall":{"id":"own","name":"weather"}}]
        """

    private var answer: String {
        """
        {"candidates":[{"content":{"role":"model","parts":\(parts)},"finishReason":"STOP","index":0}],
        "usageMetadata":{"promptTokenCount":50,"candidatesTokenCount":9,"thoughtsTokenCount":4,"cachedContentTokenCount":30},
        "modelVersion":"gemini-x-1","responseId":"r-1"}
        """
    }

    @Test func `an answer is read`() throws {
        let reply = try format.reply(answer)
        #expect(reply.message.text == "I look. ☃Wait." && reply.message.thinking == "Hm.Hm!")
        let calls = reply.message.toolCalls
        #expect(calls.map(\.arguments) == [#"{"place":"Ulm"}"#, #"{"place":"Ulm"}"#, "{}"])
        #expect(Set(calls.map(\.id)).count == 3 && calls[2].id == "own" && calls[0].id.hasPrefix("call_"))
        #expect(reply.stop == .tools && reply.stopWord == "STOP")
        #expect(reply.model == "gemini-x-1" && reply.requestID == "r-1")
        #expect(
            reply.usage == Usage(input: 50, output: 9, cacheRead: 30, thinking: 4, outputHoldsThinking: false)
        )
    }

    @Test func `signatures come back with the very parts that had them`() throws {
        let reply = try format.reply(answer)
        let body = try format.sent(ModelRequest(model: "m", messages: [Message(.user, "Hi"), reply.message]))
            .body
        let sent = try #require(body.at("contents/1/parts")?.arrayValue)
        let came = try #require(try JSON(parsing: parts).arrayValue)
        // What was thought is one part, sealed by what came last.
        #expect(sent[0] == ["text": "Hm.Hm!", "thought": true, "thoughtSignature": "czE="])
        #expect(Array(sent[1...3]) == Array(came[2...4]))
        #expect(sent[4]["thoughtSignature"] == "czQ=" && sent[5]["thoughtSignature"] == nil)
    }

    @Test func `a signature that comes alone at the end of a text seals it`() throws {
        let chunks = [#"{"text":"I "}"#, #"{"text":"see."}"#, #"{"text":"","thoughtSignature":"czE="}"#]
        let reply = try format.streamed(stream(chunks, finish: "STOP")).reply
        let body = try format.sent(ModelRequest(model: "m", messages: [reply.message])).body
        #expect(body.at("contents/0/parts") == [["text": "I see.", "thoughtSignature": "czE="]])
        let alone = try format.reply(
            #"{"candidates":[{"content":{"parts":[{"text":"","thoughtSignature":"czE="}]},"finishReason":"STOP"}]}"#
        )
        let again = try format.sent(ModelRequest(model: "m", messages: [alone.message])).body
        #expect(again.at("contents/0/parts") == [["text": "", "thoughtSignature": "czE="]])
    }

    @Test(arguments: [
        ("STOP", StopReason.finished), ("MAX_TOKENS", .length), ("SAFETY", .refused),
        ("RECITATION", .refused),
        ("BLOCKLIST", .refused), ("PROHIBITED_CONTENT", .refused), ("SPII", .refused), ("LANGUAGE", .other),
        ("MALFORMED_FUNCTION_CALL", .other), ("OTHER", .other), ("BRAND_NEW", .other),
    ])
    func `each reason to stop has its kind`(word: String, stop: StopReason) throws {
        let reply = try format.reply(#"{"candidates":[{"finishReason":"\#(word)","finishMessage":"So."}]}"#)
        #expect(reply.stop == stop && reply.stopWord == word)
        #expect(reply.refusal == (stop == .refused || stop == .other ? "So." : nil))
    }

    @Test func `a question that is blocked is refused`() throws {
        let body = #"{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":3}}"#
        for reply in [try format.reply(body), try format.streamed("data: \(body)\n\n").reply] {
            #expect(reply.stop == .refused && reply.stopWord == "SAFETY" && reply.usage.input == 3)
        }
    }

    private func stream(_ parts: [String], finish: String?) -> String {
        var chunks = parts.map {
            #"data: {"candidates":[{"content":{"parts":[\#($0)]}}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1},"responseId":"r"}"#
        }
        if let finish {
            chunks.append(
                #"data: {"candidates":[{"content":{"parts":[]},"finishReason":"\#(finish)"}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":7}}"#
            )
        }
        return chunks.map { $0 + "\r\n\r\n" }.joined()
    }

    @Test func `a stream is put together, and the last count counts`() throws {
        let (reply, pieces) = try format.streamed(
            stream(
                [
                    #"{"text":"Hm","thought":true}"#, #"{"text":".","thought":true}"#, #"{"text":"I look."}"#,
                    #"{"text":" ☃"}"#,
                    #"{"functionCall":{"name":"a","args":{}}},{"functionCall":{"name":"b","args":{}}}"#,
                ], finish: "STOP"))
        #expect(reply.message.text == "I look. ☃" && reply.message.thinking == "Hm.")
        #expect(reply.message.parts.count == 4 && reply.message.toolCalls.map(\.name) == ["a", "b"])
        #expect(reply.usage == Usage(input: 5, output: 7, outputHoldsThinking: false))
        #expect(pieces.said == "I look. ☃" && pieces.thought == "Hm." && pieces.count == 6)
    }

    @Test func `a stream that gives no reason for its end is no answer`() {
        let error = format.streamError(stream([#"{"text":"I"}"#], finish: nil))
        #expect(error?.kind == .network && error?.isFree == false)
    }

    // MARK: Errors

    @Test(
        arguments: [
            (400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", .authentication),
            (403, "PERMISSION_DENIED", "Your project has been denied access", .authentication),
            (
                400, "INVALID_ARGUMENT",
                "The input token count (9) exceeds the maximum number of tokens allowed (8).", .contextTooLong
            ),
            (400, "INVALID_ARGUMENT", "Unknown name \\\"x\\\"", .request),
            (404, "NOT_FOUND", "models/x is not found", .request),
            (400, "FAILED_PRECONDITION", "User location is not supported for the API use.", .request),
            (429, "RESOURCE_EXHAUSTED", "Resource exhausted", .rateLimit),
            (500, "INTERNAL", "Sorry", .overload),
            (503, "UNAVAILABLE", "The model is overloaded.", .overload),
            (504, "DEADLINE_EXCEEDED", "Slow", .overload),
        ] as [(Int, String, String, ModelError.Kind)])
    func `each error has its kind`(status: Int, word: String, message: String, kind: ModelError.Kind) {
        let body = #"{"error":{"code":\#(status),"message":"\#(message)","status":"\#(word)"}}"#
        #expect(format.error(status, body).kind == kind)
        #expect(format.error(status, "[\(body)]").kind == kind)
        // Amid a stream the code in the body is all there is.
        let error = format.streamError(stream([#"{"text":"I"}"#], finish: nil) + "data: \(body)\r\n\r\n")
        #expect(error?.kind == kind && error?.isFree == false)
    }

    @Test(arguments: [
        ("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", ModelError.Kind.rateLimit),
        ("GenerateRequestsPerDayPerProjectPerModel-FreeTier", .quota),
    ])
    func `the quota's name tells for how long it is used up`(quota: String, kind: ModelError.Kind) {
        let error = format.error(
            429,
            #"""
            {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"You exceeded your current quota, please check your plan and billing details.","details":[
            {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"\#(quota)"}]},
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.074s"}]}}
            """#)
        #expect(error.kind == kind && error.retryAfter == .milliseconds(34074))
    }
}
