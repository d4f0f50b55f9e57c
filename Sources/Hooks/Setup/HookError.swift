public import Platform

/// Why hooks could not be installed or taken out.
public enum HookError: Error, Sendable {
    /// A file could not be read or written.
    case system(SystemError)
    /// The `git` program failed: what it was asked, and what it said.
    case git(command: String, message: String)
    /// Another program is writing the repository's configuration.
    case configurationLocked(path: String)
}
