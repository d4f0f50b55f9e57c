public import Git
import JSON
public import Journal
import Platform
public import Workflow

/// Runs as streams of the journal.
struct RunStore: Sendable {
    let journal: SharedJournal
    /// Who stands in events as the one who caused them.
    let actor: String

    static let prefix = "run/"

    /// The stream of a run.
    static func stream(of run: RunID) -> StreamName {
        guard let name = StreamName(prefix + run.description) else {
            preconditionFailure("an id of letters and digits makes a stream's name")
        }
        return name
    }

    /// The run that a stream is about; nil for any other stream.
    static func run(of stream: StreamName) -> RunID? {
        guard stream.description.hasPrefix(prefix) else { return nil }
        return RunID(String(stream.description.dropFirst(prefix.count)))
    }

    /// The facts about a run, in the order of the journal, with what they carry.
    func load(_ run: RunID) async throws(EngineError) -> LoadedRun {
        do {
            return try await journal.read { journal in try LoadedRun(run, from: &journal) }
        } catch { throw EngineError(error) }
    }

    /// The newest event about a run.
    func newest(_ run: RunID) async throws(EngineError) -> String? {
        let stream = Self.stream(of: run)
        do { return try await journal.read { try $0.newestID(of: stream)?.description } } catch {
            throw EngineError(error)
        }
    }

    /// The newest comment that a run has made on the issue that it is about.
    func newestComment(of state: RunState) async throws(EngineError) -> Event? {
        guard let stream = IssueComments.stream(of: state) else { return nil }
        let run = state.id.description
        do {
            return try await journal.read { journal in
                var newest: Event?
                try journal.forEachEvent(of: stream, newestFirst: true) { event in
                    if event.data["run"]?.stringValue == run { newest = event }
                    return newest == nil
                }
                return newest
            }
        } catch { throw EngineError(error) }
    }

    /// Records facts together, if nobody else has recorded any since `newest`.
    ///
    /// - Parameters:
    ///   - events: what happened.
    ///   - run: whom it is about.
    ///   - newest: the newest event that the decision rests on; nil for a run that is new.
    ///   - attachments: the files of events, by their place in `events`.
    ///   - others: events of other streams that belong to the same decision.
    /// - Returns: the facts with their places; nil when somebody else was quicker.
    func append(
        _ events: [RunEvent], to run: RunID, after newest: String?, attachments: [Int: [Attachment]] = [:],
        others: [EventDraft] = []
    ) async throws(EngineError) -> [RunRecord]? {
        let stream = Self.stream(of: run)
        let drafts = events.enumerated().map { index, event in
            EventDraft(
                stream: stream, type: Self.type(event.type), actor: actor, data: event.data,
                attachments: attachments[index] ?? [])
        }
        let precondition: Decision.Precondition =
            if let newest { .streamAt(stream, EventID(newest)) } else { .none }
        let decision = Decision(
            subject: Self.subject(of: events, run), events: drafts + others, precondition: precondition)
        do {
            let receipt = try await journal.append(decision)
            return zip(events, receipt.events).map { event, id in
                RunRecord(
                    id: id.description, replica: id.replica.description, at: receipt.at, actor: actor,
                    event: event)
            }
        } catch JournalError.stale {
            return nil
        } catch { throw EngineError(error) }
    }

    private static func type(_ name: String) -> EventType {
        guard let type = EventType(name) else { preconditionFailure("'\(name)' is no event type") }
        return type
    }

    /// What happened, for `git log`: the event that says most.
    private static func subject(of events: [RunEvent], _ run: RunID) -> String {
        let words = events.last { if case .stepStarted = $0 { false } else { true } } ?? events.last
        return "run \(run): \(words?.headline ?? "nothing")"
    }
}

/// A run as it was read from the journal.
public struct LoadedRun: Sendable {
    /// Where the run stands; nil where nothing of it is known.
    public private(set) var state: RunState?
    /// What events carry, by event and name.
    public private(set) var attachments: [String: [String: ObjectID]] = [:]
    /// All facts, those that do not count included.
    public let records: [RunRecord]
    /// How many events there are, those of kinds that this version does not know included.
    public internal(set) var count: Int

    /// Reads a run.
    public init(_ run: RunID, from journal: inout Journal) throws(JournalError) {
        self.init(run, try journal.events(of: RunStore.stream(of: run)))
    }

    init(_ run: RunID, _ events: [Event]) {
        records = events.compactMap { RunRecord($0) }
        count = events.count
        for event in events where !event.attachments.isEmpty {
            attachments[event.id.description] = event.attachments
        }
        state = RunHistory.fold(records, of: run)
        // Events of kinds that this version does not know count for preconditions all the same.
        if let newest = events.last?.id.description { state?.noteNewest(newest) }
    }
}

extension RunRecord {
    /// A fact about a run; nil for an event of another kind.
    init?(_ event: Event) {
        guard let fact = RunEvent(type: event.type.description, data: event.data) else { return nil }
        self.init(
            id: event.id.description, replica: event.id.replica.description, at: event.at,
            actor: event.actor, event: fact)
    }
}
