public import HTTP
import JSON

/// Anthropic's Messages API, version 2023-06-01.
public struct Anthropic: WireFormat {
    /// `anthropic`.
    public let name = "anthropic"
    /// Anthropic's own service.
    public let defaultURL: String? = "https://api.anthropic.com"
    /// Anthropic's own variable.
    public let keyVariables = ["ANTHROPIC_API_KEY"]

    /// The format has no state.
    public init() {}

    /// `POST /v1/messages`.
    public func request(
        _ request: ModelRequest, to endpoint: ModelEndpoint, streamed: Bool
    ) throws(ModelError) -> HTTPRequest {
        var body = conversation(of: request)
        let thinking = ThinkingBudget(request)
        body["max_tokens"] = .integer(Int64(thinking.maximumOutput))
        body["stream"] = .bool(streamed)
        body.set("thinking", thinking.configuration)
        var output: JSON.Object = [:]
        output.set("effort", thinking.effort.map(JSON.string))
        if let shape = request.output, request.asksForShape {
            output["format"] = ["type": "json_schema", "schema": .object(shape.schema)]
        }
        if !output.members.isEmpty { body["output_config"] = .object(output) }
        // With thinking there is no other temperature than 1, and nowhere one above.
        if let temperature = request.offeredTemperature, !thinking.isOn {
            body["temperature"] = JSON(min(temperature, 1))
        }
        return try endpoint.post(
            "/v1/messages", body, accept: streamed ? "text/event-stream" : "application/json",
            keyField: ("x-api-key", ""), fields: ["anthropic-version": "2023-06-01"])
    }

    /// A `Message`.
    public func reply(from response: HTTPResponse) throws(ModelError) -> Reply {
        let value = try value(of: response)
        guard value["content"]?.arrayValue != nil || value["type"]?.stringValue == "message" else {
            throw broken("an object without 'content'", response.fields)
        }
        return AnthropicMessage(value, format: name).reply(requestID: response.fields.requestID)
    }

    /// Reads `RawMessageStreamEvent`s.
    public func makeReader(fields: HTTPFields) -> any ReplyReader {
        StreamReader(AnthropicStream(format: self), format: self, fields: fields)
    }

    /// What is said, and what may be called.
    private func conversation(of request: ModelRequest) -> JSON.Object {
        var body: JSON.Object = ["model": .string(request.model)]
        let system = request.systemText
        if !system.isEmpty {
            body["system"] = [["type": "text", "text": .string(system), "cache_control": Self.cached]]
        }
        var tools = request.offeredTools.map { tool in
            JSON.Object([
                ("name", .string(tool.name)), ("description", .string(tool.summary)),
                ("input_schema", .object(tool.parameters)),
            ])
        }
        if !tools.isEmpty {
            tools[tools.count - 1]["cache_control"] = Self.cached
            body["tools"] = .array(tools.map(JSON.object))
            body["tool_choice"] =
                switch request.toolChoice {
                case .automatic: ["type": "auto"]
                case .required: ["type": "any"]
                case .none: ["type": "none"]
                case .named(let name): ["type": "tool", "name": .string(name)]
                }
        }
        // A conversation with calls in it is refused unless it names their tools.
        let called = Set(request.messages.flatMap(\.toolCalls).map(\.name)).sorted()
        if tools.isEmpty, !called.isEmpty {
            body["tools"] = .array(called.map { ["name": .string($0), "input_schema": ["type": "object"]] })
            body["tool_choice"] = ["type": "none"]
        }
        body["messages"] = .array(messages(of: request))
        return body
    }

    private static let cached: JSON = ["type": "ephemeral"]

    private func messages(of request: ModelRequest) -> [JSON] {
        var turns = request.messages.merged { message, _ in message.parts.compactMap(block) }
        // A turn must not end amid its thoughts, as one does that was cut off there.
        turns.removeAll { $0.parts.allSatisfy { ["thinking", "redacted_thinking"].contains($0["type"]) } }
        // Results have to stand before what else the user says.
        for index in turns.indices where turns[index].role == .user {
            let isResult: (JSON.Object) -> Bool = { $0["type"] == "tool_result" }
            turns[index].parts =
                turns[index].parts.filter(isResult) + turns[index].parts.filter { !isResult($0) }
        }
        // A single question is not asked again: to write it into the cache would cost more than to send it.
        if turns.count > 1 || !request.offeredTools.isEmpty,
            let last = turns.lastIndex(where: { $0.role == .user }),
            let part = turns[last].parts.lastIndex(where: { ["text", "tool_result"].contains($0["type"]) })
        {
            turns[last].parts[part]["cache_control"] = Self.cached
        }
        return turns.map {
            ["role": .string($0.role.rawValue), "content": .array($0.parts.map(JSON.object))]
        }
    }

    private func block(_ part: MessagePart) -> JSON.Object? {
        switch part {
        case .text(let text):
            return text.isEmpty ? nil : ["type": "text", "text": .string(text)]
        case .thinking(let thinking):
            guard let seal = thinking.seal, seal.format == name else { return nil }
            if let data = seal.value.value("data") { return ["type": "redacted_thinking", "data": data] }
            guard let signature = seal.value.value("signature") else { return nil }
            return ["type": "thinking", "thinking": .string(thinking.text), "signature": signature]
        case .toolCall(let call):
            return [
                "type": "tool_use", "id": .string(ToolCallID.fitting(call.id)), "name": .string(call.name),
                "input": .object(call.argumentsObject),
            ]
        case .toolResult(let result):
            var block: JSON.Object = [
                "type": "tool_result", "tool_use_id": .string(ToolCallID.fitting(result.call)),
            ]
            if !result.text.isEmpty { block["content"] = .string(result.text) }
            if result.isError { block["is_error"] = true }
            return block
        case .foreign(let format, let value):
            return format == name ? value.objectValue : nil
        }
    }
}

/// How much is thought, and how long the answer may be: one number bounds both.
private struct ThinkingBudget {
    var maximumOutput: Int
    var configuration: JSON?
    var effort: String?
    var isOn = false

    init(_ request: ModelRequest) {
        maximumOutput = max(1, request.maximumOutput ?? RequestEstimate.assumedOutput)
        guard let effort = request.thinking, request.abilities.thinking != .none else { return }
        guard effort != .none else {
            configuration = ["type": "disabled"]
            return
        }
        // A call of a tool can't be asked for while the model thinks, and the call is what the caller needs.
        switch request.toolChoice {
        case .required, .named: if !request.offeredTools.isEmpty { return }
        case .automatic, .none: break
        }
        if request.abilities.thinking == .effort {
            configuration = ["type": "adaptive"]
            self.effort = effort.rawValue
        } else {
            let wanted = effort.assumedTokens
            // The budget is part of the output: a quarter is left for the answer.
            if request.maximumOutput == nil { maximumOutput = request.assumedOutput }
            let budget = min(wanted, maximumOutput / 4 * 3)
            guard budget >= 1024 else { return }
            configuration = ["type": "enabled", "budget_tokens": .integer(Int64(budget))]
        }
        isOn = true
    }
}
