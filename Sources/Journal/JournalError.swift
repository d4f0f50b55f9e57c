public import Git
public import Platform

/// Why the journal did not do what it was asked; nothing of the request was recorded.
public enum JournalError: Error, Sendable {
    /// The repository refused.
    case git(GitError)
    /// The operating system refused.
    case system(SystemError)
    /// The query cache failed in a way that building it anew did not mend.
    case cache(CacheError)
    /// A part of a draft that the format does not allow: which part, and why.
    case invalid(field: String, reason: String)
    /// An event whose text has this many bytes, more than ``Event/maximumSize``.
    case eventTooLarge(bytes: Int)
    /// A wall clock that no event may carry.
    case clockOutOfRange(Timestamp)
    /// The stream has moved on since the decision was made.
    case stale(StreamName, expected: EventID?, actual: EventID?)
    /// The journal may only be read: writing needs this write version.
    case newerWriteFormat(Int64)
    /// The journal can't be read: that needs this read version.
    case newerReadFormat(Int64)
    /// Another program holds the lock of this reference and does not let go.
    case referenceLocked(String)
    /// There is no such lane.
    case unknownLane(String)
    /// No remote of this name is configured.
    case unknownRemote(String)
    /// The `git` program could not reach or serve a remote; with what it printed.
    case transport(remote: String, message: String)
    /// A remote was not done within the time that was given.
    case timeBudget(remote: String)
    /// A lane can't be written anew, because this commit of it can't be read.
    case unreadableCommit(String, reason: String)
    /// Another process is at work on packs or lanes.
    case maintenanceRunning
    /// The `git` program failed at a task within the repository; with what it printed.
    case program(String, message: String)
}
