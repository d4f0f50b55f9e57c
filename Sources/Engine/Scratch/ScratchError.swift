public import Git
public import Platform

/// Why there is no scratch checkout, or why it could not be read.
public enum ScratchError: Error, Sendable, Equatable {
    /// The disk, a permission.
    case system(SystemError)
    /// What libgit2 said.
    case git(GitError)
    /// What the `git` program said in its last words.
    case program(_ command: String, message: String)
    /// The cache folder lies in the working directory of the repository, where the checkout would be taken
    /// for a part of it.
    case insideRepository(path: String)
    /// The folder or its administration in the repository is gone.
    case gone(path: String)
}

extension ScratchError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        switch self {
        case .system(let error): error.description
        case .git(let error): error.message
        case .program(let command, let message): "cannot run '\(command)': \(message)"
        case .insideRepository(let path): "cannot use '\(path)': it lies inside the repository"
        case .gone(let path): "cannot find the scratch checkout '\(path)'"
        }
    }
}

/// Calls into the file system, with its error as ours.
func system<Value: ~Copyable>(_ body: () throws(SystemError) -> Value) throws(ScratchError) -> Value {
    do throws(SystemError) { return try body() } catch { throw .system(error) }
}

/// Calls into libgit2, with its error as ours.
func libgit2<Value: ~Copyable>(_ body: () throws(GitError) -> Value) throws(ScratchError) -> Value {
    do throws(GitError) { return try body() } catch { throw .git(error) }
}
