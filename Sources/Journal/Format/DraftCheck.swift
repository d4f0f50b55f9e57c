import JSON

/// What the format asks of a decision before anything is written.
enum DraftCheck {
    static func check(_ decision: Decision) throws(JournalError) {
        guard !decision.events.isEmpty else {
            throw .invalid(field: "events", reason: "a decision has at least one")
        }
        var attachments: Set<String> = []
        for event in decision.events {
            guard !event.stream.description.hasPrefix("journal/") else {
                throw .invalid(field: "stream", reason: "'\(event.stream)' is kept for the journal itself")
            }
            guard (1...255).contains(event.actor.utf8.count),
                event.actor.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
            else {
                throw .invalid(
                    field: "actor", reason: "1 to 255 bytes without control characters are allowed")
            }
            guard !JSON.object(event.data).containsNUL else {
                throw .invalid(
                    field: "data", reason: "a NUL character can't be kept as text: attach it as a file")
            }
            for attachment in event.attachments {
                guard Attachment.isValid(name: attachment.name) else {
                    throw .invalid(field: "attachment", reason: "'\(attachment.name)' is no path for a tree")
                }
                guard attachments.insert(attachment.name).inserted else {
                    throw .invalid(field: "attachment", reason: "'\(attachment.name)' is there twice")
                }
            }
        }
        for name in attachments {
            for end in name.indices where name[end] == "/" && attachments.contains(String(name[..<end])) {
                throw .invalid(field: "attachment", reason: "'\(name)' can't lie below '\(name[..<end])'")
            }
        }
    }

    /// The lines of events, each ended by a line feed.
    static func lines(of events: [Event]) throws(JournalError) -> [UInt8] {
        var lines: [UInt8] = []
        for event in events {
            let start = lines.count
            event.json.appendCanonical(to: &lines)
            guard lines.count - start <= Event.maximumSize else {
                throw .eventTooLarge(bytes: lines.count - start)
            }
            lines.append(0x0A)
        }
        return lines
    }
}

extension JSON {
    /// Whether a string or key in this value has the character U+0000.
    fileprivate var containsNUL: Bool {
        switch self {
        case .string(let text): text.utf8.contains(0)
        case .array(let elements): elements.contains { $0.containsNUL }
        case .object(let object): object.members.contains { $0.key.utf8.contains(0) || $0.value.containsNUL }
        default: false
        }
    }
}

extension JournalError {
    /// Whether the error is about the decision itself, so that others of its group can go on.
    var concernsOneDecision: Bool {
        switch self {
        case .invalid, .eventTooLarge, .stale: true
        default: false
        }
    }
}
