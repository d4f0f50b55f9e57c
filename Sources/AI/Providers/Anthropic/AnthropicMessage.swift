import JSON

/// Anthropic's `Message`, whole or put together from its stream.
struct AnthropicMessage: Sendable {
    /// A block of the content. The input of a tool that was streamed is kept as the model wrote it.
    struct Block: Sendable {
        var value: JSON
        var input: String?
    }

    var format: String
    var blocks: [Block] = []
    var id: String?
    var model: String?
    var stopReason = ""
    var refusal: String?
    var usage = Usage(inputHoldsCache: false)

    init(format: String) { self.format = format }

    init(_ value: JSON, format: String) {
        self.init(format: format)
        take(value)
        take(delta: value)
        take(usage: value.value("usage"))
        blocks = value.elements("content").map { Block(value: $0) }
    }

    /// What stands at the start.
    mutating func take(_ message: JSON) { (id, model) = (message.text("id"), message.text("model")) }

    /// What stands at the end.
    mutating func take(delta: JSON) {
        stopReason = delta.text("stop_reason") ?? stopReason
        refusal = delta.value("stop_details")?.text("explanation") ?? refusal
    }

    /// Later counts replace those that came before.
    mutating func take(usage value: JSON?) {
        guard let value else { return }
        usage.input = value.count("input_tokens") ?? usage.input
        usage.output = value.count("output_tokens") ?? usage.output
        usage.cacheRead = value.count("cache_read_input_tokens") ?? usage.cacheRead
        usage.cacheWrite = value.count("cache_creation_input_tokens") ?? usage.cacheWrite
        usage.thinking = value["output_tokens_details"]?.count("thinking_tokens") ?? usage.thinking
    }

    func reply(requestID: String?) -> Reply {
        Reply(
            message: Message(.assistant, blocks.compactMap(part)), stop: stop, stopWord: stopReason,
            usage: usage,
            model: model, requestID: requestID ?? id, refusal: refusal)
    }

    private var stop: StopReason {
        switch stopReason {
        case "end_turn", "stop_sequence": .finished
        case "tool_use": .tools
        case "max_tokens", "model_context_window_exceeded": .length
        case "refusal": .refused
        default: .other
        }
    }

    private func part(_ block: Block) -> MessagePart? {
        let value = block.value
        switch value["type"]?.stringValue {
        case "text":
            return value.text("text").map(MessagePart.text)
        case "thinking":
            // Without a signature it can't be handed back.
            let seal = value.text("signature").map { Seal(format: format, ["signature": .string($0)]) }
            let text = value.text("thinking") ?? ""
            return text.isEmpty && seal == nil ? nil : .thinking(Thinking(text, seal: seal))
        case "redacted_thinking":
            return value.value("data").map {
                .thinking(Thinking("", seal: Seal(format: format, ["data": $0])))
            }
        case "tool_use":
            let arguments = block.input ?? value.arguments("input")
            return .toolCall(
                ToolCall(
                    id: value.text("id") ?? ToolCallID.madeUp(from: [id ?? "", arguments]),
                    name: value.text("name") ?? "", arguments: arguments))
        default:
            return .foreign(format: format, value)
        }
    }
}
