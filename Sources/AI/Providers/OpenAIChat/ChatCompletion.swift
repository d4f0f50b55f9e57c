import JSON

/// A completion, of one message or of many deltas, which have the same fields.
struct ChatCompletion: Sendable {
    /// Under which servers hand out what the model has thought. OpenAI's own hands out nothing.
    private static let thinkingKeys = ["reasoning_content", "reasoning"]

    private struct OpenCall {
        var index: Int?
        var id = ""
        var name = ""
        var arguments = ""
    }

    private let format: String
    private var parts = ReplyParts()
    private var calls: [OpenCall] = []
    private var refusal = ""
    private var foreign: JSON.Object = [:]
    private var usage = Usage()
    private var id: String?
    private var model: String?
    var finishReason = ""

    /// Nobody calls so many tools at once.
    private static let mostCalls = 1000
    /// Whether somebody does.
    var hasTooManyCalls: Bool { calls.count > Self.mostCalls }

    init(format: String) { self.format = format }

    /// What stands beside the choices.
    mutating func take(head value: JSON) {
        id = id ?? value.text("id")
        model = value.text("model") ?? model
        guard let counts = value.value("usage") ?? value["x_groq"]?.value("usage") else { return }
        usage = Usage(
            input: counts.count("prompt_tokens"), output: counts.count("completion_tokens"),
            cacheRead: counts["prompt_tokens_details"]?.count("cached_tokens")
                ?? counts.count("prompt_cache_hit_tokens"),
            cacheWrite: counts["prompt_tokens_details"]?.count("cache_write_tokens"),
            thinking: counts["completion_tokens_details"]?.count("reasoning_tokens"))
    }

    /// A message, or a piece of one.
    mutating func take(_ message: JSON) -> [ReplyPiece] {
        var pieces: [ReplyPiece] = []
        if let key = Self.thinkingKeys.first(where: { message.text($0) != nil }), let text = message.text(key)
        {
            parts.appendThinking(text, seal: Seal(format: format, .string(key)))
            pieces.append(.thinking(text))
        }
        if let text = message.text("content") {
            parts.appendText(text)
            pieces.append(.text(text))
        }
        for part in message.elements("content") { pieces += take(part: part) }
        refusal += message.text("refusal") ?? ""
        for call in message.elements("tool_calls") where !hasTooManyCalls { pieces += take(call: call) }
        // The way of calling before there were tools; we never ask for it.
        foreign.set("function_call", message.value("function_call"))
        return pieces
    }

    /// Some servers part the content as requests do.
    private mutating func take(part: JSON) -> [ReplyPiece] {
        if let text = part.text("text") {
            parts.appendText(text)
            return [.text(text)]
        }
        let thinking = part.elements("thinking").compactMap { $0.text("text") }.joined()
        parts.appendThinking(thinking)
        return thinking.isEmpty ? [] : [.thinking(thinking)]
    }

    private mutating func take(call: JSON) -> [ReplyPiece] {
        let (index, id) = (call.count("index"), call.text("id") ?? "")
        let function = call["function"] ?? .null
        let place = place(index: index, id: id, beginsAnew: function.text("name") != nil)
        if calls[place].id.isEmpty { calls[place].id = id }
        if let object = function["arguments"]?.objectValue {
            calls[place].arguments = JSON.object(object).canonical
        } else {
            calls[place].arguments += function.text("arguments") ?? ""
        }
        guard calls[place].name.isEmpty, let name = function.text("name") else { return [] }
        calls[place].name = name
        return [.toolCall(id: identifier(calls[place], at: place), name: name)]
    }

    /// The call that a piece belongs to. Pieces name it by its index; some servers leave that out, and some
    /// give the same to all of them, whose ids differ then.
    private mutating func place(index: Int?, id: String, beginsAnew: Bool) -> Int {
        let known = calls.lastIndex { call in
            index == nil ? (id.isEmpty || call.id == id) : call.index == index
        }
        if let known {
            let call = calls[known]
            let isOther = !id.isEmpty && !call.id.isEmpty && call.id != id
            let isNext = index == nil && id.isEmpty && beginsAnew && !call.name.isEmpty
            if !isOther, !isNext { return known }
            if isOther, let same = calls.lastIndex(where: { $0.id == id }) { return same }
        }
        calls.append(OpenCall(index: index))
        return calls.count - 1
    }

    private func identifier(_ call: OpenCall, at place: Int) -> String {
        call.id.isEmpty ? ToolCallID.madeUp(from: [id ?? "", call.name, String(place)]) : call.id
    }

    func reply(requestID: String?) -> Reply {
        var all = parts
        for (place, call) in calls.enumerated() {
            all.append(
                .toolCall(
                    ToolCall(
                        id: identifier(call, at: place), name: call.name,
                        arguments: call.arguments.isEmpty ? "{}" : call.arguments)))
        }
        var foreign = foreign
        if !refusal.isEmpty { foreign["refusal"] = .string(refusal) }
        if !foreign.members.isEmpty { all.append(.foreign(format: format, .object(foreign))) }
        return Reply(
            message: Message(.assistant, all.parts), stop: stop, stopWord: finishReason, usage: usage,
            model: model, requestID: requestID ?? id, refusal: refusal.isEmpty ? nil : refusal)
    }

    private var stop: StopReason {
        switch finishReason {
        case "stop", "tool_calls", "eos", "end_turn", "stop_sequence", "":
            // Some servers say that they have stopped, or nothing, where tools are to be called.
            !refusal.isEmpty ? .refused : calls.isEmpty ? .finished : .tools
        case "length", "max_tokens", "model_length": .length
        case "content_filter": .refused
        default: .other
        }
    }
}
