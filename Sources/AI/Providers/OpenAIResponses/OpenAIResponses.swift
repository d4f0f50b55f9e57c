public import HTTP
import JSON

/// OpenAI's Responses API. Nothing is kept at the provider: each request holds the whole conversation, with
/// what the model has thought in a text that only OpenAI can read.
public struct OpenAIResponses: WireFormat {
    /// `openai`.
    public let name = "openai"
    /// OpenAI's own service.
    public let defaultURL: String? = "https://api.openai.com/v1"
    /// OpenAI's own variable.
    public let keyVariables = ["OPENAI_API_KEY"]

    /// The format has no state.
    public init() {}

    /// `POST …/responses`, with `/v1` before it where the base has no path of its own.
    public func request(
        _ request: ModelRequest, to endpoint: ModelEndpoint, streamed: Bool
    ) throws(ModelError) -> HTTPRequest {
        var body: JSON.Object = [
            "model": .string(request.model), "input": .array(items(of: request)), "stream": .bool(streamed),
            "store": false,
        ]
        let system = request.systemText
        if !system.isEmpty { body["instructions"] = .string(system) }
        // The API has a least number.
        if let maximum = request.maximumOutput {
            body["max_output_tokens"] = .integer(Int64(max(16, maximum)))
        }
        if let temperature = request.offeredTemperature { body["temperature"] = JSON(temperature) }
        if request.abilities.thinking != .none { body["include"] = ["reasoning.encrypted_content"] }
        if let effort = request.effortWord { body["reasoning"] = ["effort": .string(effort)] }
        if let shape = request.output, request.asksForShape {
            body["text"] = [
                "format": [
                    "type": "json_schema", "name": .string(shape.name), "schema": .object(shape.schema),
                    "strict": true,
                ]
            ]
        }
        if !request.offeredTools.isEmpty {
            body["tools"] = .array(
                request.offeredTools.map { tool in
                    [
                        "type": "function", "name": .string(tool.name), "description": .string(tool.summary),
                        "parameters": .object(tool.parameters), "strict": .bool(tool.parameters.isStrict),
                    ]
                })
            body["tool_choice"] =
                switch request.toolChoice {
                case .automatic: "auto"
                case .required: "required"
                case .none: "none"
                case .named(let name): ["type": "function", "name": .string(name)]
                }
        }
        return try endpoint.post(
            "/responses", version: "/v1", body, accept: streamed ? "text/event-stream" : "application/json",
            keyField: ("authorization", "Bearer "))
    }

    /// A `Response`.
    public func reply(from response: HTTPResponse) throws(ModelError) -> Reply {
        let value = try value(of: response)
        guard value["output"]?.arrayValue != nil || value["status"]?.stringValue != nil else {
            throw broken("an object without 'output'", response.fields)
        }
        if value.text("status") == "failed" { throw error(reportedIn: value, fields: response.fields) }
        return OpenAIResponse(value, format: name).reply(requestID: response.fields.requestID)
    }

    /// Reads `ResponseStreamEvent`s.
    public func makeReader(fields: HTTPFields) -> any ReplyReader {
        StreamReader(OpenAIResponsesStream(format: self), format: self, fields: fields)
    }

    private func items(of request: ModelRequest) -> [JSON] {
        var items: [JSON.Object] = []
        for message in request.messages {
            for part in message.parts { add(part, of: message.role, to: &items) }
        }
        return withoutLooseThoughts(items).map(JSON.object)
    }

    /// Thoughts are refused unless what they led to follows them; an answer that was cut off has none.
    private func withoutLooseThoughts(_ items: [JSON.Object]) -> [JSON.Object] {
        var (kept, isFollowed) = ([JSON.Object](), false)
        for item in items.reversed() {
            if item["type"] == "reasoning" {
                if isFollowed { kept.append(item) }
            } else {
                isFollowed = item["role"] != "user" && item["type"] != "function_call_output"
                kept.append(item)
            }
        }
        return kept.reversed()
    }

    private func add(_ part: MessagePart, of role: Message.Role, to items: inout [JSON.Object]) {
        switch part {
        case .text(let text):
            if !text.isEmpty { items.append(["role": .string(role.rawValue), "content": .string(text)]) }
        case .thinking(let thinking):
            guard let seal = thinking.seal, seal.format == name else { return }
            if let phase = seal.value.value("phase") {
                if items.last?["role"] == "assistant" { items[items.count - 1]["phase"] = phase }
            } else if let item = seal.value.objectValue {
                items.append(item)
            }
        case .toolCall(let call):
            items.append([
                "type": "function_call", "call_id": .string(ToolCallID.fitting(call.id)),
                "name": .string(call.name), "arguments": .string(call.argumentsText),
            ])
        case .toolResult(let result):
            items.append([
                "type": "function_call_output", "call_id": .string(ToolCallID.fitting(result.call)),
                "output": .string(result.markedText),
            ])
        case .foreign(let format, let value):
            guard format == name, let item = value.objectValue else { return }
            if let refusal = value.text("refusal") {
                items.append(["role": "assistant", "content": .string(refusal)])
            } else {
                items.append(item)
            }
        }
    }
}
