import AI
import Engine
import JSON

/// Prints an answer, whole or as it comes.
struct ReplyPrinter {
    let isStreamed: Bool
    let isJSON: Bool
    /// What must not be printed.
    let keys: ProviderKeys

    /// Prints a piece at once; what else happens is said beside the data.
    func show(_ news: RoutingNews, _ session: inout Session) throws(Failure) {
        if isJSON {
            if isStreamed, let line = ReplyDocument.members(of: news) { try session.print(line) }
            return
        }
        switch news {
        case .piece(.text(let text)): if isStreamed { try session.write(harmless(text, keepsLines: true)) }
        case .piece: break
        case .restart(let provider):
            if isStreamed { try session.print() }
            session.remark("'\(provider)' begins anew: what stands above counts for nothing")
        case .waiting, .fallback: if let line = ReplyDocument.line(of: news) { session.remark(line) }
        }
    }

    /// Prints what is left to say once the answer is whole.
    func finish(_ reply: RoutedReply, _ session: inout Session) throws(Failure) {
        let mask = keys.mask
        if isJSON {
            try session.print(ReplyDocument.members(of: reply, mask))
            return
        }
        let text = mask.apply(to: reply.reply.message.text)
        if isStreamed {
            if !text.hasSuffix("\n") { try session.print() }
        } else if !text.isEmpty {
            try session.write(harmless(text, keepsLines: true) + (text.hasSuffix("\n") ? "" : "\n"))
        }
        for call in reply.reply.message.toolCalls {
            try session.print(harmless("\(call.name) \(mask.apply(to: call.arguments))"))
        }
        try session.flush()
        session.remark(ReplyDocument.line(of: reply))
    }
}
