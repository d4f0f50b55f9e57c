import JSON

/// OpenAI's `Response`, as it comes whole or at the end of a stream.
struct OpenAIResponse: Sendable {
    private let value: JSON
    private let format: String
    private let output: [JSON]

    /// - Parameter items: that came one by one, for servers that leave the output out at the end.
    init(_ value: JSON, format: String, items: [JSON] = []) {
        (self.value, self.format) = (value, format)
        let whole = value.elements("output")
        output = whole.isEmpty ? items : whole
    }

    func reply(requestID: String?) -> Reply {
        var (parts, refusals) = (ReplyParts(), [String]())
        for item in output { add(item, to: &parts, refusals: &refusals) }
        let status = value.text("status") ?? ""
        let message = Message(.assistant, parts.parts)
        return Reply(
            message: message,
            stop: stop(status, callsTools: !message.toolCalls.isEmpty, isRefused: !refusals.isEmpty),
            stopWord: status, usage: usage, model: value.text("model"),
            requestID: requestID ?? value.text("id"),
            refusal: refusals.isEmpty ? nil : refusals.joined(separator: "\n"))
    }

    private func stop(_ status: String, callsTools: Bool, isRefused: Bool) -> StopReason {
        switch status {
        // Servers that speak the format leave letters out.
        case "completed", "complete", "": isRefused ? .refused : callsTools ? .tools : .finished
        case "incomplete":
            switch value["incomplete_details"]?.text("reason") {
            case "max_output_tokens", "max_tokens": .length
            case "content_filter": .refused
            default: .other
            }
        default: .other
        }
    }

    private var usage: Usage {
        guard let usage = value.value("usage") else { return Usage() }
        let (input, output) = (usage["input_tokens_details"], usage["output_tokens_details"])
        return Usage(
            input: usage.count("input_tokens"), output: usage.count("output_tokens"),
            cacheRead: input?.count("cached_tokens"), cacheWrite: input?.count("cache_write_tokens"),
            thinking: output?.count("reasoning_tokens"))
    }

    private func add(_ item: JSON, to parts: inout ReplyParts, refusals: inout [String]) {
        switch item.text("type") {
        case "message":
            var hasText = false
            for content in item.elements("content") {
                if let refusal = content.text("refusal") {
                    refusals.append(refusal)
                    parts.append(.foreign(format: format, ["type": "refusal", "refusal": .string(refusal)]))
                } else if let text = content.text("text") {
                    parts.append(.text(text))
                    hasText = true
                }
            }
            // Newer models want to be told again what was a comment and what the answer.
            if hasText, let phase = item.value("phase") {
                parts.append(.thinking(Thinking("", seal: Seal(format: format, ["phase": phase]))))
            }
        case "reasoning":
            let text = (item.elements("summary") + item.elements("content")).compactMap { $0.text("text") }
            let seal = sealed(item)
            if !text.isEmpty || seal != nil {
                parts.append(.thinking(Thinking(text.joined(separator: "\n\n"), seal: seal)))
            }
        case "function_call":
            let arguments = item.arguments("arguments")
            let id =
                item.text("call_id") ?? item.text("id")
                ?? ToolCallID.madeUp(from: [value.text("id") ?? "", arguments])
            parts.append(.toolCall(ToolCall(id: id, name: item.text("name") ?? "", arguments: arguments)))
        default:
            if item.objectValue != nil { parts.append(.foreign(format: format, item)) }
        }
    }

    /// What of the thoughts the API takes back. Without the encrypted text it would look for them among what
    /// it has kept, and nothing is kept.
    private func sealed(_ item: JSON) -> Seal? {
        guard let encrypted = item.text("encrypted_content"), let id = item.value("id") else { return nil }
        var kept: JSON.Object = [
            "type": "reasoning", "id": id, "encrypted_content": .string(encrypted),
            "summary": .array(item.elements("summary")),
        ]
        let content = item.elements("content")
        if !content.isEmpty { kept["content"] = .array(content) }
        return Seal(format: format, .object(kept))
    }
}
