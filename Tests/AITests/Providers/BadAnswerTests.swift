import AI
import HTTP
import JSON
import TestSupport
import Testing

/// What is no answer, by whichever format it was asked for.
struct BadAnswerTests {
    private static let page =
        "<!DOCTYPE html><html><head><TITLE>\n Log in </TITLE></head><body>…</body></html>"

    @Test(arguments: WireFormats.all.map(\.name))
    func `a page is told by its title`(name: String) throws {
        let format = try #require(WireFormats.named(name))
        let fields: HTTPFields = ["content-type": "text/html; charset=utf-8", "x-request-id": "r-1"]
        let error = #expect(throws: ModelError.self) { try format.reply(Self.page, fields: fields) }
        #expect(error?.kind == .protocol && error?.requestID == "r-1")
        #expect(error?.message == "'\(name)' sent no answer but a page 'Log in' (text/html; charset=utf-8)")
        #expect(format.streamError(Self.page, fields: fields) == error)
        for status in [500, 502, 503, 504] {
            let error = format.error(status, Self.page, fields: fields)
            #expect(error.kind == .overload && error.message.contains("a page 'Log in'"))
        }
        #expect(format.error(404, Self.page, fields: fields).kind == .request)
        #expect(format.error(407, Self.page, fields: fields).kind == .network)
    }

