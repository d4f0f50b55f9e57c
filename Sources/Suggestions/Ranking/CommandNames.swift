/// Knows which names a shell can call here.
public struct CommandNames: Sendable {
    /// What POSIX shells and bash have built in, without a program (POSIX.1-2017, XCU 2.14 and 1.6).
    public static let builtIn: Set<String> = [
        ".", ":", "[", "[[", "alias", "bg", "break", "cd", "command", "continue", "declare", "echo", "eval",
        "exec", "exit", "export", "false", "fg", "getopts", "hash", "jobs", "kill", "let", "local", "mapfile",
        "popd", "printf", "pushd", "pwd", "read", "readonly", "return", "set", "shift", "shopt", "source",
        "test", "times", "trap", "true", "type", "ulimit", "umask", "unalias", "unset", "wait",
    ]

    private let isProgram: @Sendable (String) -> Bool
    private let isFile: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - isProgram: whether `PATH` has a program of this name.
    ///   - isFile: whether there is a file at this path, from the top of the checkout.
    public init(isProgram: @escaping @Sendable (String) -> Bool, isFile: @escaping @Sendable (String) -> Bool)
    {
        (self.isProgram, self.isFile) = (isProgram, isFile)
    }

    /// The names that a text of commands calls and that are not there; nil for a text that no shell would read.
    public func unknown(in script: String) -> [String]? {
        CommandWords.programs(in: script)?.filter { !has($0) }
    }

    /// Whether there is something of this name to call.
    public func has(_ name: String) -> Bool {
        name.contains("/") ? isFile(name) : Self.builtIn.contains(name) || isProgram(name)
    }
}
