public import HTTP
import JSON

/// Ollama's own API, which can do more than its copy of OpenAI's: it says how much is loaded and thought.
public struct Ollama: WireFormat {
    /// `ollama`.
    public let name = "ollama"
    /// A server on this machine.
    public let defaultURL: String? = "http://127.0.0.1:11434"
    /// Only its cloud wants a key.
    public let keyVariables = ["OLLAMA_API_KEY"]

    /// The format has no state.
    public init() {}

    /// `POST /api/chat`.
    public func request(
        _ request: ModelRequest, to endpoint: ModelEndpoint, streamed: Bool
    ) throws(ModelError) -> HTTPRequest {
        let messages = messages(of: request)
        var body: JSON.Object = [
            "model": .string(request.model), "messages": .array(messages), "stream": .bool(streamed),
        ]
        var tools: [JSON] = []
        // It can't be told to call none, nor which, so tools that it must not call are not offered.
        if request.toolChoice != .none {
            tools = request.offeredTools.map { tool in
                [
                    "type": "function",
                    "function": [
                        "name": .string(tool.name), "description": .string(tool.summary),
                        "parameters": .object(tool.parameters),
                    ],
                ]
            }
        }
        if !tools.isEmpty { body["tools"] = .array(tools) }
        if let shape = request.output, request.asksForShape { body["format"] = .object(shape.schema) }
        if let thinking = request.thinking, request.abilities.thinking != .none {
            let isWord = request.abilities.thinking == .effort && thinking != .none
            body["think"] = isWord ? .string(thinking.rawValue) : .bool(thinking != .none)
        }
        var options: JSON.Object = [:]
        if let maximum = request.maximumOutput { options["num_predict"] = .integer(Int64(max(1, maximum))) }
        if let temperature = request.offeredTemperature { options["temperature"] = JSON(temperature) }
        let size = JSON.array(messages + tools).canonical.utf8.count
        options.set(
            "num_ctx", try contextSize(bytes: size, request).map { .integer(Int64($0)) })
        if !options.members.isEmpty { body["options"] = .object(options) }
        return try endpoint.post(
            "/api/chat", body, accept: streamed ? "application/x-ndjson" : "application/json",
            keyField: ("authorization", "Bearer "))
    }

    /// A `ChatResponse`, or a `GenerateResponse`.
    public func reply(from response: HTTPResponse) throws(ModelError) -> Reply {
        let value = try value(of: response)
        guard value["message"] != nil || value["response"] != nil else {
            throw broken("an object without 'message'", response.fields)
        }
        var answer = OllamaAnswer(format: self)
        _ = try answer.take(value, event: "")
        return answer.reply(requestID: response.fields.requestID)
    }

    /// Reads one object a line.
    public func makeReader(fields: HTTPFields) -> any ReplyReader {
        StreamReader(OllamaAnswer(format: self), format: self, fields: fields, framing: .lines)
    }

    /// Tells how to get a model that is not there.
    public func error(from response: HTTPResponse) -> ModelError {
        var error = reportedError(from: response)
        if response.status == 404 {
            error.hints.append("'ollama pull' fetches a model, 'ollama list' shows those that are there")
        }
        return error
    }

    /// How many tokens the server has to make room for. Without a word it makes room for as few as 4096, and
    /// silently cuts off the start of what is longer; nil where that is enough. Never more than the model takes, as
    /// the room is memory of the server.
    ///
    /// - Throws: ``ModelError`` of kind `contextTooLong` for a question that surely does not fit.
    private func contextSize(bytes: Int, _ request: ModelRequest) throws(ModelError) -> Int? {
        let known = request.abilities.contextTokens
        let most = known ?? 1 << 20
        guard known == nil || bytes / 4 < most else {
            throw ModelError(
                .contextTooLong,
                "'\(name)' would cut off the start of the question: it has about \(bytes / 4) tokens, and "
                    + "'\(request.model)' takes \(most)",
                hints: ["if it takes more, say so in models.yml: 'context' of the model"])
        }
        // Three bytes a token is on the safe side for prose and code.
        let needed = (bytes / 3).adding(max(1024, request.maximumOutput ?? 2048))
        guard needed > 4096 else { return nil }
        var size = 8192
        while size < needed, size < most { size *= 2 }
        return min(size, most)
    }

    private func messages(of request: ModelRequest) -> [JSON] {
        let system = request.systemText
        var messages: [JSON] = system.isEmpty ? [] : [["role": "system", "content": .string(system)]]
        let question = request.messages.presentQuestion
        for (index, message) in request.messages.enumerated() {
            for case .toolResult(let result) in message.parts {
                messages.append([
                    "role": "tool", "tool_name": .string(result.name), "content": .string(result.markedText),
                ])
            }
            var turn: JSON.Object = [:]
            if !message.text.isEmpty { turn["content"] = .string(message.text) }
            let calls = message.toolCalls
            if !calls.isEmpty {
                turn["tool_calls"] = .array(
                    calls.map {
                        ["function": ["name": .string($0.name), "arguments": .object($0.argumentsObject)]]
                    })
            }
            guard !turn.members.isEmpty else { continue }
            // Within the work on a question models want to see what they have thought, later it is in the
            // way.
            let thoughts = index > question ? thoughts(of: message) : ""
            if !thoughts.isEmpty { turn["thinking"] = .string(thoughts) }
            turn["role"] = .string(message.role.rawValue)
            turn["content"] = turn["content"] ?? ""
            messages.append(.object(turn))
        }
        return messages
    }

    private func thoughts(of message: Message) -> String {
        message.parts.compactMap { part in
            if case .thinking(let thinking) = part, thinking.seal?.format == name {
                thinking.text
            } else {
                nil
            }
        }.joined()
    }
}
