import AI
import JSON

extension RecordedConversation {
    static func readResponses(_ body: JSON, into request: inout ModelRequest) throws {
        request.system = body["instructions"]?.stringValue ?? ""
        request.temperature = body["temperature"]?.integerValue.map(Double.init)
        if let effort = body["reasoning"]?["effort"]?.stringValue {
            request.thinking = ThinkingEffort(rawValue: effort)
        }
        request.tools = (body["tools"]?.arrayValue ?? []).filter { $0["type"] == "function" }
            .compactMap { tool($0, parameters: "parameters") }
        request.toolChoice = choice(
            body["tool_choice"]?.stringValue, named: body["tool_choice"]?["name"]?.stringValue)
        request.output = shape(body["text"]?["format"]?["schema"])
        if let question = body["input"]?.stringValue { request.messages = [Message(.user, question)] }
        for item in body["input"]?.arrayValue ?? [] { readItem(item, into: &request) }
    }

    private static func readItem(_ item: JSON, into request: inout ModelRequest) {
        let foreign = MessagePart.foreign(format: "openai", item)
        let call = item["call_id"]?.stringValue ?? ""
        switch item["type"]?.stringValue ?? "message" {
        case "message":
            guard let text = text(item["content"]) else {
                return request.messages.append(Message(.user, [foreign]))
            }
            switch item["role"]?.stringValue {
            case "user": request.messages.append(Message(.user, text))
            case "assistant": request.messages.append(Message(.assistant, text))
            default: request.system += text
            }
        case "function_call":
            let arguments = item["arguments"]?.stringValue ?? ""
            let call = ToolCall(id: call, name: item["name"]?.stringValue ?? "", arguments: arguments)
            request.messages.append(Message(.assistant, [.toolCall(call)]))
        case "function_call_output":
            let result = text(item["output"]).map { ToolResult(call: call, name: "", text: $0) }
            request.messages.append(Message(.user, [result.map(MessagePart.toolResult) ?? foreign]))
        case "reasoning":
            let text = (item["summary"]?.arrayValue ?? []).compactMap { $0["text"]?.stringValue }.joined()
            request.messages.append(
                Message(.assistant, [.thinking(Thinking(text, seal: Seal(format: "openai", item)))]))
        default:
            request.messages.append(Message(.assistant, [foreign]))
        }
    }

    static func readChat(_ body: JSON, into request: inout ModelRequest) throws {
        if let effort = body["reasoning_effort"]?.stringValue {
            request.thinking = ThinkingEffort(rawValue: effort)
        }
        request.tools = (body["tools"]?.arrayValue ?? [])
            .compactMap { $0["function"].flatMap { tool($0, parameters: "parameters") } }
        request.toolChoice = choice(
            body["tool_choice"]?.stringValue, named: body["tool_choice"]?["function"]?["name"]?.stringValue)
        let format = body["response_format"]?["json_schema"]
        request.output = shape(format?["schema"], name: format?["name"]?.stringValue ?? "answer")
        for message in body["messages"]?.arrayValue ?? [] {
            let text = text(message["content"])
            switch message["role"]?.stringValue {
            case "user": request.messages.append(Message(.user, text ?? ""))
            case "system", "developer": request.system += text ?? ""
            case "tool":
                let result = ToolResult(
                    call: message["tool_call_id"]?.stringValue ?? "", name: "", text: text ?? "")
                request.messages.append(Message(.user, [.toolResult(result)]))
            case "assistant":
                var parts = text.map { [MessagePart.text($0)] } ?? []
                for call in message["tool_calls"]?.arrayValue ?? [] {
                    let function = call["function"]
                    parts.append(
                        .toolCall(
                            ToolCall(
                                id: call["id"]?.stringValue ?? "", name: function?["name"]?.stringValue ?? "",
                                arguments: function?["arguments"]?.stringValue ?? "")))
                }
                request.messages.append(Message(.assistant, parts))
            default: throw Unreadable(what: message.canonical)
            }
        }
    }
}
