public import Platform

/// What the events of an issue's stream make of it.
///
/// Events of other clones may come in any order of arrival; they are folded in the order of their ids.
public struct IssueState: Sendable, Equatable {
    /// The latest record; nil before the issue was opened.
    public private(set) var record: IssueRecord?
    /// How often its text has come: 1 for an issue that was never revised. The text of each is attached to
    /// its event.
    public private(set) var revision = 0
    /// In their order.
    public private(set) var comments: [Comment] = []
    /// Whether nothing more is to be done. A revision opens it again.
    public private(set) var isClosed = false
    /// When it came first.
    public private(set) var openedAt: Timestamp?
    /// When the last event was.
    public private(set) var changedAt: Timestamp?

    /// Something that was said about an issue.
    public struct Comment: Sendable, Equatable {
        /// In Markdown.
        public var text: String
        /// Which run has said it; nil for a person.
        public var run: String?
        /// When.
        public var at: Timestamp
        /// Who: the event's actor.
        public var actor: String
    }

    /// The state before any event.
    public init() {}

    /// Takes the next event in.
    public mutating func apply(_ event: IssueEvent, at time: Timestamp, actor: String) {
        switch event {
        case .opened(let record), .revised(let record):
            self.record = record
            revision += 1
            isClosed = false
            if openedAt == nil { openedAt = time }
        case .commented(let text, let run):
            comments.append(Comment(text: text, run: run, at: time, actor: actor))
        case .closed: isClosed = true
        }
        changedAt = time
    }
}
