public import HTTP
import JSON

/// OpenAI's Chat Completions, which many other servers speak, each in its own way.
public struct OpenAIChat: WireFormat {
    /// `openai-chat`.
    public let name = "openai-chat"
    /// OpenAI's own service.
    public let defaultURL: String? = "https://api.openai.com/v1"
    /// OpenAI's own variable.
    public let keyVariables = ["OPENAI_API_KEY"]

    /// The format has no state.
    public init() {}

    /// `POST …/chat/completions`, with `/v1` before it where the base has no path of its own.
    public func request(
        _ request: ModelRequest, to endpoint: ModelEndpoint, streamed: Bool
    ) throws(ModelError) -> HTTPRequest {
        let isOfficial = Self.isOfficial(endpoint.baseURL)
        var body: JSON.Object = [
            "model": .string(request.model), "messages": .array(messages(of: request)),
            "stream": .bool(streamed),
        ]
        if streamed { body["stream_options"] = ["include_usage": true] }
        if let maximum = request.maximumOutput {
            // OpenAI's newer models refuse the old name, and most other servers pass over the new one.
            body[isOfficial ? "max_completion_tokens" : "max_tokens"] = .integer(Int64(max(1, maximum)))
        }
        if let temperature = request.offeredTemperature { body["temperature"] = JSON(temperature) }
        if let effort = request.effortWord { body["reasoning_effort"] = .string(effort) }
        if let shape = request.output, request.asksForShape {
            body["response_format"] = [
                "type": "json_schema",
                "json_schema": [
                    "name": .string(shape.name), "schema": .object(shape.schema), "strict": true,
                ],
            ]
        }
        if !request.offeredTools.isEmpty {
            body["tools"] = .array(
                request.offeredTools.map { tool in
                    var function: JSON.Object = [
                        "name": .string(tool.name), "description": .string(tool.summary),
                        "parameters": .object(tool.parameters),
                    ]
                    if isOfficial, tool.parameters.isStrict { function["strict"] = true }
                    return ["type": "function", "function": .object(function)]
                })
            body["tool_choice"] =
                switch request.toolChoice {
                case .automatic: "auto"
                case .required: "required"
                case .none: "none"
                case .named(let name): ["type": "function", "function": ["name": .string(name)]]
                }
        }
        return try endpoint.post(
            "/chat/completions", version: "/v1", body,
            accept: streamed ? "text/event-stream" : "application/json",
            keyField: ("authorization", "Bearer "))
    }

    /// A `chat.completion`.
    public func reply(from response: HTTPResponse) throws(ModelError) -> Reply {
        let value = try value(of: response)
        guard let choice = value.elements("choices").first, choice.objectValue != nil else {
            throw broken("an object without 'choices'", response.fields)
        }
        var completion = ChatCompletion(format: name)
        completion.take(head: value)
        _ = completion.take(choice.value("message") ?? choice.value("delta") ?? .null)
        if completion.hasTooManyCalls { throw broken("calls of tools without end", response.fields) }
        completion.finishReason = choice.text("finish_reason") ?? ""
        return completion.reply(requestID: response.fields.requestID)
    }

    /// Reads `chat.completion.chunk`s.
    public func makeReader(fields: HTTPFields) -> any ReplyReader {
        StreamReader(OpenAIChatStream(format: self), format: self, fields: fields)
    }

    /// Whether the service is OpenAI's own or Microsoft's copy of it.
    static func isOfficial(_ url: String) -> Bool {
        let host = url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
        let name = host.split(separator: ":").first?.lowercased() ?? ""
        return name == "api.openai.com" || name.hasSuffix(".openai.azure.com")
    }

    private func messages(of request: ModelRequest) -> [JSON] {
        let system = request.systemText
        var messages: [JSON] = system.isEmpty ? [] : [["role": "system", "content": .string(system)]]
        let question = request.messages.presentQuestion
        let turns = request.messages.merged { message, index in
            message.parts.compactMap { part -> MessagePart? in
                switch part {
                case .text(let text): text.isEmpty ? nil : part
                case .thinking(let thinking): index > question && thinking.seal?.format == name ? part : nil
                case .foreign(let format, _): format == name ? part : nil
                case .toolCall, .toolResult: part
                }
            }
        }
        for turn in turns {
            if turn.role == .assistant {
                // Nothing was said where an answer was cut off amid its thoughts.
                if !turn.parts.allSatisfy(\.isThinking) { messages.append(assistant(turn.parts)) }
            } else {
                messages += user(turn.parts)
            }
        }
        return messages
    }

    /// Results are messages of their own and stand before what else is said.
    private func user(_ parts: [MessagePart]) -> [JSON] {
        var messages: [JSON] = []
        for case .toolResult(let result) in parts {
            messages.append([
                "role": "tool", "tool_call_id": .string(ToolCallID.fitting(result.call, longest: 40)),
                "content": .string(result.markedText),
            ])
        }
        for case .foreign(_, let value) in parts where value.objectValue != nil { messages.append(value) }
        let texts = parts.compactMap(\.text)
        if !texts.isEmpty {
            messages.append(["role": "user", "content": .string(texts.joined(separator: "\n\n"))])
        }
        return messages
    }

    private func assistant(_ parts: [MessagePart]) -> JSON {
        var (message, calls): (JSON.Object, [JSON]) = (["role": "assistant"], [])
        for part in parts {
            switch part {
            case .toolCall(let call):
                calls.append([
                    "id": .string(ToolCallID.fitting(call.id, longest: 40)), "type": "function",
                    "function": ["name": .string(call.name), "arguments": .string(call.argumentsText)],
                ])
            case .thinking(let thinking):
                // Under the name that it came by.
                if let key = thinking.seal?.value.stringValue {
                    message[key] = .string((message[key]?.stringValue ?? "") + thinking.text)
                }
            case .foreign(_, let value):
                for (key, value) in value.objectValue?.members ?? [] { message[key] = value }
            case .text, .toolResult: break
            }
        }
        let texts = parts.compactMap(\.text)
        message["content"] = texts.isEmpty ? .null : .string(texts.joined())
        if !calls.isEmpty { message["tool_calls"] = .array(calls) }
        return .object(message)
    }
}
