import Git
import Platform

/// Gathers decisions into the commits of one append.
///
/// Decisions without attachments share commits; one with attachments has a commit of its own, because its
/// tree is its alone.
struct CommitGroup {
    private let now: Timestamp
    private let signature: Signature
    /// What became of each decision: its ids and the number of its commit, or why it was left out.
    private var fates: [Swift.Result<(events: [EventID], commit: Int), JournalError>] = []
    private var commits: [ObjectID] = []
    /// The newest event that each stream got.
    private(set) var newest: [StreamName: EventID] = [:]

    // The commit that is being gathered.
    private var lines: [UInt8] = []
    private var events: [Event] = []
    private var files: [TreeChange] = []
    private var decisions = 0
    private var subject: String?

    init(now: Timestamp, identity: Identity) {
        self.now = now
        signature = identity.signature(at: now)
    }

    /// Adds one decision, or remembers why it can't be; commits what was gathered before when it is enough.
    mutating func add(
        _ decision: Decision, to lane: inout Lane, in journal: inout Journal
    ) throws(JournalError) {
        let events: [Event]
        let lines: [UInt8]
        var files: [TreeChange] = []
        do throws(JournalError) {
            try DraftCheck.check(decision)
            try journal.check(decision.precondition, after: newest)
            let clock = lane.state.clock
            do throws(JournalError) {
                events = try makeEvents(decision, &lane, journal.repository, &files)
                lines = try DraftCheck.lines(of: events)
            } catch {
                lane.state.clock = clock
                throw error
            }
        } catch {
            guard error.concernsOneDecision else { throw error }
            return fates.append(.failure(error))
        }
        let isFull =
            self.events.count + events.count > CommitMessage.maximumEvents
            || self.lines.count + lines.count > CommitMessage.maximumBytes
        if decision.hasAttachments || isFull { try commit(to: &lane, in: journal.repository) }
        for event in events { newest[event.stream] = event.id }
        self.events += events
        self.lines += lines
        self.files += files
        decisions += 1
        if decisions == 1 { subject = decision.subject.flatMap { CommitMessage.cleaned(subject: $0) } }
        fates.append(.success((events.map(\.id), commits.count)))
        if decision.hasAttachments { try commit(to: &lane, in: journal.repository) }
    }

    /// Writes what was gathered as one commit on the lane, which is not published yet.
    mutating func commit(to lane: inout Lane, in repository: borrowing Repository) throws(JournalError) {
        guard !events.isEmpty else { return }
        var subject = subject ?? CommitMessage.subject(for: events)
        if decisions > 1 { subject = "\(decisions) decisions: \(CommitMessage.subject(for: events))" }
        do {
            let tree =
                try files.isEmpty ? repository.writeTree([]) : repository.updateTree(nil, changes: files)
            commits.append(
                try lane.extend(
                    tree: tree, message: CommitMessage.text(subject: subject, lines: lines), by: signature,
                    in: repository))
        } catch { throw .git(error) }
        events.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        files.removeAll()
        decisions = 0
    }

    /// Whether the last decision was left out.
    var hasRefused: Bool { (try? fates.last?.get()) == nil }

    /// For the trace.
    var summary: String { "\(fates.count) decisions in \(commits.count) commits" }

    /// What became of each decision, once everything is committed.
    func outcomes() -> [Swift.Result<Receipt, JournalError>] {
        fates.map { fate in fate.map { Receipt(events: $0.events, commit: commits[$0.commit], at: now) } }
    }

    private func makeEvents(
        _ decision: Decision, _ lane: inout Lane, _ repository: borrowing Repository,
        _ files: inout [TreeChange]
    ) throws(JournalError) -> [Event] {
        var events: [Event] = []
        for draft in decision.events {
            var attachments: [String: ObjectID] = [:]
            for attachment in draft.attachments {
                let file = try attachment.store(in: repository)
                attachments[attachment.name] = file.id
                files.append(.upsert(path: attachment.name, id: file.id, mode: file.mode))
            }
            let id = try lane.state.clock.next(at: now, replica: lane.state.replica)
            events.append(
                Event(
                    id: id, stream: draft.stream, type: draft.type, at: now, actor: draft.actor,
                    cause: draft.cause, attachments: attachments, data: draft.data))
        }
        return events
    }
}
