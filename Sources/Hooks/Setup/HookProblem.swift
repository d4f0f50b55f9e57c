/// Something about installed hooks that `git autowrk init` mends.
public enum HookProblem: Sendable, Equatable {
    /// Scripts that are not there, or can't be executed.
    case missing([String])
    /// Scripts that another tool has replaced by its own.
    case replaced([String])
    /// They are of another version, or run a program that lies elsewhere now.
    case outdated
    /// Git looks for hooks in this folder, and not where they are.
    case passedOver(path: String, file: String)
    /// The repository lies elsewhere now.
    case moved
    /// Another layout would be right by now.
    case unsuitable(HookLayout)
}