    @Test(arguments: WireFormats.all.map(\.name))
    func `an error without a word has the kind of its status`(name: String) throws {
        let format = try #require(WireFormats.named(name))
        let kinds: [(Int, ModelError.Kind)] = [
            (400, .request), (401, .authentication), (402, .quota), (403, .authentication), (404, .request),
            (408, .timeout), (413, .contextTooLong), (418, .request), (422, .request), (429, .rateLimit),
            (500, .overload), (502, .overload), (503, .overload), (504, .overload), (529, .overload),
            (599, .overload),
        ]
        for (status, kind) in kinds {
            for body in ["", "{}", "null", "[]", "\"x\"", #"{"error":{}}"#, #"{"error":null}"#, "\0\u{1}"] {
                let error = format.error(status, body)
                #expect(error.kind == kind, "\(status) \(body)")
                #expect(
                    error.status == status && error.isFree && !error.message.hasSuffix(": "),
                    "\(error.message)")
            }
        }
    }

    @Test(arguments: WireFormats.all.map(\.name))
    func `what is no answer is an error, and never an end of the program`(name: String) throws {
        let format = try #require(WireFormats.named(name))
        let bodies = [
            "", " \n", "{", "{}", "[]", "[{}]", "7", "null", "\"text\"", "\0\0\0", #"{"choices":7}"#,
            #"{"choices":[7]}"#,
            #"{"error":{"message":"no"}}"#, #"{"x":"\ud800"}"#, "<html>", "plain words",
        ]
        for body in bodies {
            let error = #expect(throws: ModelError.self, "\(body)") { try format.reply(body) }
            #expect(error?.message.hasPrefix("'\(name)' ") == true)
        }
        for body in bodies {
            #expect(format.streamError(body)?.message.hasPrefix("'\(name)' ") == true, "\(body)")
        }
        for event in bodies.dropFirst(2) { _ = format.streamError("data: \(event)\n\n\(event)\n") }
    }

    @Test(arguments: WireFormats.all.map(\.name))
    func `values of other kinds than expected do no harm`(name: String) throws {
        let format = try #require(WireFormats.named(name))
        let odd = ["null", "7", "-1", "1e300", "\"x\"", "[]", "[null]", "{}", "true"]
        let keys = [
            "content", "choices", "candidates", "output", "message", "usage", "usageMetadata", "status",
            "delta", "index",
            "type", "response", "item", "done", "model", "id", "stop_reason", "tool_calls",
        ]
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let value = value(&random, keys: keys, odd: odd, depth: 4)
            _ = try? format.reply(value)
            var reader = format.makeReader(fields: [:])
            _ = try? reader.read(Array("data: \(value)\n\n".utf8))
            _ = try? reader.finish()
        }
    }

    private func value(_ random: inout SeededGenerator, keys: [String], odd: [String], depth: Int) -> String {
        guard depth > 0, Int.random(in: 0..<4, using: &random) > 0 else {
            return odd.randomElement(using: &random) ?? ""
        }
        if Bool.random(using: &random) {
            return "[\(value(&random, keys: keys, odd: odd, depth: depth - 1))]"
        }
        let members = Set((0..<4).map { _ in keys.randomElement(using: &random) ?? "" }).sorted().map { key in
            "\"\(key)\":\(value(&random, keys: keys, odd: odd, depth: depth - 1))"
        }
        return "{\(members.joined(separator: ","))}"
    }

    @Test func `bytes that are no text are mended, and the answer is kept`() throws {
        let before = Array(#"{"message":{"content":"a"#.utf8)
        let after = Array(#"b"},"done":true}"#.utf8)
        let response = HTTPResponse(status: 200, body: before + [0xFF, 0xC3] + after)
        #expect(try Ollama().reply(from: response).message.text == "a\u{FFFD}\u{FFFD}b")
        let reply = try OpenAIChat().reply(
            #"{"choices":[{"message":{"content":"\ud83d and 😀 \ud83d\ude00 \u0000"}}]}"#)
        #expect(reply.message.text == "\u{FFFD} and 😀 😀 \0")
    }

    @Test func `a number that no double holds is kept as its digits`() throws {
        let reply = try Gemini().reply(
            #"{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"id":1234567890123456789,"n":-0.5e1,"s":"1234567890123456789"}}}]},"finishReason":"STOP"}]}"#
        )
        #expect(
            reply.message.toolCalls.first?.arguments
                == #"{"id":"1234567890123456789","n":-5,"s":"1234567890123456789"}"#)
    }

    @Test func `garbage amid a stream is told, and what came before it is handed on`() throws {
        var reader = OpenAIChat().makeReader(fields: [:])
        let pieces = try reader.read(
            Array("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: {oops\n\n".utf8))
        #expect(pieces == [.text("x")])
        for _ in 0..<2 {
            let error = #expect(throws: ModelError.self) { _ = try reader.finish() }
            #expect(error?.kind == .protocol && error?.isFree == false)
        }
    }

    @Test func `a line that never ends is an error`() throws {
        var reader = Ollama().makeReader(fields: [:])
        let error = #expect(throws: ModelError.self) {
            for _ in 0..<20 { _ = try reader.read([UInt8](repeating: UInt8(ascii: "{"), count: 1 << 20)) }
        }
        #expect(error?.kind == .protocol)
    }

    @Test func `a conversation without end is read in a time that fits its length`() throws {
        let piece = "data: {\"choices\":[{\"delta\":{\"content\":\"0123456789\"}}]}\n\n"
        let body = String(repeating: piece, count: 20_000) + "data: [DONE]\n\n"
        let response = HTTPResponse(status: 200, body: Array(body.utf8))
        #expect(try read(response, with: OpenAIChat()) { _ in 4096 }.reply.message.text.utf8.count == 200_000)
    }

    @Test(arguments: ["9223372036854775807", "9007199254740991", "1000000001", "-1"])
    func `an absurd count of tokens is none, in any format`(count: String) throws {
        let bodies = [
            (
                "anthropic",
                #"{"type":"message","content":[],"usage":{"input_tokens":N,"output_tokens":N,"cache_read_input_tokens":N}}"#
            ),
            ("openai", #"{"status":"completed","output":[],"usage":{"input_tokens":N,"output_tokens":N}}"#),
            (
                "openai-chat",
                #"{"choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":N,"completion_tokens":N}}"#
            ),
            (
                "gemini",
                #"{"candidates":[],"usageMetadata":{"promptTokenCount":N,"candidatesTokenCount":N,"thoughtsTokenCount":N}}"#
            ),
            ("ollama", #"{"message":{"content":"x"},"done":true,"prompt_eval_count":N,"eval_count":N}"#),
        ]
        #expect(Set(bodies.map(\.0)) == Set(WireFormats.all.map(\.name)))
        for (name, body) in bodies {
            let format = try #require(WireFormats.named(name))
            let usage = try format.reply(body.replacing("N", with: count)).usage
            #expect(usage.input == nil && usage.output == nil && usage.total == 0, "\(name)")
            let most = try format.reply(body.replacing("N", with: "1000000000")).usage
            #expect(most.input == 1_000_000_000, "\(name)")
        }
    }

    @Test func `calls of tools without end are an error, streamed or whole`() throws {
        let calls = (0..<1500).map {
            #"{"index":\#($0),"id":"c\#($0)","function":{"name":"f","arguments":"{}"}}"#
        }
        let body = #"{"choices":[{"message":{"tool_calls":[\#(calls.joined(separator: ","))]}}]}"#
        let error = #expect(throws: ModelError.self) { try OpenAIChat().reply(body) }
        #expect(error?.message == "'openai-chat' sent no answer but calls of tools without end")
        var reader = OpenAIChat().makeReader(fields: [:])
        let streamed = #expect(throws: ModelError.self) {
            for number in 0..<1500 {
                let call = #"{"index":\#(number),"id":"c\#(number)","function":{"name":"f"}}"#
                _ = try reader.read(
                    Array("data: {\"choices\":[{\"delta\":{\"tool_calls\":[\(call)]}}]}\n\n".utf8))
            }
        }
        #expect(streamed?.kind == .protocol && streamed?.isFree == false)
    }
}
