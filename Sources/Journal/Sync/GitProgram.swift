import Git
public import Platform

/// How the `git` program is run for a repository: all transport is its own, so that credentials, ssh
/// configuration and proxies work as the user knows them.
public struct GitProgram: Sendable {
    /// What the user's shell has, without what leads to a repository; configuration of the command line, as
    /// of `git -c`, stays.
    public var environment: [String: String]
    private let trace: Trace

    /// A program that is found in the environment's PATH.
    public init(environment: [String: String], trace: Trace = .off) {
        self.environment = environment
        self.trace = trace
        for variable in RepositoryVariables.places { self.environment[variable] = nil }
    }

    /// Runs `git` on the repository at `gitDirectory`.
    ///
    /// - Parameters:
    ///   - timeLimit: after which the program is ended; nil for none.
    ///   - input: what it reads.
    func run(
        _ arguments: [String], gitDirectory: String, input: ChildCommand.Input = .none,
        timeLimit: Duration? = nil
    ) throws(JournalError) -> ChildOutcome {
        var command = ChildCommand(
            ["git", "--git-dir=\(gitDirectory)"] + arguments, environment: environment)
        command.input = input
        // In the user's process group, so that Ctrl-C reaches it and a password can be asked for.
        command.group = .inherited
        command.timeLimit = timeLimit
        do {
            return try trace.measure("child", "git \(arguments.joined(separator: " "))", command.run)
        } catch { throw .system(error) }
    }

    /// Runs `git` on the repository and hands back what it printed.
    ///
    /// - Throws: ``JournalError/program(_:message:)`` when it ends with another status than 0.
    @discardableResult
    func output(
        of arguments: [String], gitDirectory: String, input: ChildCommand.Input = .none
    ) throws(JournalError) -> String {
        let outcome = try run(arguments, gitDirectory: gitDirectory, input: input)
        guard outcome.succeeded else {
            throw .program("git \(arguments.first ?? "")", message: Self.complaint(outcome))
        }
        return outcome.outputText
    }

    /// The first line of what the program complained about, without Git's prefix.
    static func complaint(_ outcome: ChildOutcome) -> String {
        let line = outcome.errorText.split(separator: "\n").first ?? "git failed without a word"
        let prefix = ["fatal: ", "error: "].first { line.hasPrefix($0) } ?? ""
        return String(line.dropFirst(prefix.count))
    }
}
