public import Platform

/// Why hooks could not be installed or taken out.
public enum HookError: Error, Sendable {
    /// A file could not be read or written.
    case system(SystemError)
    /// The `git` program failed: what it was asked, and what it said.
    case git(command: String, message: String)
    /// A path has a line feed in it, which no line of Git's configuration can name.
    case unnameable(path: String)
    /// Another program is writing the repository's configuration.
    case configurationLocked(path: String)
}
