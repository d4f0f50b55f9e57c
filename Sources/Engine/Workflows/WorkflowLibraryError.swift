public import Git
public import Platform

/// Why a workflow can't be found or read.
public enum WorkflowLibraryError: Error, Sendable {
    /// No workflow has this name; these are there.
    case unknown(String, known: [String])
    case git(GitError)
    case system(SystemError)
}
