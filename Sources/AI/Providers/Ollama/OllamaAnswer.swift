import JSON

/// Ollama's answer, of one object or of one a line, the last of which says `done`.
struct OllamaAnswer: StreamedReply {
    private let format: Ollama
    private var parts = ReplyParts()
    private var calls: [ToolCall] = []
    private var usage = Usage()
    private var model: String?
    private var doneReason = ""
    private(set) var isComplete = false
    private(set) var hasAnswered = false

    init(format: Ollama) { self.format = format }

    mutating func take(_ value: JSON, event: String) throws(ModelError) -> [ReplyPiece] {
        if value.value("error") != nil { throw format.error(reportedIn: value) }
        hasAnswered = true
        model = value.text("model") ?? model
        // What was generated from a prompt has no message.
        let message = value.value("message") ?? value
        var pieces: [ReplyPiece] = []
        if let text = message.text("thinking") {
            parts.appendThinking(text, seal: Seal(format: format.name, true))
            pieces.append(.thinking(text))
        }
        if let text = message.text("content") ?? message.text("response") {
            parts.appendText(text)
            pieces.append(.text(text))
        }
        for call in message.elements("tool_calls") { pieces.append(take(call: call, of: value)) }
        if value["done"]?.boolValue == true {
            isComplete = true
            doneReason = value.text("done_reason") ?? ""
            usage = Usage(input: value.count("prompt_eval_count"), output: value.count("eval_count"))
        }
        return pieces
    }

    private mutating func take(call: JSON, of value: JSON) -> ReplyPiece {
        let function = call["function"] ?? .null
        let name = function.text("name") ?? ""
        // An object, but for some models' templates that write a text.
        let arguments = function.arguments("arguments")
        let id =
            call.text("id")
            ?? ToolCallID.madeUp(from: [value.text("created_at") ?? "", name, arguments, String(calls.count)])
        calls.append(ToolCall(id: id, name: name, arguments: arguments))
        return .toolCall(id: id, name: name)
    }

    func reply(requestID: String?) -> Reply {
        let stop: StopReason =
            switch doneReason {
            case "stop", "": calls.isEmpty ? .finished : .tools
            case "length": .length
            default: .other
            }
        return Reply(
            message: Message(.assistant, parts.parts + calls.map(MessagePart.toolCall)), stop: stop,
            stopWord: doneReason, usage: usage, model: model, requestID: requestID)
    }
}
