public import JSON
public import Platform

/// What a run's events add up to; needs no definition.
public struct RunState: Sendable, Equatable {
    /// How it goes with the run as a whole.
    public enum Phase: Sendable, Equatable {
        /// It waits for its turn in a concurrency group.
        case pending
        /// Steps are performed as they become ready.
        case active
        /// Nothing new is started until a person says so.
        case paused(reason: String)
        /// Completed steps are being taken back; these are left, the next one first.
        case rollingBack(RollbackMode, remaining: [String])
        /// It is over.
        case ended(RunStatus)
    }

    /// Its name.
    public let id: RunID
    /// How it began.
    public let start: RunStart
    /// When.
    public let startedAt: Timestamp
    /// Who started it.
    public let actor: String
    /// How it goes.
    public internal(set) var phase: Phase
    /// The steps that it has come to, by id.
    public internal(set) var steps: [String: StepState] = [:]
    /// What people have asked for and what was not answered yet, oldest first.
    public internal(set) var requests: [RunRecord] = []
    /// The step whose failure the run went back for, and the failure.
    public internal(set) var lastFailure: FailedStep?
    /// How often the run went back to a step on account of failures, its own or those of steps behind it.
    public internal(set) var restarts: [String: Int] = [:]
    /// The events that have ended the last waits of steps that the run went back to, by step: the next wait
    /// goes on behind them, so that nothing is missed in between.
    public internal(set) var heard: [String: String] = [:]
    /// The tree it works on, in hexadecimal; nil for the base's.
    public internal(set) var tree: String?
    /// Whether an agent has written any of its files, so that what runs on them is shut in as the agent is.
    public internal(set) var holdsAgentWork: Bool
    /// Whether that may come to be by the next change of files: a run that it has started, or was started by, had
    /// such an agent, whose branch may be checked out.
    public internal(set) var knowsAgentWork: Bool
    /// What the run gives, once it is completed.
    public internal(set) var outputs: JSON.Object = [:]
    /// The branches that the run has made or moved and not taken back, by full name.
    public internal(set) var branches: [String: BranchState] = [:]
    /// When it ended.
    public internal(set) var endedAt: Timestamp?
    /// The newest event.
    public internal(set) var newest: String
    /// How often somebody has gone on with the run.
    public internal(set) var claims = 0
    /// The claim, or the start, that the owner's right rests on.
    public internal(set) var claim: String
    /// The clone that owns the run.
    public internal(set) var owner: String
    /// The newest progress of the owner.
    public internal(set) var newestProgress: String
    /// Progress that other clones made and that does not count, as they were not, or no longer, the owner.
    public internal(set) var lostWork: [RunRecord] = []
    /// How often a step has ended.
    var endings = 0
    /// The steps of which something is still to come: a run of many steps is decided on often, and most of
    /// them are over.
    var unsettled: Set<String> = []
    /// The steps that have failed.
    var failed: Set<String> = []
    /// What steps have left that was not taken back, oldest first.
    var residues: [Residue] = []
    /// The incarnations of steps that were unknown when they were reset: they may have been done.
    var incarnations: [String: String] = [:]

    /// The state that a start makes; nil for any other event.
    init?(_ id: RunID, _ record: RunRecord) {
        guard case .started(let start) = record.event else { return nil }
        (self.id, self.start, startedAt, actor) = (id, start, record.at, record.actor)
        phase = start.group == nil ? .active : .pending
        tree = start.tree
        knowsAgentWork = start.isAgentWork
        holdsAgentWork = start.isAgentWork && start.tree != nil
        newest = record.id
        claim = record.id
        newestProgress = record.id
        owner = record.replica
    }

    /// Whether another process than the one that began the run goes on with it.
    public var wasTakenOver: Bool { claims > 0 }

    /// Where the run stands, in the words of the command line.
    public var status: RunStatus {
        switch phase {
        case .ended(let status): status
        case .pending: .pending
        case .rollingBack: .running
        case .paused: isPerforming ? .running : .waiting
        case .active:
            isPerforming || !unsettled.contains { steps[$0]?.isOnHold ?? false } ? .running : .waiting
        }
    }

    /// Whether somebody has asked to stop and it has not come to that yet.
    public var isStopping: Bool {
        switch phase {
        case .rollingBack, .ended: false
        case .pending, .active, .paused:
            requests.contains { request in
                switch request.event {
                case .cancelRequested, .rollbackRequested: true
                default: false
                }
            }
        }
    }

    /// How far the run is to be taken back, by the newest request for that.
    var requestedRollback: RollbackMode? {
        for request in requests.reversed() {
            if case .rollbackRequested(let mode) = request.event { return mode }
        }
        return nil
    }

    /// Whether a step is under way, or about to be repeated.
    public var isPerforming: Bool {
        unsettled.contains { id in
            switch steps[id]?.status {
            case .running: true
            case .interrupted: phase == .active
            default: false
            }
        }
    }

    /// Whether a process, or a run of its own, is at work on any step.
    var isBusy: Bool { unsettled.contains { steps[$0]?.isBusy ?? false } }
}

extension StepState {
    /// Whether the step keeps the run waiting for somebody or some time.
    var isOnHold: Bool {
        switch status {
        case .waiting, .retrying, .unknown: true
        case .running, .interrupted, .completed, .failed, .skipped: false
        }
    }

    /// Whether a process, or a run of its own, is at work on it.
    var isBusy: Bool { status == .running || child != nil }
}

/// Where a run stands.
public enum RunStatus: String, Sendable, CaseIterable {
    case pending
    case running
    case waiting
    case completed
    case failed
    case cancelled
    case rolledBack = "rolled_back"
}

/// A step and why it failed.
public struct FailedStep: Sendable, Equatable {
    /// Its id.
    public var step: String
    /// Why.
    public var failure: StepFailure
    /// How often the run has gone back to where it goes on this time.
    public var count = 0
}

/// A branch in the hands of a run.
public struct BranchState: Sendable, Equatable {
    /// Where it stood before the run; nil for a branch that the run has made.
    public var original: String?
    /// Where the run has put it last.
    public var current: String
}

extension RunState {
    /// Takes note of an event of the run's stream that this version passes over.
    public mutating func noteNewest(_ id: String) { newest = max(newest, id) }

    /// The state after facts that were just recorded and follow what it knows.
    public mutating func append(_ records: [RunRecord]) {
        for record in records { evolve(record) }
    }
}

extension RunState {
    /// What became of taking back the steps, by step, in the order in which they had ended, turned round.
    public var compensations: [(step: String, compensation: Compensation)] {
        steps.filter { $1.compensation != nil }.sorted { $0.value.order > $1.value.order }
            .compactMap { id, step in step.compensation.map { (id, $0) } }
    }
}
