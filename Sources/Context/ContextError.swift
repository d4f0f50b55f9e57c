public import Git
public import SQLite

/// Why no files were found for an issue; neither of them says anything of the issue.
public enum ContextError: Error, Sendable {
    /// The repository refused: the commit is missing, say.
    case git(GitError)
    /// The index failed in a way that building it anew did not mend.
    case index(DatabaseError)
}

extension ContextError: CustomStringConvertible {
    /// What failed, in words that follow "cannot search for files: ".
    public var description: String {
        switch self {
        case .git(let error): error.message
        case .index(let error): "the index has failed: \(error)"
        }
    }
}
