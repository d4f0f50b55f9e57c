public import Domain
import Git
public import Journal
import Platform

/// Issues as streams of the journal.
public enum IssueStore {
    /// The stream of an issue.
    public static func stream(of id: IssueID) -> StreamName {
        guard let name = StreamName(id.stream) else {
            preconditionFailure("digits, or letters and digits, make a stream's name")
        }
        return name
    }

    /// The facts that record an issue as somebody hands it in; none where that was recorded last.
    ///
    /// - Parameters:
    ///   - issue: as it was read.
    ///   - id: its name.
    ///   - source: where the text came from.
    ///   - actor: who hands it in.
    ///   - journal: what is known of it.
    public static func drafts(
        recording issue: Issue, as id: IssueID, from source: String, by actor: String,
        in journal: inout Journal
    ) throws(JournalError) -> [EventDraft] {
        let known = try load(id, in: &journal)
        let text = Array(issue.text.utf8)
        if let known, known.text == text, !known.state.isClosed { return [] }
        let record = IssueRecord(issue, source: source)
        var draft = draft(known == nil ? .opened(record) : .revised(record), of: id, by: actor)
        draft.attachments = [Attachment(name: IssueEvent.textFile, content: .bytes(text))]
        return [draft]
    }

    /// An event as it is recorded, without its text.
    public static func draft(_ event: IssueEvent, of id: IssueID, by actor: String) -> EventDraft {
        guard let type = EventType(event.type) else { preconditionFailure("'\(event.type)' is no type") }
        return EventDraft(stream: stream(of: id), type: type, actor: actor, data: event.data)
    }

    /// What is known of an issue, with the text that came last; nil for one that nobody has recorded.
    public static func load(
        _ id: IssueID, in journal: inout Journal
    ) throws(JournalError) -> (state: IssueState, text: [UInt8])? {
        var state = IssueState()
        var text: ObjectID?
        for event in try journal.events(of: stream(of: id)) {
            guard let fact = IssueEvent(type: event.type.description, data: event.data) else { continue }
            state.apply(fact, at: event.at, actor: event.actor)
            text = event.attachments[IssueEvent.textFile] ?? text
        }
        guard state.record != nil, let text else { return nil }
        return (state, try journal.attachment(text))
    }
}
