import Git
import JSON
import Journal
import Platform
import Workflow

/// Something that steps can do by `uses`: what it takes, what it does, how that is found again after a
/// crash, how it is taken back. One file each, one line each in ``ActionTable``.
struct Action: Sendable {
    /// What the definition language knows of it.
    let signature: ActionSignature
    /// Does the work.
    let perform: @Sendable (ActionCall) async throws(StepFailure) -> StepOutcome
    /// What is to be done when nobody knows whether it was done.
    let recovery: Recovery
    /// How it is taken back.
    let compensation: ActionCompensation

    /// What is to be done with an action that was under way when its process ended.
    enum Recovery: Sendable {
        /// Doing it twice is as good as doing it once.
        case repeats
        /// Its traces tell.
        case looks(@Sendable (ActionCall) async throws(StepFailure) -> Finding)
    }

    /// What a look at an action's traces has shown.
    enum Finding: Sendable {
        /// It was done, with this outcome.
        case done(StepOutcome)
        /// It was not.
        case notDone
        /// The traces can be read either way.
        case unclear
    }
}

/// How an action is taken back.
enum ActionCompensation: Sendable {
    /// The effects that it has recorded, in reverse order.
    case effects
    /// It has changed nothing outside of the run.
    case nothing
    /// It can't be.
    case impossible(String)
}

/// One use of an action by a step.
struct ActionCall: Sendable {
    /// Where the run stands.
    let state: RunState
    /// The step's id.
    let step: String
    /// The values of `with`, secrets included.
    let inputs: JSON.Object
    /// Hides the secrets.
    let mask: SecretMask
    /// When the step was started for the first time: the same for every attempt to repeat it.
    let startedAt: Timestamp
    /// The objects and references.
    let repository: RepositoryThread
    /// Who stands in commits.
    let identity: Identity

    /// The run's tree.
    func tree() async throws(StepFailure) -> ObjectID {
        let state = state
        return try await git { try state.currentTree(in: $0) }
    }

    /// The commit that the run started from.
    func base() throws(StepFailure) -> ObjectID {
        guard let base = ObjectID(hex: state.start.base) else {
            throw StepFailure(.system, "the run has no base")
        }
        return base
    }

    /// The text of an input as it may be kept in the repository: without secrets. Nil where it was not given
    /// or is empty.
    func text(_ name: String) -> String? {
        guard let value = inputs[name], value != .null else { return nil }
        let text = Value(value).text
        return text.isEmpty ? nil : mask.apply(to: text)
    }

    /// The text of an input that the checks have found to be there, though it may turn out to be empty.
    func requiredText(_ name: String) throws(StepFailure) -> String {
        guard let text = text(name) else {
            throw StepFailure(.input, "input '\(name)' of step '\(step)' is empty")
        }
        return text
    }

    /// What stands in the reflog of the references that this step moves: by it the step finds them again.
    var logMessage: String { "autowrk: run \(state.id) step \(step)" }

    /// Whether a process of the run has ended amid its work, which may have left locks behind.
    var wasInterrupted: Bool { state.wasTakenOver }

    /// The signature of commits: the user's, at the time of the step's first start, so that a repeated
    /// attempt makes the same commit.
    var signature: Signature {
        Signature(
            name: identity.name, email: identity.email, seconds: startedAt.milliseconds / 1000,
            offsetMinutes: 0)
    }

    /// Calls `body` with the repository; an error becomes the step's failure.
    func git<R: Sendable>(_ body: @Sendable (borrowing Repository) throws -> R) async throws(StepFailure) -> R
    {
        do { return try await repository.use(body) } catch {
            throw StepFailure(wrapping: error)
        }
    }

    /// The same for a change that others may forestall: it is made anew on what they have left.
    func gitAgain<R: Sendable>(
        _ body: @Sendable (borrowing Repository) throws -> R
    ) async throws(StepFailure) -> R {
        var attempts = 0
        while true {
            attempts += 1
            do { return try await repository.use(body) } catch {
                let kind = (error as? GitError)?.kind
                guard kind == .modified || kind == .locked, attempts < Self.patience else {
                    throw StepFailure(wrapping: error)
                }
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Nobody is forestalled that often by chance, and a lock that is held for so long was left behind.
    private static let patience = 100
}

/// What a step has left, and the files that belong to its record.
struct StepOutcome: Sendable {
    /// What is recorded.
    var result = StepResult()
    /// The run's tree as the step leaves it, and the tree that it began with; nil where it works on none.
    var trees: (before: ObjectID, after: ObjectID)?
    /// What goes along with the record.
    var attachments: [Attachment] = []
}

extension StepFailure {
    /// The failure of a step that any error makes; one that is a step's failure already is it.
    init(wrapping error: any Error) { self = error as? StepFailure ?? StepFailure(EngineError(error)) }

    /// The failure of a step that an error of the engine or the modules below makes.
    init(_ error: EngineError) {
        switch error {
        case .refused(let refusal): self.init(.input, refusal.message)
        case .git(let error), .journal(.git(let error)):
            switch error.kind {
            case .modified, .exists, .locked, .conflict: self.init(.conflict, error.message)
            case .invalidName, .notFound: self.init(.input, error.message)
            default: self.init(.system, error.message)
            }
        default: self.init(.system, error.message)
        }
    }
}
