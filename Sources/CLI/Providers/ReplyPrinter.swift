import AI
import Engine
import JSON

/// Prints an answer, whole or as it comes.
struct ReplyPrinter {
    let isStreamed: Bool
    let isJSON: Bool
    /// What must not be printed.
    let keys: ProviderKeys
    /// What is under way: a key may be cut anywhere between two pieces.
    private var (text, thinking): (MaskStream?, MaskStream?)
    /// Whether a line of streamed text has no end yet.
    private var isAmidLine = false

    init(isStreamed: Bool, isJSON: Bool, keys: ProviderKeys) {
        (self.isStreamed, self.isJSON, self.keys) = (isStreamed, isJSON, keys)
    }

    /// Prints a piece at once; what else happens is said beside the data.
    mutating func show(_ news: RoutingNews, _ session: inout Session) throws(Failure) {
        switch news {
        case .piece(.text(let piece)): return try show(.text(masked(piece, &text)), &session)
        case .piece(.thinking(let piece)):
            return try show(.thinking(masked(piece, &thinking)), &session)
        case .piece(.toolCall(let id, let name)):
            let mask = keys.mask
            return try show(.toolCall(id: mask.apply(to: id), name: mask.apply(to: name)), &session)
        case .restart: (text, thinking) = (nil, nil)
        case .waiting, .fallback: break
        }
        if isJSON {
            if isStreamed, let line = ReplyDocument.members(of: news) { try session.print(line) }
            return
        }
        switch news {
        case .piece: break
        case .restart(let provider):
            try breakOff(&session)
            session.remark("'\(provider)' begins anew: what stands above counts for nothing")
        case .waiting, .fallback: if let line = ReplyDocument.line(of: news) { session.remark(line) }
        }
    }

    private func masked(_ piece: String, _ stream: inout MaskStream?) -> String {
        var open = stream ?? keys.mask.makeStream()
        defer { stream = open }
        return String(decoding: open.feed(Array(piece.utf8)), as: UTF8.self)
    }

    private mutating func show(_ piece: ReplyPiece, _ session: inout Session) throws(Failure) {
        switch piece {
        case .text(""), .thinking(""): return
        case .text, .thinking, .toolCall: guard isStreamed else { return }
        }
        if isJSON {
            if let line = ReplyDocument.members(of: .piece(piece)) { try session.print(line) }
        } else if case .text(let text) = piece {
            try session.write(harmless(text, keepsLines: true))
            isAmidLine = !text.hasSuffix("\n")
        }
    }

    /// Ends the line that an answer has broken off in, before something else is said.
    mutating func breakOff(_ session: inout Session) throws(Failure) {
        if isAmidLine { try session.print() }
        isAmidLine = false
        try session.flush()
    }

    /// Prints what is left to say once the answer is whole.
    mutating func finish(_ reply: RoutedReply, _ session: inout Session) throws(Failure) {
        let mask = keys.mask
        if var open = thinking {
            try show(.thinking(String(decoding: open.finish(), as: UTF8.self)), &session)
        }
        if var open = self.text { try show(.text(String(decoding: open.finish(), as: UTF8.self)), &session) }
        if isJSON {
            try session.print(ReplyDocument.members(of: reply, mask))
            return
        }
        let text = mask.apply(to: reply.reply.message.text)
        if isStreamed {
            try breakOff(&session)
        } else if !text.isEmpty {
            try session.write(harmless(text, keepsLines: true) + (text.hasSuffix("\n") ? "" : "\n"))
        }
        for call in reply.reply.message.toolCalls {
            try session.print(harmless(mask.apply(to: "\(call.name) \(call.arguments)")))
        }
        try session.flush()
        if let refusal = reply.reply.refusal, !refusal.isEmpty {
            session.remark("refused: " + harmless(mask.apply(to: refusal)))
        }
        session.remark(ReplyDocument.line(of: reply))
    }
}
