public import Git
public import Journal
public import Platform
public import Workflow

/// Why the engine could not do what it was asked.
public enum EngineError: Error, Sendable {
    /// The journal could not be read or written.
    case journal(JournalError)
    /// The repository could not.
    case git(GitError)
    /// The operating system refused something.
    case system(SystemError)
    /// A scratch checkout could not be made or read.
    case scratch(ScratchError)
    /// The run does not allow it where it stands.
    case refused(RunRefusal)
    /// Another process goes on with the run.
    case busy(RunID)
    /// There is no such run.
    case unknownRun(RunID)
    /// The definition that a run was started with is not here.
    case missingDefinition(RunID, blob: String)
    /// The definition that a run was started with can't be read by this version.
    case unreadableDefinition(RunID, reason: String)
    /// The commit that a run starts from, or a tree it works on, is not in this clone.
    case missingObject(RunID, object: String)
    /// Another clone has taken the run over.
    case lostClaim(RunID, owner: String)
}

extension EngineError {
    /// Calls `body`, whose errors of the journal become the engine's.
    static func journal<R>(_ body: () throws -> R) throws(EngineError) -> R {
        do { return try body() } catch { throw EngineError(error) }
    }

    /// The engine's word for an error of the modules below.
    public init(wrapping error: any Error) { self.init(error) }

    init(_ error: any Error) {
        switch error {
        case let error as EngineError: self = error
        case let error as JournalError: self = .journal(error)
        case let error as GitError: self = .git(error)
        case let error as SystemError: self = .system(error)
        case let error as ScratchError: self = .scratch(error)
        case let error as RunRefusal: self = .refused(error)
        default: self = .refused(RunRefusal("\(error)"))
        }
    }

    /// What went wrong, in lower case, for a message or an event.
    var message: String {
        switch self {
        case .journal(.git(let error)): error.message
        case .journal(.system(let error)): error.description
        case .journal(.referenceLocked(let name)): "another program holds the lock of '\(name)'"
        case .journal(.newerReadFormat), .journal(.newerWriteFormat):
            "the journal was written by a newer version"
        case .journal(let error): "the journal can't be used: \(error)"
        case .git(let error): error.message
        case .system(let error): error.description
        case .scratch(let error): error.description
        case .refused(let refusal): refusal.message
        case .busy(let run): "another process is at run '\(run)'"
        case .unknownRun(let run): "there is no run '\(run)'"
        case .missingDefinition(let run, let blob): "the definition '\(blob)' of run '\(run)' is not here"
        case .unreadableDefinition(let run, let reason):
            "the definition of run '\(run)' can't be read: \(reason)"
        case .missingObject(let run, let object): "object '\(object)' of run '\(run)' is not in this clone"
        case .lostClaim(let run, let owner): "run '\(run)' was taken over by clone '\(owner)'"
        }
    }
}
