public import Domain
import Git
public import Journal
import Platform

/// Pull requests as streams of the journal.
public enum PullRequestStore {
    static let prefix = "pr/"
    /// The attachment that holds the description.
    public static let descriptionName = "DESCRIPTION.md"

    /// The stream of a pull request.
    public static func stream(of id: PullRequestID) -> StreamName {
        guard let name = StreamName(prefix + id.description) else {
            preconditionFailure("an id of letters and digits makes a stream's name")
        }
        return name
    }

    /// The pull request that a stream is about; nil for any other stream.
    public static func id(of stream: StreamName) -> PullRequestID? {
        guard stream.description.hasPrefix(prefix) else { return nil }
        return PullRequestID(String(stream.description.dropFirst(prefix.count)))
    }

    /// Where a pull request stands; nil where nothing of it is known.
    public static func state(
        of id: PullRequestID, in journal: inout Journal
    ) throws(JournalError) -> PullRequestState? {
        fold(id, try journal.events(of: stream(of: id)))
    }

    /// What the events of a stream add up to.
    static func fold(_ id: PullRequestID, _ events: [Event]) -> PullRequestState? {
        var state = PullRequestState.fold(events.compactMap { PullRequestRecord($0) }, of: id)
        if let newest = events.last { state?.noteNewest(newest.id.description) }
        return state
    }

    /// The text of a description; nil where there is none.
    public static func description(
        of state: PullRequestState, in journal: borrowing Journal
    ) throws(JournalError) -> String? {
        guard let blob = state.description.flatMap({ ObjectID(hex: $0) }) else { return nil }
        return String(decoding: try journal.attachment(blob), as: UTF8.self)
    }

    /// Facts as they are recorded.
    ///
    /// - Parameters:
    ///   - events: what happened.
    ///   - id: to which pull request.
    ///   - actor: who caused it.
    ///   - description: the text that goes with the first of them.
    public static func drafts(
        _ events: [PullRequestEvent], of id: PullRequestID, by actor: String, description: String? = nil
    ) -> [EventDraft] {
        events.enumerated().map { index, event in
            guard let type = EventType(event.type) else { preconditionFailure("'\(event.type)' is no type") }
            var draft = EventDraft(stream: stream(of: id), type: type, actor: actor, data: event.data)
            if index == 0, let description {
                draft.attachments = [
                    Attachment(name: descriptionName, content: .bytes(Array(description.utf8)))
                ]
            }
            return draft
        }
    }

    /// The same as one decision, which holds only as long as nobody else has recorded anything since `newest`.
    static func decision(
        _ events: [PullRequestEvent], of id: PullRequestID, after newest: String?, by actor: String,
        description: String? = nil
    ) -> Decision {
        let words = events.last.map { subject(of: $0) } ?? "nothing"
        return Decision(
            subject: "pr \(id): \(words)",
            events: drafts(events, of: id, by: actor, description: description),
            precondition: .streamAt(stream(of: id), newest.flatMap { EventID($0) }))
    }

    /// What happened, for `git log`.
    public static func subject(of event: PullRequestEvent) -> String {
        switch event {
        case .opened(let opening): "opened, \(opening.title)"
        case .edited: "edited"
        case .headMoved(let head, let cause): "\(cause.rawValue), now at \(head.commit.prefix(12))"
        case .commented(let comment): comment.path.map { "comment on \($0)" } ?? "comment"
        case .reviewed(let review): "review, \(review.opinion.rawValue)"
        case .readied: "ready"
        case .closed: "closed"
        case .reopened: "reopened"
        case .merged(let merge): "merged as \(merge.commit.prefix(12))"
        }
    }
}

extension PullRequestRecord {
    /// A fact about a pull request; nil for an event of another kind.
    init?(_ event: Event) {
        guard let fact = PullRequestEvent(type: event.type.description, data: event.data) else { return nil }
        self.init(
            id: event.id.description, replica: event.id.replica.description, at: event.at,
            actor: event.actor, event: fact,
            description: event.attachments[PullRequestStore.descriptionName]?.hex)
    }
}
