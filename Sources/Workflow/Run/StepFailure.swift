/// Why a step has failed.
public struct StepFailure: Error, Sendable, Equatable {
    /// What kind of failure it is; `retry.on` names them.
    public enum Kind: String, Sendable, CaseIterable {
        /// A command ended with a status other than 0.
        case exit
        /// A command was ended by a signal.
        case signal
        /// The time allowed was over.
        case timeout
        /// A program, a shell or a folder that is not there.
        case missing
        /// Somebody else has moved what the step wanted to move, or changes don't go together.
        case conflict
        /// An expression or an input that makes no sense with what the run knows by then.
        case input
        /// The disk, memory, a permission.
        case system
        /// Somebody said no.
        case rejected
        /// The step was told to stop.
        case cancelled
        /// What the step needs can't be reached for now: a server, an account that is used up. What was done so
        /// far stays for the next attempt.
        case unavailable
        /// A run that the step has started has failed.
        case workflow
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// In lower case, what failed first, the subject in quotes.
    public var message: String
    /// The status of a command that ended by itself.
    public var exitStatus: Int?
    /// The end of what a command has printed, for whoever is to mend it.
    public var output: String?

    /// A failure of this kind.
    public init(_ kind: Kind, _ message: String, exitStatus: Int? = nil, output: String? = nil) {
        (self.kind, self.message, self.exitStatus, self.output) = (kind, message, exitStatus, output)
    }
}
