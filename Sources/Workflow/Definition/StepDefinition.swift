/// One step of a workflow.
public struct StepDefinition: Sendable, Equatable {
    /// What a step does.
    public enum Kind: Sendable, Equatable {
        /// A command in a scratch checkout.
        case run(ScriptDefinition)
        /// An action of the table, with its inputs.
        case uses(String, with: [NamedArgument])
        /// A pause.
        case wait(WaitDefinition)
        /// Another workflow as a run of its own, with its inputs.
        case workflow(Template, with: [NamedArgument])
    }

    /// As in `steps.<id>`; `step-<n>`, counted from 1, where the file has none.
    public var id: String
    /// For people.
    public var name: Template?
    /// Whether the step is performed once what it needs has ended; nil for `success()`.
    public var condition: Expression?
    /// What it does.
    public var kind: Kind
    /// Variables for this step.
    public var environment: [NamedTemplate]
    /// The steps that must have ended before: those named or, without `needs`, the one before.
    public var needs: [String]
    /// Minutes that one attempt may take.
    public var timeoutMinutes: Template?
    /// Whether its failure counts as success for what follows; evaluated when it has failed.
    public var continuesOnError: Template?
    /// How often and when it is tried again by itself.
    public var retry: RetryPolicy
    /// What becomes of the run when the step has failed for good.
    public var onFailure: FailurePolicy
    /// What takes back its effect, in place of what the action knows.
    public var undo: UndoDefinition?
    /// Whether it may be repeated when it was started and nobody knows how it ended; nil leaves that to the
    /// action.
    public var isIdempotent: Bool?
    /// The line in the file, from 1.
    public var line: Int

    /// A step of this id and kind that has nothing else said about it.
    public init(id: String, kind: Kind, needs: [String] = [], line: Int = 1) {
        (self.id, self.kind, self.needs, self.line) = (id, kind, needs, line)
        (environment, retry, onFailure) = ([], RetryPolicy(), .fail)
    }
}

/// A command for a shell.
public struct ScriptDefinition: Sendable, Equatable {
    /// The text that the shell gets.
    public var script: Template
    /// `sh`, `bash`, `python`, or a program with `{0}` for the script's file; nil for `bash -e` or, where
    /// there is none, `sh -e`.
    public var shell: String?
    /// Below the scratch checkout; nil for its top.
    public var workingDirectory: Template?

    /// A command of this text.
    public init(script: Template, shell: String? = nil, workingDirectory: Template? = nil) {
        (self.script, self.shell, self.workingDirectory) = (script, shell, workingDirectory)
    }
}

/// When a failed step is tried again by itself.
public struct RetryPolicy: Sendable, Equatable {
    /// How often it is performed at the most, the first time included; at least 1.
    public var attempts: Int
    /// Before the second attempt, in milliseconds.
    public var delay: Int64
    /// By how much the delay grows from one attempt to the next; at least 1.
    public var backoff: Double
    /// No delay is longer, in milliseconds.
    public var maximumDelay: Int64
    /// Which part of the delay is left to chance, 0 to 1.
    public var jitter: Double
    /// Which failures are worth another attempt; nil for all that may pass by themselves.
    public var kinds: Set<StepFailure.Kind>?

    /// A policy; without arguments one that tries once.
    public init(
        attempts: Int = 1, delay: Int64 = 1_000, backoff: Double = 2, maximumDelay: Int64 = 300_000,
        jitter: Double = 0.2, kinds: Set<StepFailure.Kind>? = nil
    ) {
        (self.attempts, self.delay, self.backoff) = (attempts, delay, backoff)
        (self.maximumDelay, self.jitter, self.kinds) = (maximumDelay, jitter, kinds)
    }
}

/// What becomes of the run when a step has failed for good.
public indirect enum FailurePolicy: Sendable, Equatable {
    /// The run fails, once the steps that ask for `failure()` or `always()` have ended.
    case fail
    /// The step counts as skipped.
    case skip
    /// The run waits for a person.
    case pause
    /// The run is compensated.
    case abort
    /// The run goes back to an earlier step, which finds the failure in the context `failure`.
    ///
    /// - step: where it goes on.
    /// - atMost: how many times it may have gone back there, whichever step failed; then `otherwise` applies.
    /// - on: only failures of these kinds; nil for all.
    case retryFrom(
        step: String, atMost: Int, on: Set<StepFailure.Kind>? = nil, otherwise: FailurePolicy)
}

/// How a step is taken back.
public enum UndoDefinition: Sendable, Equatable {
    /// By a command.
    case run(ScriptDefinition)
    /// By an action.
    case uses(String, with: [NamedArgument])
    /// There is nothing to take back.
    case nothing
}

/// What a step waits for.
public struct WaitDefinition: Sendable, Equatable {
    /// The one thing that ends the wait by itself.
    public enum Condition: Sendable, Equatable {
        /// Somebody says yes or no; by one of these people, by anyone when empty. People are named by their
        /// address or the part of it before the `@`.
        case approval(by: [Template])
        /// An event of this type is recorded, on this stream or any, for which the expression holds: it sees
        /// the event as `event`.
        case event(type: String, stream: Template?, condition: Expression?)
        /// A time has passed, as in `90s`, `15m`, `2h` or `3d`.
        case duration(Template)
        /// A time has come: RFC 3339, or a date for its beginning in UTC.
        case date(Template)
    }

    /// What a wait does when its time is over.
    public enum Expiry: Sendable, Equatable {
        /// It fails.
        case fail
        /// It completes, with the output `timed-out` set.
        case proceed
    }

    /// What ends it.
    public var condition: Condition
    /// After which time it gives up, as in `3d`.
    public var timeout: Template?
    /// What it does then.
    public var onTimeout: Expiry

    /// A wait for this condition.
    public init(_ condition: Condition, timeout: Template? = nil, onTimeout: Expiry = .fail) {
        (self.condition, self.timeout, self.onTimeout) = (condition, timeout, onTimeout)
    }
}
