public import Platform

/// What lists and statistics need of a run.
public struct RunSummary: Sendable, Equatable {
    /// What became of a step.
    public struct Step: Sendable, Equatable {
        /// Its id.
        public var id: String
        /// `completed`, `failed`, `skipped`, `running`, `waiting`, `retrying`, `unknown` or `interrupted`.
        public var status: String
        /// From its first start to its end; nil before that.
        public var milliseconds: Int64?
        /// How often it was started.
        public var attempts: Int
    }

    /// The run's name.
    public var id: RunID
    /// The workflow's name.
    public var workflow: String
    /// Where it stands.
    public var status: RunStatus
    /// What it waits for, or why it failed, in a few words.
    public var reason: String?
    /// The concurrency group.
    public var group: String?
    /// The run that started it.
    public var parent: RunID?
    /// Who started it.
    public var actor: String
    /// When.
    public var startedAt: Timestamp
    /// When it ended.
    public var endedAt: Timestamp?
    /// When the clock makes a difference to it.
    public var due: Timestamp?
    /// The types of the events that it waits for.
    public var listensTo: [String]
    /// Whether somebody has asked for something and nobody has answered.
    public var hasRequests: Bool
    /// The clone that owns it.
    public var owner: String
    /// The steps that it has come to, in the order in which they started.
    public var steps: [Step]

    /// The steps under way or in the way.
    public var current: [String] {
        steps.compactMap { step in
            switch step.status {
            case "completed", "skipped", "failed": nil
            default: step.id
            }
        }
    }
}

extension RunState {
    /// What lists and statistics need.
    public var summary: RunSummary {
        let ordered = steps.sorted { left, right in
            let (a, b) = (left.value.startedAt?.milliseconds ?? 0, right.value.startedAt?.milliseconds ?? 0)
            return (a, left.value.order, left.key) < (b, right.value.order, right.key)
        }
        let work = work
        return RunSummary(
            id: id, workflow: start.workflow, status: status, reason: reason, group: start.group,
            parent: start.parent?.run, actor: actor, startedAt: startedAt, endedAt: endedAt, due: work.due,
            listensTo: work.listening.compactMap { steps[$0]?.awaitedEvent },
            hasRequests: !requests.isEmpty || steps.values.contains { $0.status.isWait && !$0.votes.isEmpty },
            owner: owner,
            steps: ordered.map { id, step in
                RunSummary.Step(
                    id: id, status: step.status.name, milliseconds: step.milliseconds,
                    attempts: step.attempts)
            })
    }

    /// What the run waits for, or why it failed or was rolled back, in a few words.
    public var reason: String? {
        switch phase {
        case .paused(let reason): return reason
        case .pending: return start.group.map { "its turn in group '\($0)'" }
        case .rollingBack: return "rolling back"
        case .ended(.failed): return firstFailure { _ in true }
        // What was stopped on account of a request has not led to it.
        case .ended(.rolledBack): return firstFailure { $0?.kind != .cancelled }
        case .ended: return nil
        case .active:
            for (id, step) in steps.sorted(by: { $0.key < $1.key }) {
                switch step.status {
                case .waiting(let wait): return "\(id) waits for \(wait.headline)"
                case .unknown: return "\(id) was interrupted, its outcome is unknown"
                case .retrying(let time): return "\(id) is tried again at \(time.iso8601)"
                default: break
                }
            }
            return nil
        }
    }
}

extension RunState {
    /// The step that failed first among those whose failure counts, and why.
    private func firstFailure(where counts: (StepFailure?) -> Bool) -> String? {
        steps.filter { $1.status == .failed && counts($1.failure) }
            .min { ($0.value.order, $0.key) < ($1.value.order, $1.key) }
            .map { "\($0.key): \($0.value.failure?.message ?? "failed")" }
    }
}

extension RunState {
    /// Whether a step waits for an event of this type.
    public func awaits(event type: String) -> Bool {
        work.listening.contains { steps[$0]?.awaitedEvent == type }
    }
}

extension StepState {
    /// The type of event that the step waits for.
    var awaitedEvent: String? {
        if case .waiting(let wait) = status, case .event(let type, _) = wait.condition { type } else { nil }
    }
}

extension StepState.Status {
    /// Where the step stands, in a word.
    public var name: String {
        switch self {
        case .running: "running"
        case .waiting: "waiting"
        case .retrying: "retrying"
        case .completed: "completed"
        case .failed: "failed"
        case .skipped: "skipped"
        case .unknown: "unknown"
        case .interrupted: "interrupted"
        }
    }

    fileprivate var isWait: Bool { if case .waiting = self { true } else { false } }
}
