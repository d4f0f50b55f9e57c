import JSON

/// The first candidate's content, of one response or of many that follow each other.
struct GeminiContent: Sendable {
    private let format: String
    private var parts = ReplyParts()
    private var callsMade = 0
    private var usage = Usage(outputHoldsThinking: false)
    private var id: String?
    private var model: String?
    private var refusal: String?
    /// Why the candidate has ended, or why the question was blocked; empty until then.
    private(set) var finishReason = ""
    private var isBlocked = false

    init(format: String) { self.format = format }

    mutating func take(_ value: JSON) -> [ReplyPiece] {
        id = value.text("responseId") ?? id
        model = value.text("modelVersion") ?? model
        if let counts = value.value("usageMetadata") {
            // Each response counts from the start, so the last one counts; what it leaves out is nothing, whatever was
            // said before (a recorded stream with tools of the provider has it so).
            usage.input = counts.count("promptTokenCount")
            usage.output = counts.count("candidatesTokenCount")
            usage.cacheRead = counts.count("cachedContentTokenCount")
            usage.thinking = counts.count("thoughtsTokenCount")
        }
        if let reason = value["promptFeedback"]?.text("blockReason") {
            (isBlocked, finishReason) = (true, reason)
            refusal = value["promptFeedback"]?.text("blockReasonMessage")
        }
        guard let candidate = value.elements("candidates").first else { return [] }
        if !isBlocked, let reason = candidate.text("finishReason") {
            finishReason = reason
            if stop == .refused || stop == .other { refusal = candidate.text("finishMessage") }
        }
        return (candidate["content"]?.elements("parts") ?? []).flatMap { take(part: $0) }
    }

    private mutating func take(part: JSON) -> [ReplyPiece] {
        let seal = part.value("thoughtSignature").map { Seal(format: format, $0) }
        if let call = part.value("functionCall") {
            return take(call: call, seal: seal)
        } else if let text = part["text"]?.stringValue {
            if part["thought"]?.boolValue == true {
                parts.appendThinking(text, seal: seal)
                return text.isEmpty ? [] : [.thinking(text)]
            }
            // A signed text must come back as it is, so it does not grow together with others.
            if seal != nil, !text.isEmpty { parts.close() }
            parts.appendText(text)
            if let seal { parts.append(.thinking(Thinking("", seal: seal))) }
            return text.isEmpty ? [] : [.text(text)]
        } else if part.objectValue != nil {
            parts.append(.foreign(format: format, part))
        }
        return []
    }

    private mutating func take(call: JSON, seal: Seal?) -> [ReplyPiece] {
        callsMade += 1
        let name = call.text("name") ?? ""
        let arguments = call.arguments("args")
        let identifier =
            call.text("id") ?? ToolCallID.madeUp(from: [id ?? "", name, arguments, String(callsMade)])
        parts.append(.toolCall(ToolCall(id: identifier, name: name, arguments: arguments, seal: seal)))
        return [.toolCall(id: identifier, name: name)]
    }

    func reply(requestID: String?) -> Reply {
        Reply(
            message: Message(.assistant, parts.parts), stop: stop, stopWord: finishReason, usage: usage,
            model: model,
            requestID: requestID ?? id, refusal: refusal)
    }

    private var stop: StopReason {
        if isBlocked { return .refused }
        return switch finishReason {
        case "STOP": callsMade > 0 ? .tools : .finished
        case "MAX_TOKENS": .length
        case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "MODEL_ARMOR",
            "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION":
            .refused
        default: .other
        }
    }
}

/// The stream has no mark for its end; the reason why the candidate has ended is one.
struct GeminiStream: StreamedReply {
    private let format: Gemini
    private var content: GeminiContent
    private(set) var hasAnswered = false

    init(format: Gemini) { (self.format, content) = (format, GeminiContent(format: format.name)) }

    var isComplete: Bool { !content.finishReason.isEmpty }

    mutating func take(_ value: JSON, event: String) throws(ModelError) -> [ReplyPiece] {
        // Errors come within an array at times.
        if (value.arrayValue?.first ?? value).value("error") != nil { throw format.error(reportedIn: value) }
        if !value.elements("candidates").isEmpty { hasAnswered = true }
        return content.take(value)
    }

    func reply(requestID: String?) -> Reply { content.reply(requestID: requestID) }
}
