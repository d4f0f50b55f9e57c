/// Why a lock was not taken.
public enum LockError: Error, Sendable, Equatable {
    /// Somebody else holds the lock of this path, and the wait allowed is over.
    case wouldBlock(path: String)

    /// The lock file itself cannot be opened or locked.
    case system(SystemError)
}

extension LockError: CustomStringConvertible {
    /// One line for a person, in the voice of `SystemError`.
    public var description: String {
        switch self {
        case .wouldBlock(let path): "cannot lock '\(path)': another process holds it"
        case .system(let error): error.description
        }
    }
}
