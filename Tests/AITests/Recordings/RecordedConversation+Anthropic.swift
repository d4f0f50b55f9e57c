import AI
import JSON

extension RecordedConversation {
    static func readAnthropic(_ body: JSON, into request: inout ModelRequest) throws {
        request.system = text(body["system"]) ?? ""
        request.maximumOutput = body["max_tokens"]?.integerValue.map(Int.init)
        request.tools = (body["tools"]?.arrayValue ?? []).compactMap { tool($0, parameters: "input_schema") }
        request.toolChoice = choice(
            body["tool_choice"]?["type"]?.stringValue, named: body["tool_choice"]?["name"]?.stringValue)
        request.output = shape(body["output_config"]?["format"]?["schema"])
        switch body["thinking"]?["type"]?.stringValue {
        case "enabled": (request.thinking, request.abilities.thinking) = (.low, .budget)
        case "adaptive": request.thinking = .medium
        default: break
        }
        for message in body["messages"]?.arrayValue ?? [] {
            guard let role = message["role"]?.stringValue.flatMap(Message.Role.init) else {
                throw Unreadable(what: message.canonical)
            }
            let parts = message["content"]?.arrayValue?.map(part) ?? [.text(text(message["content"]) ?? "")]
            request.messages.append(Message(role, parts))
        }
    }

    private static func part(_ block: JSON) -> MessagePart {
        let foreign = MessagePart.foreign(format: "anthropic", block)
        switch block["type"]?.stringValue {
        case "text": return .text(block["text"]?.stringValue ?? "")
        case "thinking":
            let seal = block["signature"].map { Seal(format: "anthropic", ["signature": $0]) }
            return .thinking(Thinking(block["thinking"]?.stringValue ?? "", seal: seal))
        case "redacted_thinking":
            return .thinking(Thinking("", seal: Seal(format: "anthropic", ["data": block["data"] ?? ""])))
        case "tool_use":
            return .toolCall(
                ToolCall(
                    id: block["id"]?.stringValue ?? "", name: block["name"]?.stringValue ?? "",
                    arguments: block["input"]?.canonical ?? ""))
        case "tool_result":
            guard let call = block["tool_use_id"]?.stringValue, let text = text(block["content"] ?? "") else {
                return foreign
            }
            return .toolResult(
                ToolResult(call: call, name: "", text: text, isError: block["is_error"]?.boolValue ?? false))
        default: return foreign
        }
    }
}
