public import Domain
public import Git
public import Journal
public import Platform

/// Why something about a pull request could not be done.
public enum PullRequestError: Error, Sendable {
    /// The journal could not be read or written.
    case journal(JournalError)
    /// The repository could not.
    case git(GitError)
    /// The operating system refused something.
    case system(SystemError)
    /// The pull request does not allow it where it stands.
    case refused(PullRequestID, PullRequestRefusal)
    /// There is no such pull request in this clone.
    case unknown(PullRequestID)
    /// There is no such branch in this clone.
    case missingBranch(String)
    /// The base has everything that the branch has.
    case nothingToMerge(head: String, base: String)
    /// Head and base are one branch.
    case sameBranch(String)
    /// The branches have no common history.
    case unrelated(head: String, base: String)
    /// A commit is not in this clone.
    case missingCommit(String)
    /// There is another open one for the same branches.
    case duplicate(PullRequestID, head: String, base: String)
    /// Nothing says which branch is the base.
    case noBase
    /// `HEAD` leads to no branch.
    case noHead
    /// A file or a line that a comment is about is not there.
    case missingPlace(path: String, line: Int?, commit: String)
    /// People have to decide about these paths; for a rebase the commit that they belong to.
    case conflicts([String], commit: String?)
    /// The merged files were verified and have not passed.
    case notVerified(Verdict)
    /// The verification could not be done.
    case verification(message: String, hints: [String])
    /// The base branch is checked out where it can't be moved now.
    case blocked(BlockedBase)
    /// The base branch is moved all the time by others.
    case restless(base: String)
    /// Another process is at pull requests of this clone, and does not come to an end.
    case busy
}

/// A base branch that is checked out, and why it can't be moved there.
public struct BlockedBase: Sendable, Equatable {
    /// Why.
    public enum Reason: Sendable, Equatable {
        /// Something is staged.
        case stagedChanges
        /// Something has been begun there, as in "merge".
        case underWay(String)
        /// It is checked out in all of these.
        case severalFolders([String])
        /// Its folder is gone.
        case missingFolder
        /// These files would be overwritten, though Git does not know their content.
        case files([String])
        /// Git says this, which names files in the way.
        case refused(String)
    }

    /// The branch.
    public var branch: String
    /// The folder.
    public var folder: String
    /// Why.
    public var reason: Reason
}

extension PullRequestError {
    /// Calls `body`, whose errors become this one.
    static func wrapping<R: ~Copyable>(_ body: () throws -> R) throws(PullRequestError) -> R {
        do { return try body() } catch { throw PullRequestError(error) }
    }

    init(_ error: any Error) {
        switch error {
        case let error as PullRequestError: self = error
        case let error as JournalError: self = .journal(error)
        case let error as GitError: self = .git(error)
        case let error as SystemError: self = .system(error)
        case let LockError.system(error): self = .system(error)
        case is LockError: self = .busy
        default: self = .git(GitError(.other, "\(error)"))
        }
    }
}
