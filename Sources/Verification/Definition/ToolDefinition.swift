/// A program that checks need, and how to learn its version.
public struct ToolDefinition: Sendable, Equatable {
    /// As in `python`.
    public var name: String
    /// Where it may be, in the order of preference: names for `PATH`, or paths that begin with a variable. The
    /// folder of one that is found by its path goes to the front of the command's `PATH`.
    public var programs: [String]
    /// What makes it print its version.
    public var arguments: [String] = ["--version"]
    /// Finds the version in what it prints; the first line without one.
    public var pattern: String?
    /// What decides which version runs where the program is a shim: files of the tree, in the check's folder
    /// or above it, or of the user, with `~/` in front.
    public var files: [String] = []
    /// The variables that decide.
    public var variables: [String] = []

    /// A program that says its version with `--version`.
    public init(name: String, programs: [String]) { (self.name, self.programs) = (name, programs) }
}
