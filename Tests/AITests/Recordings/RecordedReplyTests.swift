import AI
import HTTP
import JSON
import TestSupport
import Testing

/// What our readers make of recorded answers, beside what an independent reader made of them.
@Suite(.enabled(if: ConformanceData.folder != nil, "AUTOWRK_FIXTURES names no folder of conformance data"))
struct RecordedReplyTests {
    @Test func `every recorded answer is read as an independent reader read it`() throws {
        let recordings = try Recording.all().filter { $0.kind == .unary && $0.isAnswer }
        #expect(recordings.count >= 40)
        for recording in recordings {
            let format = try #require(WireFormats.named(recording.format))
            compare(try format.reply(from: recording.response), recording)
        }
    }

    @Test func `every recorded stream is read the same however it is cut`() throws {
        let recordings = try Recording.all().filter { $0.kind == .stream && $0.isAnswer }
        #expect(recordings.count >= 50)
        for recording in recordings {
            let format = try #require(WireFormats.named(recording.format))
            let (whole, _) = try read(recording.response, with: format) { $0 }
            compare(whole, recording)
            let (bytewise, pieces) = try read(recording.response, with: format) { _ in 1 }
            #expect(bytewise == whole, "\(recording)")
            #expect(pieces.said == whole.message.text, "\(recording)")
            for seed in 0..<20 {
                var random = SeededGenerator(seed: UInt64(seed))
                let largest = [3, 40, 700, 5000][seed % 4]
                let (reply, _) = try read(recording.response, with: format) { _ in
                    .random(in: 1...largest, using: &random)
                }
                #expect(reply == whole, "\(recording), seed \(seed)")
            }
        }
    }

    @Test func `every recorded error has its kind, and says what was wrong`() throws {
        let recordings = try Recording.all().filter { $0.kind == .error }
        #expect(recordings.count >= 10)
        for recording in recordings {
            let format = try #require(WireFormats.named(recording.format))
            let error = format.error(from: recording.response)
            #expect(error.kind == .request, "\(recording): \(error)")
            #expect(error.status == recording.response.status, "\(recording)")
            #expect(error.isFree, "\(recording)")
            let body = try JSON(parsing: recording.response.body)
            let message = try #require(body["error"]?["message"]?.stringValue)
            #expect(error.message.hasPrefix("'\(recording.format)' refused the request: "), "\(recording)")
            #expect(error.message.contains(message.prefix(80)), "\(recording): \(error.message)")
        }
    }

    @Test func `a recorded stream that is cut off is no answer`() throws {
        for recording in try Recording.all() where recording.kind == .stream && recording.isAnswer {
            let format = try #require(WireFormats.named(recording.format))
            var response = recording.response
            response.body = Array(response.body.prefix(response.body.count / 2))
            let error = #expect(throws: ModelError.self, "\(recording)") {
                _ = try read(response, with: format) { $0 }
            }
            #expect(error?.kind == .network, "\(recording): \(String(describing: error))")
        }
    }

    private func compare(_ reply: Reply, _ recording: Recording) {
        let expected = recording.expected
        #expect(reply.message.text == expected["text"]?.stringValue, "\(recording)")
        #expect(reply.stopWord == expected["stop_reason"]?.stringValue, "\(recording)")
        for (name, count) in ["input": reply.usage.input, "output": reply.usage.output] {
            let number = expected["usage"]?[name]?.integerValue.map(Int.init)
            #expect(count == number, "\(recording): \(name)")
        }
        if let thinking = expected["usage"]?["thinking"]?.integerValue {
            #expect(reply.usage.thinking == Int(thinking), "\(recording)")
        }
        // Chat Completions has no thinking of its own, so the reader looks for none there.
        if recording.format != "openai-chat", let thinking = expected["thinking"]?.stringValue {
            #expect(reply.message.thinking == thinking, "\(recording)")
        }
        let calls = expected["tool_calls"]?.arrayValue ?? []
        #expect(reply.message.toolCalls.count == calls.count, "\(recording)")
        for (call, wanted) in zip(reply.message.toolCalls, calls) {
            #expect(call.name == wanted["name"]?.stringValue, "\(recording)")
            if let id = wanted["id"]?.stringValue { #expect(call.id == id, "\(recording)") }
            let arguments = wanted["arguments_json"]?.stringValue.flatMap { try? JSON(parsing: $0) }
            #expect((try? JSON(parsing: call.arguments)) == arguments ?? wanted["arguments"], "\(recording)")
        }
        #expect((reply.stop == .tools) == !calls.isEmpty, "\(recording)")
    }
}

/// Reads a streamed answer in pieces of the sizes that are asked for, given what is left.
func read(
    _ response: HTTPResponse, with format: any WireFormat, sizes: (Int) -> Int
) throws(ModelError) -> (reply: Reply, pieces: [ReplyPiece]) {
    var (reader, pieces) = (format.makeReader(fields: response.fields), [ReplyPiece]())
    var rest = response.body[...]
    while !rest.isEmpty {
        let size = sizes(rest.count)
        pieces += try reader.read(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
    }
    return (try reader.finish(), pieces)
}

extension [ReplyPiece] {
    /// The text of all of them.
    var said: String { compactMap { if case .text(let text) = $0 { text } else { nil } }.joined() }
    /// The thoughts of all of them.
    var thought: String { compactMap { if case .thinking(let text) = $0 { text } else { nil } }.joined() }
}
