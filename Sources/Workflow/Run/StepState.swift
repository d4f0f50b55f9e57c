public import Platform

/// What is known of a step that the run has come to.
public struct StepState: Sendable, Equatable {
    /// Where it stands.
    public enum Status: Sendable, Equatable {
        /// Started and not ended.
        case running
        /// Waiting for what it waits for.
        case waiting(Wait)
        /// Failed, and tried again at this time.
        case retrying(at: Timestamp)
        /// Done.
        case completed
        /// Failed for good.
        case failed
        /// Left out.
        case skipped(SkipReason)
        /// Started, and nobody knows whether it was done.
        case unknown
        /// Interrupted, and to be started again.
        case interrupted
    }

    /// Where it stands.
    public var status: Status
    /// How often it was started.
    public var attempts = 0
    /// How often it has failed since it was last reset.
    public var failures = 0
    /// Why it failed last.
    public var failure: StepFailure?
    /// Whether its failure counts as success.
    public var isForgiven = false
    /// What its last attempt has left. The effects are those of all its attempts that were not taken back,
    /// those before a reset included; in a rollback, those that are taken back next.
    public var result = StepResult()
    /// When it was first started.
    public var startedAt: Timestamp?
    /// When it ended.
    public var endedAt: Timestamp?
    /// When it ended: greater than that of every step that had ended before; 0 before its end.
    public var order = 0
    /// The run's tree when it had ended, in hexadecimal; nil for the base's.
    public var treeAfter: String?
    /// Whether an agent had written any of that tree's files.
    public var holdsAgentWork = false
    /// Votes on it, oldest first.
    public var votes: [CastVote] = []
    /// What became of taking it back.
    public var compensation: Compensation?
    /// The event that has its output attached.
    public var record: String?
    /// The event of its first start since it was last reset; names what it makes, so that a repeated
    /// attempt finds it. A step whose outcome is unknown keeps it when it is tried again.
    public var incarnation: String?
    /// Whether a person was asked what is to become of its failure and has not answered yet.
    var isPutToPerson = false
    /// The step that the run goes back to on account of its failure, once nothing stands in the way.
    var restartsFrom: String?

    /// A step that stands here.
    public init(status: Status) { self.status = status }

    /// Whether it is over, one way or the other.
    public var hasEnded: Bool {
        switch status {
        case .completed, .failed, .skipped: true
        case .running, .waiting, .retrying, .unknown, .interrupted: false
        }
    }

    /// Whether nothing is still to come of it.
    var isSettled: Bool { hasEnded && !isPutToPerson && restartsFrom == nil }

    /// How it ended before `continue-on-error` is considered, in GitHub's words; nil before its end.
    public var outcome: String? {
        switch status {
        case .completed: isForgiven ? "failure" : "success"
        case .failed: failure?.kind == .cancelled ? "cancelled" : "failure"
        case .skipped: "skipped"
        default: nil
        }
    }

    /// How it counts for what follows, in GitHub's words; nil before its end.
    public var conclusion: String? { status == .completed ? "success" : outcome }

    /// The run that it has started and waits for.
    public var child: RunID? {
        if case .waiting(let wait) = status, case .run(let run) = wait.condition { run } else { nil }
    }

    /// From its first start to its end, in milliseconds; nil before its end, and for clocks that are out of
    /// their mind.
    public var milliseconds: Int64? {
        guard let startedAt, let endedAt else { return nil }
        let (length, isOverflow) = endedAt.milliseconds.subtractingReportingOverflow(startedAt.milliseconds)
        return isOverflow ? nil : length
    }
}

/// A vote and whose it is.
public struct CastVote: Sendable, Equatable {
    /// As in `person/ada@example.org`.
    public var actor: String
    /// Yes or no.
    public var vote: Vote

    /// What the names of people start with.
    static let person = "person/"

    /// Whether one of `names` has cast it: an address, or the part of one before the `@`. Without names any
    /// person will do; agents, workers and hooks never do.
    public func counts(for names: [String]) -> Bool { Self.mayVote(actor, for: names) }

    /// Whether `actor` may say yes or no where these people are asked.
    public static func mayVote(_ actor: String, for names: [String]) -> Bool {
        guard actor.hasPrefix(person) else { return false }
        let address = actor.dropFirst(person.count).lowercased()
        let local = address.split(separator: "@", omittingEmptySubsequences: false)[0]
        return names.isEmpty
            || names.contains { name in
                let name = name.lowercased()
                return name == address || name == local
            }
    }
}
