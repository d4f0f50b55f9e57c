import JSON

/// Puts a completion together from its chunks: the end is `[DONE]`, or the reason for it where a server
/// leaves that out.
struct OpenAIChatStream: StreamedReply {
    private let format: OpenAIChat
    private var completion: ChatCompletion
    private var isMarked = false
    private(set) var hasAnswered = false

    init(format: OpenAIChat) { (self.format, completion) = (format, ChatCompletion(format: format.name)) }

    var isComplete: Bool { !completion.finishReason.isEmpty || isMarked && hasAnswered }

    mutating func takeEndMark() { isMarked = true }

    mutating func take(_ value: JSON, event: String) throws(ModelError) -> [ReplyPiece] {
        if value.value("error") != nil || event == "error" { throw format.error(reportedIn: value) }
        completion.take(head: value)
        // Of several choices, which we never ask for, the first one counts.
        guard let choice = value.elements("choices").first(where: { ($0.count("index") ?? 0) == 0 }) else {
            return []
        }
        hasAnswered = true
        completion.finishReason = choice.text("finish_reason") ?? completion.finishReason
        let pieces = completion.take(choice.value("delta") ?? choice.value("message") ?? .null)
        if completion.hasTooManyCalls { throw format.broken("calls of tools without end") }
        return pieces
    }

    func reply(requestID: String?) -> Reply { completion.reply(requestID: requestID) }
}
