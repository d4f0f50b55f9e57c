import AI

/// What the turns so far say about how the work is going.
struct Conversation {
    private let messages: [Message]
    /// Why the latest of the model's turns has ended where it did; nil where nobody knows.
    private let stop: StopReason?

    init(_ messages: [Message], stop: StopReason? = nil) { (self.messages, self.stop) = (messages, stop) }

    /// The model's turns, the latest first.
    private var replies: [Message] { messages.reversed().filter { $0.role == .assistant } }

    /// As many turns without a tool end the work.
    private static let patienceWithTalk = 3
    /// As many turns that ask for the very same end it.
    private static let patienceWithLoops = 5

    /// Why it is no use to go on; nil while it is.
    var deadEnd: String? {
        if stop == .refused, replies.first?.toolCalls.isEmpty == true {
            return "the model has refused to go on"
        }
        if replies.prefix(while: { $0.toolCalls.isEmpty }).count >= Self.patienceWithTalk {
            return "it talks and calls no tool"
        }
        if repetitions >= Self.patienceWithLoops { return "it does the same again and again" }
        return nil
    }

    /// Whether the model's latest words end amid something.
    var isCutOff: Bool { stop == .length }

    /// The same without what the oldest calls of tools have given, which can be asked for again; nil where
    /// there is nothing to leave out.
    var shortened: [Message]? {
        var (messages, hasChanged) = (messages, false)
        for index in messages.indices.dropLast(Self.keptMessages) where messages[index].role == .user {
            messages[index].parts = messages[index].parts.map { part in
                guard case .toolResult(var result) = part, result.text.utf8.count > Self.shortResult else {
                    return part
                }
                hasChanged = true
                result.text = "[left out, as the conversation is long: call the tool again where you need it]"
                return .toolResult(result)
            }
        }
        return hasChanged ? messages : nil
    }

    /// At the end of the conversation.
    private static let keptMessages = 3
    /// In bytes: nothing is won by leaving it out.
    private static let shortResult = 300

    /// What to tell the model beside the results of its tools; nil for nothing.
    var nudge: String? {
        guard let last = replies.first else { return nil }
        if isCutOff {
            return
                "Your answer was cut off, as it was too long. Say less at a time, and make large files in several steps."
        }
        if last.toolCalls.isEmpty {
            return
                "Nothing was done: an answer without a tool changes nothing. Call the tools that you need, and 'finish' when the work is done."
        }
        if repetitions >= Self.patienceWithLoops - 2 {
            return
                "You have asked for the very same \(repetitions) times, and it had the same result each time. Do something else, or 'finish'."
        }
        return nil
    }

    /// How often in a row the model has called the same tools in the same way.
    private var repetitions: Int {
        guard let last = replies.first, !last.toolCalls.isEmpty else { return 0 }
        let wanted = last.toolCalls.map { [$0.name, $0.arguments] }
        return replies.prefix { $0.toolCalls.map { [$0.name, $0.arguments] } == wanted }.count
    }
}
