import AI
import HTTP
import JSON
import TestSupport
import Testing

extension WireFormat {
    /// What is sent for a request, and its body as JSON.
    func sent(
        _ request: ModelRequest, streamed: Bool = false, base: String? = nil, key: String? = "k-1"
    ) throws -> (request: HTTPRequest, body: JSON) {
        let endpoint = ModelEndpoint(baseURL: base ?? defaultURL ?? "", key: key)
        let request = try self.request(request, to: endpoint, streamed: streamed)
        return (request, try JSON(parsing: request.body ?? []))
    }

    /// What a whole answer says.
    func reply(_ body: String, fields: HTTPFields = [:]) throws(ModelError) -> Reply {
        try reply(from: HTTPResponse(status: 200, fields: fields, body: Array(body.utf8)))
    }

    /// What a stream says, which has to be the same however it is cut.
    func streamed(_ body: String, fields: HTTPFields = [:]) throws -> (reply: Reply, pieces: [ReplyPiece]) {
        let response = HTTPResponse(status: 200, fields: fields, body: Array(body.utf8))
        let (whole, pieces) = try read(response, with: self) { $0 }
        for size in 1...7 {
            #expect(try read(response, with: self) { _ in size }.reply == whole, "pieces of \(size)")
        }
        for seed in UInt64(0)..<10 {
            var random = SeededGenerator(seed: seed)
            let cut = try read(response, with: self) { _ in .random(in: 1...90, using: &random) }
            #expect(cut.reply == whole && cut.pieces == pieces, "seed \(seed)")
        }
        return (whole, pieces)
    }

    /// The error that a stream ends in, which has to be the same however it is cut.
    func streamError(_ body: String, fields: HTTPFields = [:]) -> ModelError? {
        streamError(Array(body.utf8), fields: fields)
    }

    /// The same, of bytes.
    func streamError(_ body: [UInt8], fields: HTTPFields = [:]) -> ModelError? {
        let response = HTTPResponse(status: 200, fields: fields, body: body)
        let errors = [1, 5, 1000].map { size in
            #expect(throws: ModelError.self, "pieces of \(size)") {
                _ = try read(response, with: self) { _ in size }
            }
        }
        #expect(errors.allSatisfy { $0 == errors.first }, "\(errors)")
        return errors.last ?? nil
    }

    /// The error that an answer is.
    func error(_ status: Int, _ body: String = "", fields: HTTPFields = [:]) -> ModelError {
        error(from: HTTPResponse(status: status, fields: fields, body: Array(body.utf8)))
    }
}

extension JSON {
    /// What stands at a path of keys and places, as in `messages/0/role`.
    func at(_ path: String) -> JSON? {
        path.split(separator: "/").reduce(Optional(self)) { value, step in
            guard let place = Int(step) else { return value?[String(step)] }
            return value?.arrayValue.flatMap { $0.indices.contains(place) ? $0[place] : nil }
        }
    }
}

/// Conversations that every format has to have words for.
enum Conversations {
    static let weather = ToolDefinition(
        name: "weather", summary: "The weather of a place.",
        parameters: [
            "type": "object", "properties": ["place": ["type": "string"]], "required": ["place"],
            "additionalProperties": false,
        ])

    static let shape = OutputShape(
        name: "verdict",
        schema: [
            "type": "object", "properties": ["good": ["type": "boolean"]], "required": ["good"],
            "additionalProperties": false,
        ])

    /// A question, two calls at once, their results, one of them an error, and a word more.
    static func withTools(_ model: String = "m") -> ModelRequest {
        var request = ModelRequest(
            model: model, system: "Be brief.",
            messages: [
                Message(.user, "Is it warm in Ulm and Köln?"),
                Message(
                    .assistant,
                    [
                        .text("I look."),
                        .toolCall(ToolCall(id: "a", name: "weather", arguments: #"{"place":"Ulm"}"#)),
                        .toolCall(ToolCall(id: "b", name: "weather", arguments: #"{"place":"Köln"}"#)),
                    ]),
                Message(
                    .user,
                    [
                        .text("Quick!"), .toolResult(ToolResult(call: "a", name: "weather", text: "3 °C")),
                        .toolResult(
                            ToolResult(call: "b", name: "weather", text: "no such place", isError: true)),
                    ]),
            ])
        request.tools = [weather]
        return request
    }

    /// An answer that was cut off amid its thoughts, and what the user says to that.
    static func cutOff(_ seal: Seal) -> ModelRequest {
        ModelRequest(
            model: "m",
            messages: [
                Message(.user, "Hello"), Message(.assistant, [.thinking(Thinking("LOOSE", seal: seal))]),
                Message(.user, [.toolResult(ToolResult(call: "a", name: "weather", text: "3 °C"))]),
                Message(.assistant, [.thinking(Thinking("HELD", seal: seal)), .text("Hi")]),
            ])
    }

    /// What other formats have left behind: seals and parts that only they can read, ids that nobody else
    /// takes.
    static func fromElsewhere(_ format: String) -> ModelRequest {
        let others = WireFormats.all.map(\.name).filter { $0 != format }
        let parts = others.flatMap { other -> [MessagePart] in
            [
                .thinking(
                    Thinking("SECRET", seal: Seal(format: other, ["signature": "SECRET", "data": "SECRET"]))),
                .foreign(format: other, ["type": "SECRET", "id": "SECRET"]), .thinking(Thinking("SECRET")),
            ]
        }
        let id = "functions.weather:0/" + String(repeating: "x", count: 100)
        let call = ToolCall(
            id: id, name: "weather", arguments: "{}", seal: Seal(format: others[0], "SECRET"))
        return ModelRequest(
            model: "m",
            messages: [
                Message(.user, "Hello"), Message(.assistant, parts + [.text("Hi")]),
                Message(.assistant, parts),
                Message(.assistant, [.toolCall(call)]),
                Message(.user, [.toolResult(ToolResult(call: id, name: "weather", text: "3 °C"))]),
            ])
    }
}
