import Platform

/// What a command said and how it ended.
public struct CommandOutcome: Sendable, Equatable {
    /// The exit status, or as in a shell 128 and the number of the signal that ended it.
    public let status: Int32

    /// All of standard output, with its last newline.
    public let stdout: String

    /// All of standard error, with its last newline.
    public let stderr: String

    init(_ outcome: ChildOutcome, of command: ChildCommand) throws(CommandFailure) {
        stdout = outcome.outputText
        stderr = outcome.errorText
        switch outcome.ending {
        case .exited(let status): self.status = status
        case .signalled(let signal): status = 128 + signal
        case .timedOut, .stopped:
            throw CommandFailure(
                command: command.arguments, reason: "took more than \(Sandbox.timeLimit)", stdout: stdout,
                stderr: stderr)
        }
    }
}

/// A command that a test relies on and that failed; fails the test with all that it printed.
public struct CommandFailure: Error, CustomStringConvertible {
    let command: [String]
    let reason: String
    let stdout: String
    let stderr: String

    /// The command, what went wrong, and both of its streams.
    public var description: String {
        """
        \(command.joined(separator: " ")): \(reason)
        stdout: \(stdout)
        stderr: \(stderr)
        """
    }
}
