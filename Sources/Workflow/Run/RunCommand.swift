public import Platform

/// What can be asked of a run.
public enum RunCommand: Sendable, Equatable {
    // MARK: By people

    /// Say yes or no to a waiting step; nil where only one waits.
    case vote(step: String?, Vote, by: String)
    /// Try a step again; nil where only one has failed or is unknown.
    case retry(step: String?)
    /// Go on without a step; nil where only one is in the way.
    case skip(step: String?)
    /// Go on after a pause.
    case resume
    /// Stop, and leave everything as it is.
    case cancel
    /// Stop, and take back what was done.
    case rollback(RollbackMode)

    // MARK: By the owner's process

    /// Take the run over, or go on with it in a new process.
    case claim
    /// The concurrency group is free.
    case admit
    /// Go as far as the time and what is known allow.
    case advance
    /// A step has come to its end.
    case completeStep(String, StepResult)
    /// An attempt at a step has failed.
    case failStep(String, StepFailure, StepResult)
    /// A step was under way in a process that is gone.
    case interruptStep(String, isRepeatable: Bool)
    /// The run that a step has started waits for somebody.
    case suspendStep(String, run: RunID)
    /// What a step waits for has happened.
    case signalStep(String, StepResult)
    /// A step was taken back, or not.
    case compensateStep(String, Compensation)
}

/// Why a command can't be obeyed where the run stands.
public struct RunRefusal: Error, Sendable, Equatable {
    /// In lower case, what failed first, the subject in quotes.
    public var message: String
    /// What may help, one line each.
    public var hints: [String]

    /// A refusal with its reason.
    public init(_ message: String, hints: [String] = []) { (self.message, self.hints) = (message, hints) }
}

/// What a decision may know beside the state of the run.
public struct DecisionContext: Sendable {
    /// The time.
    public var now: Timestamp
    /// What chance says, from 0 up to 1.
    public var chance: Double
    /// The hash over the files of the run's tree that match the patterns; nil where nobody can tell.
    public var hashFiles: (@Sendable ([String]) throws(ExpressionError) -> String)?

    /// A context of these parts.
    public init(
        now: Timestamp, chance: Double = 0,
        hashFiles: (@Sendable ([String]) throws(ExpressionError) -> String)? = nil
    ) {
        (self.now, self.chance, self.hashFiles) = (now, chance, hashFiles)
    }
}
