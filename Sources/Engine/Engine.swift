import Git
public import Journal
import Platform
public import Workflow

/// Performs the runs of one repository: decides, records, and carries out what was decided.
///
/// One direction only: a command is decided on the state that the run's events add up to; what is decided
/// is recorded; what is recorded is carried out; what comes of it is a command again.
public final class Engine: Sendable {
    let configuration: EngineConfiguration
    let store: RunStore
    let repository: RepositoryThread
    let definitions: DefinitionStore
    let locks: RunLocks
    let room: CommandRoom
    let scripts: ScriptRunner
    let secretStore: SecretStore
    let watcher: JournalWatcher
    private let files: FileHasher
    let library: @Sendable (String) async throws -> RunnableWorkflow
    /// Where the repository has its references, shared by all of its worktrees.
    let commonDirectory: String
    /// This clone's name in the journal.
    public let replica: String

    /// An engine for the repository of a journal.
    ///
    /// - Parameters:
    ///   - journal: nobody else in this process appends to it from now on.
    ///   - configuration: who, where and how.
    ///   - library: finds a workflow by its name, for steps that start one.
    public init(
        _ journal: consuming sending Journal, configuration: EngineConfiguration,
        library: @escaping @Sendable (String) async throws -> RunnableWorkflow
    ) throws(EngineError) {
        do {
            let gitDirectory = journal.repository.gitDirectory
            commonDirectory = journal.repository.commonDirectory
            let folder = commonDirectory + "/autowrk"
            try Files.createDirectories(folder)
            replica = try journal.initialize().replica.description
            locks = try RunLocks(path: RunLocks.file(folder))
            repository = RepositoryThread(
                try Repository(discovering: gitDirectory, useEnvironment: false))
            files = FileHasher(try Repository(discovering: gitDirectory, useEnvironment: false))
            let shared = SharedJournal(journal, identity: configuration.identity)
            watcher = JournalWatcher(shared)
            store = RunStore(journal: shared, actor: configuration.actor)
            definitions = DefinitionStore(
                journal: shared, actor: configuration.actor, actions: configuration.actions)
            room = CommandRoom(
                configuration: configuration, gitDirectory: gitDirectory,
                folder: CommandOutput.folder(commonDirectory: commonDirectory))
            scripts = ScriptRunner(room, environment: configuration.environment)
        } catch { throw EngineError(error) }
        self.configuration = configuration
        secretStore = SecretStore(configuration)
        self.library = library
    }

    /// Whether some process goes on with a run right now.
    public func isPerforming(_ run: RunID) -> Bool { locks.isHeld(run) }

    var actions: ActionTable { configuration.actions }

    func now() -> Timestamp { configuration.time.now() }

    /// What decisions about a run may know beside its state.
    func decisionContext(for state: RunState) -> DecisionContext {
        decisionContext(tree: state.tree, base: state.start.base)
    }

    /// The same for a run that begins so.
    func decisionContext(for start: RunStart) -> DecisionContext {
        decisionContext(tree: start.tree, base: start.base)
    }

    private func decisionContext(tree: String?, base: String) -> DecisionContext {
        let chance = Double(configuration.random() >> 11) * 0x1p-53
        return DecisionContext(now: now(), chance: chance) { [files] (patterns) throws(ExpressionError) in
            try files.hash(patterns, in: tree, or: base)
        }
    }
}

/// A definition with the text that it was read from.
public struct RunnableWorkflow: Sendable {
    /// What it says.
    public var definition: Definition
    /// Its file's bytes, which the run keeps.
    public var text: [UInt8]

    /// A definition and its text.
    public init(_ definition: Definition, text: [UInt8]) { (self.definition, self.text) = (definition, text) }
}
