public import JSON
public import Platform

/// A fact about a run, as its stream records it.
///
/// There are two kinds. *Requests* are what people (or other runs) ask for, and any clone may record them at
/// any time. *Progress* is what the one clone that owns the run decides, and counts only when it comes from
/// the owner (see ``RunHistory``).
public enum RunEvent: Sendable, Equatable {
    // MARK: Progress

    /// The run exists.
    case started(RunStart)
    /// A process goes on with the run, in this clone or another one.
    case claimed(RunClaim)
    /// The run's turn in its concurrency group has come.
    case admitted
    /// A step is about to be performed.
    case stepStarted(step: String, attempt: Int)
    /// A step has begun to wait.
    case waitStarted(step: String, Wait)
    /// A step has done its work.
    case stepCompleted(step: String, StepResult)
    /// An attempt has failed; `then` is what follows.
    case stepFailed(step: String, StepFailure, StepResult, then: FailureConsequence)
    /// A step is left out.
    case stepSkipped(step: String, SkipReason)
    /// A step was under way when its process ended, and whether it is safe to repeat it is settled.
    case stepInterrupted(step: String, isRepeatable: Bool)
    /// Steps count as never performed; with `failure` on account of a step that failed.
    case stepsReset(steps: [String], cause: ResetCause)
    /// Nothing new is started until a person says so.
    case paused(reason: String, step: String?)
    /// The pause is over.
    case resumed
    /// What steps have left is about to be taken back, in this order; a step stands there once for each
    /// attempt that has left something.
    case rollbackStarted(RollbackMode, steps: [String])
    /// A step's effect was taken back, or was not.
    case stepCompensated(step: String, Compensation)
    /// All that was to be done is done.
    case completed(outputs: JSON.Object)
    /// A step failed for good.
    case failed(step: String, StepFailure)
    /// Somebody stopped it.
    case cancelled
    /// What could be taken back is taken back.
    case rolledBack(RollbackMode)

    // MARK: Requests

    /// Somebody says yes or no to a waiting step.
    case voted(step: String, Vote)
    /// Try a step again.
    case retryRequested(step: String)
    /// Go on without a step.
    case skipRequested(step: String)
    /// Go on after a pause.
    case resumeRequested
    /// Stop, and leave everything as it is.
    case cancelRequested
    /// Stop, and take back what was done.
    case rollbackRequested(RollbackMode)

    /// Whether anybody may record it, not only the owner.
    public var isRequest: Bool {
        switch self {
        case .voted, .retryRequested, .skipRequested, .resumeRequested, .cancelRequested, .rollbackRequested:
            true
        default: false
        }
    }
}

/// How a run begins.
public struct RunStart: Sendable, Equatable {
    /// The workflow's name.
    public var workflow: String
    /// The blob that holds the definition, in hexadecimal.
    public var definition: String
    /// The commit that the run's tree starts from, in hexadecimal.
    public var base: String
    /// What it was started with, by name, defaults included.
    public var inputs: JSON.Object
    /// The concurrency group; a run of a group waits for its turn.
    public var group: String?
    /// The run and step that started this one.
    public var parent: RunOrigin?
    /// The run that this one branches off from, and the last step that it shares with it.
    public var fork: RunOrigin?
    /// The tree that it starts with where that is not the base's, in hexadecimal.
    public var tree: String?
    /// The stream of what it is about, as in `issue/42`.
    public var subject: String?
    /// Whether it comes from a run in which an agent was at work whose commands belong into a sandbox.
    public var isAgentWork: Bool

    /// A beginning of these properties.
    public init(
        workflow: String, definition: String, base: String, inputs: JSON.Object = [:], group: String? = nil,
        parent: RunOrigin? = nil, fork: RunOrigin? = nil, tree: String? = nil, subject: String? = nil,
        isAgentWork: Bool = false
    ) {
        (self.workflow, self.definition, self.base, self.inputs) = (workflow, definition, base, inputs)
        (self.group, self.parent, self.fork, self.tree) = (group, parent, fork, tree)
        (self.subject, self.isAgentWork) = (subject, isAgentWork)
    }
}

/// A step of a run that another run comes from.
public struct RunOrigin: Sendable, Equatable {
    /// The run's name.
    public var run: RunID
    /// The step's id.
    public var step: String

    /// This step of this run.
    public init(run: RunID, step: String) { (self.run, self.step) = (run, step) }
}

/// Whoever takes a run over says what is known of it by then.
public struct RunClaim: Sendable, Equatable {
    /// The claim, or the start of the run, that this one follows: of several that follow the same one, the
    /// earliest counts.
    public var after: String
    /// The newest progress of the former owner that the new one has seen. What comes behind is lost work.
    public var seen: String

    /// A claim that follows another one.
    public init(after: String, seen: String) { (self.after, self.seen) = (after, seen) }
}

/// What a waiting step waits for, evaluated.
public struct Wait: Sendable, Equatable {
    /// The one thing that ends it by itself.
    public enum Condition: Sendable, Equatable {
        /// A vote of one of these people, or of anyone.
        case approval(by: [String])
        /// An event of this type.
        case event(type: String, stream: String?)
        /// The clock.
        case time(Timestamp)
        /// The run that the step has started, which waits itself.
        case run(RunID)
    }

    /// What ends it.
    public var condition: Condition
    /// When it gives up.
    public var expires: Timestamp?

    /// A wait for this condition.
    public init(_ condition: Condition, expires: Timestamp? = nil) {
        (self.condition, self.expires) = (condition, expires)
    }
}

/// What somebody says to a waiting step.
public struct Vote: Sendable, Equatable {
    /// Yes or no.
    public var approves: Bool
    /// Why.
    public var comment: String?

    /// A yes or a no.
    public init(approves: Bool, comment: String? = nil) {
        (self.approves, self.comment) = (approves, comment)
    }
}

/// What follows from a failed attempt.
public enum FailureConsequence: Sendable, Equatable {
    /// Another attempt at this time.
    case retry(at: Timestamp)
    /// It counts as success (`continue-on-error`).
    case proceed
    /// The step has failed for good.
    case fail
    /// The step counts as skipped.
    case skip
    /// The run waits for a person.
    case pause
    /// The run is compensated.
    case abort
    /// The run goes back to this step.
    case restart(from: String)
}

/// Why a step is left out.
public enum SkipReason: String, Sendable {
    /// Its condition does not hold.
    case condition
    /// A person has said so.
    case request
}

/// Why steps count as never performed.
public enum ResetCause: Sendable, Equatable {
    /// A step failed and its policy goes back.
    case failure(step: String, StepFailure)
    /// A person asked for another try.
    case request
    /// The run was rolled back to an earlier step, whose tree this is.
    case rollback(to: String, tree: String?)
}

/// How far a run is taken back.
public enum RollbackMode: Sendable, Equatable {
    /// Not at all: the branch stays for a person.
    case soft
    /// Everything that can be.
    case hard
    /// Everything behind this step.
    case to(step: String)
}

/// What became of taking back one step.
public enum Compensation: Sendable, Equatable {
    /// It is as before.
    case done
    /// The step's own `undo` was performed, and has left this.
    case replaced(by: [StepEffect])
    /// There was nothing outside of the run to take back.
    case nothing
    /// It can't be taken back, and why.
    case impossible(reason: String)
    /// It was tried, and why it didn't work.
    case failed(reason: String)
}
