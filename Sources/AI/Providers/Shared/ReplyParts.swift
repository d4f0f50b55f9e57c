/// Puts the parts of an answer together; what is said in pieces becomes one part.
struct ReplyParts: Sendable {
    private enum Open: Sendable { case nothing, text, thinking(Seal?) }

    private var closed: [MessagePart] = []
    /// The part that grows. Its text stands apart, so that it grows in place.
    private var open = Open.nothing
    private var text = ""

    var parts: [MessagePart] { closed + [last].compactMap(\.self) }

    mutating func append(_ part: MessagePart) {
        close()
        closed.append(part)
    }

    /// Text behind what was said so far.
    mutating func appendText(_ more: String) {
        guard !more.isEmpty else { return }
        if case .text = open {
        } else {
            close()
            open = .text
        }
        text += more
    }

    /// Thoughts behind what was thought so far, if nothing else has sealed that.
    mutating func appendThinking(_ more: String, seal: Seal? = nil) {
        guard !more.isEmpty || seal != nil else { return }
        if case .thinking(let before) = open, before == nil || before == seal {
            open = .thinking(seal ?? before)
        } else {
            close()
            open = .thinking(seal)
        }
        text += more
    }

    /// Ends the part that grows, so that what follows is one of its own.
    mutating func close() {
        closed += [last].compactMap(\.self)
        (open, text) = (.nothing, "")
    }

    private var last: MessagePart? {
        switch open {
        case .nothing: nil
        case .text: .text(text)
        case .thinking(let seal): .thinking(Thinking(text, seal: seal))
        }
    }
}
