import JSON
import Journal
import Platform
import Workflow

/// What a run tells the issue that it is about: comments on the issue's stream, each with what was done since
/// the one before.
///
/// A run that comes to rest, waits or fails tells it at once; what goes on is told of no more often than
/// the interval allows. A comment is recorded together with what it tells of, so that none is lost or told
/// twice.
struct IssueComments: Sendable {
    private let stream: StreamName
    private let run: RunID
    private let actor: String
    /// Between two comments of a run that goes on, in milliseconds.
    private let interval: Int64
    /// What was not told yet.
    private var pending: [String] = []
    private var toldAt: Timestamp

    /// For a run that goes on from here; nil for one that is about no issue, or where comments are turned
    /// off.
    ///
    /// - Parameters:
    ///   - loaded: the run's facts.
    ///   - state: where they lead.
    ///   - told: the newest comment of the run, by its event.
    init?(_ loaded: LoadedRun, _ state: RunState, told: Event?, _ configuration: EngineConfiguration) {
        guard let interval = configuration.commentInterval, let stream = Self.stream(of: state) else {
            return nil
        }
        (self.stream, run, actor, self.interval) = (stream, state.id, configuration.actor, interval)
        toldAt = told?.at ?? state.startedAt
        let last = told?.id.description ?? ""
        pending = loaded.records.filter { $0.id > last }.flatMap { Self.words(of: $0.event) }
    }

    /// The stream of the issue that a run is about.
    static func stream(of state: RunState) -> StreamName? {
        guard let subject = state.start.subject, subject.hasPrefix("issue/") else { return nil }
        return StreamName(subject)
    }

    /// Takes note of what others have recorded about the run.
    mutating func add(_ records: [RunRecord]) {
        pending += records.flatMap { Self.words(of: $0.event) }
    }

    /// The comment that is due once these facts are recorded, and what is left to tell after that.
    func adding(_ events: [RunEvent], at now: Timestamp) -> (draft: EventDraft?, rest: IssueComments) {
        var rest = self
        rest.pending += events.flatMap { Self.words(of: $0) }
        let isDue =
            events.contains(where: \.isWorthTelling)
            || now.milliseconds - toldAt.milliseconds >= interval
        guard isDue, !rest.pending.isEmpty, let type = EventType("issue_commented") else {
            return (nil, rest)
        }
        let text = rest.pending.joined(separator: "\n")
        rest.pending = []
        rest.toldAt = now
        let data: [(String, JSON)] = [("text", .string(text)), ("run", .string(run.description))]
        return (EventDraft(stream: stream, type: type, actor: actor, data: JSON.Object(data)), rest)
    }

    /// A fact in a line for people; none for what goes without saying.
    private static func words(of event: RunEvent) -> [String] {
        switch event {
        case .stepCompleted(_, let result): result.summary.map { [$0] } ?? []
        case .stepFailed(let step, let failure, _, _): ["\(step) failed: \(failure.message)"]
        case .waitStarted(let step, let wait): ["\(step) waits for \(wait.headline)"]
        // Most steps have nothing that could be taken back.
        case .stepCompensated(_, .nothing): []
        case .stepCompensated, .paused, .completed, .failed, .cancelled, .rolledBack, .voted:
            [event.headline]
        default: []
        }
    }
}

extension RunEvent {
    /// Whether people want to hear of it at once.
    fileprivate var isWorthTelling: Bool {
        switch self {
        case .waitStarted, .paused, .completed, .failed, .cancelled, .rolledBack: true
        default: false
        }
    }
}
