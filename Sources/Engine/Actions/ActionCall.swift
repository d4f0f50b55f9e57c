public import Git
public import JSON
public import Journal
public import Platform
public import Workflow

/// One use of an action by a step.
public struct ActionCall: Sendable {
    /// Where the run stands.
    public let state: RunState
    /// The step's id.
    public let step: String
    /// The values of `with`, secrets included.
    public let inputs: JSON.Object
    /// What commands may know only if they are told, and nobody may see.
    public let secrets: Secrets
    /// When the step was started for the first time: the same for every attempt to repeat it.
    public let startedAt: Timestamp
    /// Who the work is done for, and where.
    public let configuration: EngineConfiguration
    /// The objects and references.
    let repository: RepositoryThread
    let store: RunStore
    let room: CommandRoom
    let asking: @Sendable (_ question: String, _ key: String) async throws(StepFailure) -> PersonAnswer

    /// Hides the secrets.
    public var mask: SecretMask { secrets.mask }

    /// Who stands in events of other streams as the one who caused them.
    public var actor: String { store.actor }

    /// Whether what the step runs is to run in a sandbox: where an agent that is shut in has written any of the
    /// run's files, its commands are, too.
    public var sandboxDemand: SandboxDemand {
        configuration.sandbox.demandOfCommands(onAgentWork: state.holdsAgentWork)
    }

    /// How often the step was started, this time included.
    public var attempt: Int { state.steps[step]?.attempts ?? 1 }

    /// The run's tree.
    public func tree() async throws(StepFailure) -> ObjectID {
        let state = state
        return try await git { try state.currentTree(in: $0) }
    }

    /// The commit that the run started from.
    public func base() throws(StepFailure) -> ObjectID {
        guard let base = ObjectID(hex: state.start.base) else {
            throw StepFailure(.system, "the run has no base")
        }
        return base
    }

    /// The text of an input as it may be kept in the repository: without secrets. Nil where it was not given
    /// or is empty.
    public func text(_ name: String) -> String? {
        guard let value = inputs[name], value != .null else { return nil }
        let text = Value(value).text
        return text.isEmpty ? nil : mask.apply(to: text)
    }

    /// The text of an input that is carried out, as a command or a patch: only secrets whose values are known are
    /// taken out, as one with stars in place of what looks like a key would be another one.
    public func instruction(_ name: String) -> String? {
        guard let value = inputs[name], value != .null else { return nil }
        let text = Value(value).text
        return text.isEmpty ? nil : mask.ofKnownValues.apply(to: text)
    }

    /// The text of an input that the checks have found to be there, though it may turn out to be empty.
    public func requiredText(_ name: String) throws(StepFailure) -> String {
        guard let text = text(name) else {
            throw StepFailure(.input, "input '\(name)' of step '\(step)' is empty")
        }
        return text
    }

    /// What stands in the reflog of the references that this step moves: by it the step finds them again.
    public var logMessage: String { "autowrk: run \(state.id) step \(step)" }

    /// Whether a process of the run has ended amid its work, which may have left locks behind.
    var wasInterrupted: Bool { state.wasTakenOver }

    /// The signature of commits: the user's, at the time of the step's first start, so that a repeated
    /// attempt makes the same commit.
    public var signature: Signature { configuration.signature(at: startedAt) }

    // Inlined into the action 'point', it makes the optimiser of Swift 6.3.1 crash.
    /// Calls `body` with the repository; an error becomes the step's failure.
    @inline(never)
    public func git<R: Sendable>(
        _ body: @Sendable (borrowing Repository) throws -> R
    ) async throws(StepFailure) -> R {
        do { return try await repository.use(body) } catch {
            throw StepFailure(wrapping: error)
        }
    }

    /// Calls `body` with the journal, for looking only; an error becomes the step's failure.
    public func journal<R: Sendable>(
        _ body: @Sendable (inout Journal) throws -> R
    ) async throws(StepFailure) -> R {
        do { return try await store.journal.read(body) } catch {
            throw StepFailure(wrapping: error)
        }
    }

    /// Records a fact about something else than the run, at once and not with the step's end: whoever repeats
    /// the step has to find it. It must hold no secrets.
    public func record(_ decision: Decision) async throws(StepFailure) {
        do { _ = try await store.journal.append(decision) } catch { throw StepFailure(wrapping: error) }
    }

    /// Keeps a rollback point amid the step.
    ///
    /// - Parameters:
    ///   - tree: the files as they are now.
    ///   - name: what stands in its commit, behind the run.
    public func keepPoint(_ tree: ObjectID, named name: String) async throws(StepFailure) {
        let (base, run, signature) = (try base(), state.id, signature)
        try await git { repository in
            _ = try PointChain(run: run, base: base).add(tree, named: name, by: signature, in: repository)
        }
    }

    /// Shows those who follow the run what the step has to say; secrets must be masked by then.
    public var show: @Sendable ([UInt8]) -> Void {
        let (observe, run, step) = (configuration.observe, state.id, step)
        return { observe(.printed(run, step: step, $0)) }
    }

    /// Says something that whoever follows the run has to know, even where nothing that steps print is shown.
    public var remark: @Sendable (String) -> Void {
        let (observe, run, step) = (configuration.observe, state.id, step)
        return { observe(.remarked(run, step: step, $0)) }
    }

    /// What a person says to a question, or the run that waits for it.
    ///
    /// - Parameters:
    ///   - question: for people.
    ///   - key: by this the question is found again; the step asks no other one under it.
    public func ask(_ question: String, key: String) async throws(StepFailure) -> PersonAnswer {
        try await asking(question, key)
    }

    /// Does what takes long or runs commands, on a thread of its own; as many at once as commands may run.
    public func work<R: Sendable>(
        _ body: @Sendable @escaping (borrowing Workplace) throws -> R
    ) async throws(StepFailure) -> R {
        try await room.use(for: state.id, step, attempt: attempt, body)
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

extension StepFailure {
    /// The failure of a step that any error makes; one that is a step's failure already is it.
    public init(wrapping error: any Error) {
        switch error {
        case let failure as StepFailure: self = failure
        case let error as PullRequestError: self.init(error)
        default: self.init(EngineError(error))
        }
    }

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
