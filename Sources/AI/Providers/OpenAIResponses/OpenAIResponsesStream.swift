import JSON

/// Hands on deltas as they come; the answer is the response that the last event holds.
struct OpenAIResponsesStream: StreamedReply {
    private let format: OpenAIResponses
    private var last: JSON?
    /// The items that are done, by their index.
    private var items: [Int: JSON] = [:]
    private(set) var hasAnswered = false

    init(format: OpenAIResponses) { self.format = format }

    var isComplete: Bool { last != nil }

    mutating func take(_ value: JSON, event: String) throws(ModelError) -> [ReplyPiece] {
        switch value.text("type") ?? event {
        case "response.output_text.delta":
            return text(value).map { [.text($0)] } ?? []
        case "response.refusal.delta":
            hasAnswered = true
        case "response.reasoning_summary_text.delta", "response.reasoning_text.delta":
            return text(value).map { [.thinking($0)] } ?? []
        case "response.output_item.added":
            hasAnswered = true
            guard let item = value["item"], item.text("type") == "function_call" else { return [] }
            return [.toolCall(id: item.text("call_id") ?? "", name: item.text("name") ?? "")]
        case "response.output_item.done":
            hasAnswered = true
            if let item = value.value("item") { items[value.count("output_index") ?? items.count] = item }
        case "response.completed", "response.incomplete", "response.done":
            last = value.value("response")
            if last?.text("status") == "failed" { throw failed(value) }
        case "response.failed", "error":
            throw failed(value)
        default:
            break
        }
        return []
    }

    func reply(requestID: String?) -> Reply {
        let items = items.sorted { $0.key < $1.key }.map(\.value)
        return OpenAIResponse(last ?? .null, format: format.name, items: items).reply(requestID: requestID)
    }

    private mutating func text(_ value: JSON) -> String? {
        hasAnswered = true
        return value.text("delta")
    }

    private func failed(_ value: JSON) -> ModelError {
        format.error(reportedIn: value["response"].flatMap { $0.value("error") == nil ? nil : $0 } ?? value)
    }
}
