import AI
import HTTP
import JSON
import TestSupport
import Testing

/// What we would have sent where others have sent what is recorded.
@Suite(.enabled(if: ConformanceData.folder != nil, "AUTOWRK_FIXTURES names no folder of conformance data"))
struct RecordedRequestTests {
    @Test func `for every recorded conversation our request is valid by the API's schema`() throws {
        var documents: [SchemaValidation.Document] = []
        for recording in try Recording.all() {
            let request = try RecordedConversation.request(in: recording)
            documents += try built(request, recording.file, for: [recording.format])
        }
        #expect(documents.count >= 250)
        let errors = try SchemaValidation.errors(in: documents)
        #expect(errors == [])
    }

    @Test func `for every recorded conversation that goes on with any provider our request is valid`() throws
    {
        var documents: [SchemaValidation.Document] = []
        for recording in try Recording.all() where recording.kind != .error && recording.isAnswer {
            var request = try RecordedConversation.request(in: recording)
            let format = try #require(WireFormats.named(recording.format))
            let reply = try read(recording.response, with: format, streamed: recording.kind == .stream)
            // Blocks of a trial version (`mcp-client-2025-04-04`), which the schema does not have.
            let parts = reply.message.parts.filter { part in
                if case .foreign(_, let value) = part {
                    !(value["type"]?.stringValue ?? "").hasPrefix("mcp_")
                } else {
                    true
                }
            }
            request.messages.append(Message(.assistant, parts))
            let results = reply.message.toolCalls.map { call in
                MessagePart.toolResult(
                    ToolResult(call: call.id, name: call.name, text: "out of paper", isError: true))
            }
            request.messages.append(Message(.user, results + [.text("And then?")]))
            documents += try built(request, "\(recording.file), going on", for: WireFormats.all.map(\.name))
        }
        #expect(documents.count >= 1000)
        let errors = try SchemaValidation.errors(in: documents)
        #expect(errors == [])
    }

    @Test func `whatever is asked for our request is valid`() throws {
        var documents: [SchemaValidation.Document] = []
        let choices: [ToolChoice] = [.automatic, .required, .none, .named("weather")]
        for (number, choice) in choices.enumerated() {
            for control in ModelAbilities.ThinkingControl.allCases {
                for effort in [ThinkingEffort.none, .high] {
                    for shape in ModelAbilities.StructuredOutput.allCases {
                        var request = Conversations.withTools()
                        (request.toolChoice, request.thinking, request.output) = (
                            choice, effort, Conversations.shape
                        )
                        (request.abilities.thinking, request.abilities.structuredOutput) = (control, shape)
                        (request.temperature, request.maximumOutput) = (0.5, 3000)
                        if number % 2 == 1 { request.tools = [] }
                        let name = "\(choice), \(control), \(effort), \(shape)"
                        documents += try built(request, name, for: WireFormats.all.map(\.name))
                    }
                }
            }
        }
        for format in WireFormats.all {
            documents += try built(Conversations.fromElsewhere(format.name), "elsewhere", for: [format.name])
        }
        #expect(documents.count >= 720)
        // Anthropic's newest types have no temperature any more, its older models still do.
        let errors = try SchemaValidation.errors(in: documents).filter {
            !$0.hasSuffix(" for anthropic: temperature: no such key")
        }
        #expect(errors == [])
    }

    @Test func `what is wrong in a request is found`() throws {
        let documents = WireFormats.all.map { format in
            SchemaValidation.Document(
                name: format.name, format: format.name, streamed: true,
                body: Array(#"{"model":1,"x":1}"#.utf8))
        }
        let errors = try SchemaValidation.errors(in: documents)
        for format in WireFormats.all {
            #expect(errors.filter { $0.hasPrefix("\(format.name): ") }.count > 1, "\(format.name)")
        }
    }

    @Test func `what a recorded conversation says is in our request, too`() throws {
        for recording in try Recording.all() {
            let request = try RecordedConversation.request(in: recording)
            let format = try #require(WireFormats.named(recording.format))
            let endpoint = ModelEndpoint(baseURL: format.defaultURL ?? "")
            let sent = try format.request(request, to: endpoint, streamed: false)
            let body = try JSON(parsing: sent.body ?? [])
            let (theirs, ours) = (texts(in: recording.request), texts(in: body))
            for text in theirs where request.messages.contains(where: { $0.text.contains(text) }) {
                #expect(ours.contains { $0.contains(text) }, "\(recording): \(text.prefix(80))")
            }
            // Signatures and encrypted texts are only of use as they came.
            for seal in seals(in: recording.request) {
                #expect(seals(in: body).contains(seal), "\(recording): \(seal.prefix(40))")
            }
        }
    }

    private func built(
        _ request: ModelRequest, _ name: String, for formats: [String]
    ) throws -> [SchemaValidation.Document] {
        try formats.map { name in try #require(WireFormats.named(name)) }.flatMap { format in
            try [false, true].map { streamed in
                let endpoint = ModelEndpoint(baseURL: format.defaultURL ?? "", key: "k")
                let body = try format.request(request, to: endpoint, streamed: streamed).body ?? []
                return .init(
                    name: "\(name) for \(format.name)", format: format.name, streamed: streamed, body: body)
            }
        }
    }

    private func read(
        _ response: HTTPResponse, with format: any WireFormat, streamed: Bool
    ) throws -> Reply {
        guard streamed else { return try format.reply(from: response) }
        var reader = format.makeReader(fields: response.fields)
        _ = try reader.read(response.body)
        return try reader.finish()
    }

    /// The texts of the messages, wherever they stand.
    private func texts(in value: JSON) -> [String] { strings(in: value, under: ["text", "content"]) }

    private func seals(in value: JSON) -> [String] {
        strings(in: value, under: ["signature", "thoughtSignature", "encrypted_content"])
    }

    private func strings(in value: JSON, under keys: Set<String>) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap { strings(in: $0, under: keys) }
        case .object(let object):
            object.members.flatMap { key, value in
                if keys.contains(key), let text = value.stringValue {
                    [text]
                } else {
                    strings(in: value, under: keys)
                }
            }
        default: []
        }
    }
}
