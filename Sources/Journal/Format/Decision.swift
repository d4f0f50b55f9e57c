public import Git
public import JSON

/// A fact to be recorded, before the journal gives it an id.
public struct EventDraft: Sendable {
    /// What it is about.
    public var stream: StreamName
    /// What kind of fact it is.
    public var type: EventType
    /// Who caused it, as in `person/ada@example.org`: 1 to 255 bytes without control characters.
    public var actor: String
    /// The event that it follows from.
    public var cause: EventID?
    /// What is known about it.
    public var data: JSON.Object
    /// The files and folders that belong to it.
    public var attachments: [Attachment]

    /// A fact of this stream; everything but stream, type and actor may be left out.
    public init(
        stream: StreamName, type: EventType, actor: String, cause: EventID? = nil, data: JSON.Object = [:],
        attachments: [Attachment] = []
    ) {
        (self.stream, self.type, self.actor, self.cause) = (stream, type, actor, cause)
        (self.data, self.attachments) = (data, attachments)
    }
}

/// A file or a folder that is kept in the tree of an event's commit.
public struct Attachment: Sendable {
    /// What is kept, and where it comes from.
    public enum Content: Sendable {
        case bytes([UInt8])
        /// A file that is read when the event is appended, whatever its size.
        case file(path: String)
        /// A blob or a tree that the object database has already; a tree is kept as the folder that it is,
        /// and shares its objects with all other history.
        case object(ObjectID)
    }

    /// Its path in the commit's tree, as in `PRD.md`, `output/test.log` or, for a folder, `files`.
    public var name: String
    /// What is kept.
    public var content: Content

    /// An attachment; the name is checked when it is appended.
    public init(name: String, content: Content) { (self.name, self.content) = (name, content) }

    /// Whether Git takes `name` as a path in a tree on every system.
    static func isValid(name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 255 else { return false }
        guard name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else {
            return false
        }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.lowercased() != ".git"
        }
    }
}

/// Events that are recorded together or not at all.
public struct Decision: Sendable {
    /// What must hold for a decision to be recorded.
    public enum Precondition: Hashable, Sendable {
        /// Nothing.
        case none
        /// The newest event of the stream is still this one; nil for a stream without events.
        case streamAt(StreamName, EventID?)
    }

    /// What happened, in one line for people; nil lets the journal write one.
    public var subject: String?
    /// At least one, in order.
    public var events: [EventDraft]
    /// Checked under the journal's lock; nothing is written when it does not hold.
    public var precondition: Precondition

    /// A decision to append.
    public init(subject: String? = nil, events: [EventDraft], precondition: Precondition = .none) {
        (self.subject, self.events, self.precondition) = (subject, events, precondition)
    }

    /// Whether it has files or folders, which a commit keeps for one decision only.
    var hasAttachments: Bool { events.contains { !$0.attachments.isEmpty } }
}
