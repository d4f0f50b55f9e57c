public import Journal
public import Workflow

/// Something that steps can do by `uses`: what it takes, what it does, how that is found again after a
/// crash, how it is taken back. One file each, one line each in ``ActionTable``.
public struct Action: Sendable {
    /// What the definition language knows of it.
    public let signature: ActionSignature
    /// Does the work.
    public let perform: @Sendable (ActionCall) async throws(StepFailure) -> StepEnding
    /// What is to be done when nobody knows whether it was done.
    public let recovery: Recovery
    /// How it is taken back.
    public let compensation: ActionCompensation

    /// What is to be done with an action that was under way when its process ended.
    public enum Recovery: Sendable {
        /// Doing it twice is as good as doing it once.
        case repeats
        /// Its traces tell.
        case looks(@Sendable (ActionCall) async throws(StepFailure) -> Finding)
    }

    /// What a look at an action's traces has shown.
    public enum Finding: Sendable {
        /// It was done, with this outcome.
        case done(StepOutcome)
        /// It was not.
        case notDone
        /// The traces can be read either way.
        case unclear
    }

    /// An action that fails with what it has left, such as the output of its commands.
    public init(
        signature: ActionSignature,
        attempt: @escaping @Sendable (ActionCall) async throws(StepFailure) -> StepEnding,
        recovery: Recovery, compensation: ActionCompensation
    ) {
        (self.signature, perform) = (signature, attempt)
        (self.recovery, self.compensation) = (recovery, compensation)
    }

    /// An action that is done or leaves nothing.
    public init(
        signature: ActionSignature,
        perform: @escaping @Sendable (ActionCall) async throws(StepFailure) -> StepOutcome,
        recovery: Recovery, compensation: ActionCompensation
    ) {
        self.init(
            signature: signature,
            attempt: { (call) throws(StepFailure) in .completed(try await perform(call)) },
            recovery: recovery, compensation: compensation)
    }
}

/// How an action is taken back.
public enum ActionCompensation: Sendable {
    /// The effects that it has recorded, in reverse order.
    case effects
    /// It has changed nothing outside of the run.
    case nothing
    /// It can't be.
    case impossible(String)
    /// By the facts that this makes of what the step has left; they are recorded with the compensation.
    case facts(@Sendable (ActionCall, StepResult) async throws(StepFailure) -> CompensationOutcome)
}

/// What has come of taking a step back by facts.
public struct CompensationOutcome: Sendable {
    /// In a word.
    public var compensation: Compensation
    /// The facts; they must hold no secrets.
    public var events: [EventDraft]

    /// An outcome of these parts.
    public init(_ compensation: Compensation, events: [EventDraft] = []) {
        (self.compensation, self.events) = (compensation, events)
    }
}
