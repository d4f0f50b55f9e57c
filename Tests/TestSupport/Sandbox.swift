import Platform

/// A temporary folder with a HOME of its own, in which commands see nothing of the user's settings.
///
/// It is deleted with its last reference: keep it in a property of the suite, or call methods on it
/// until the end, rather than hold on to a path alone.
public final class Sandbox: Sendable {
    /// The folder, as an absolute path without symbolic links.
    public let path: String

    /// Far more than any command of a test takes; what hangs fails its test rather than all of them.
    static let timeLimit = Duration.seconds(120)

    private let searchPath: String

    /// Makes the folder, and in its HOME the Git configuration that every repository here shares.
    public init() throws {
        let parent = Environment.current()["TMPDIR"] ?? "/tmp"
        path = try Files.realPath(Files.temporaryDirectory(in: parent, prefix: "autowrk-test-"))
        let inherited = Environment.current()["PATH"] ?? "/usr/bin:/bin"
        searchPath = "\(try BuiltProducts.folder()):\(inherited)"
        try write(
            "home/.gitconfig",
            """
            [user]
            \tname = Test Person
            \temail = test@example.com
            [init]
            \tdefaultBranch = main
            [protocol "file"]
            \tallow = always

            """)
    }

    deinit {
        try? Files.removeTree(path)
    }

    /// The folder that commands see as HOME.
    public var home: String { "\(path)/home" }

    /// The absolute path of what is called `name` in the sandbox; an absolute `name` stays as it is.
    public func path(_ name: String) -> String {
        name.first == "/" ? name : "\(path)/\(name)"
    }

    /// All variables that commands get: `PATH` is the only one from outside, behind the folder of the
    /// executables under test.
    public var environment: [String: String] {
        [
            "PATH": searchPath,
            "HOME": home,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Test Author",
            "GIT_AUTHOR_EMAIL": "author@example.com",
            "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
            "GIT_COMMITTER_NAME": "Test Committer",
            "GIT_COMMITTER_EMAIL": "committer@example.com",
            "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
            // A prompt for a password would wait for ever.
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
            "TZ": "UTC",
        ]
    }

    /// Runs any program in the hermetic environment, with `environment` on top of it.
    ///
    /// - Parameters:
    ///   - folder: where it runs, relative to the sandbox; the sandbox itself unless given.
    ///   - input: what it reads from standard input.
    public func run(
        _ arguments: [String], in folder: String = "", input: String = "",
        environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        let command = ChildCommand(
            arguments, in: path(folder), environment: self.environment.merging(environment) { $1 },
            input: .bytes(Array(input.utf8)), timeLimit: Self.timeLimit)
        return try CommandOutcome(command.run(), of: command)
    }

    /// Runs a script of `sh` in which everything has to succeed; returns what it prints.
    ///
    /// - Throws: `CommandFailure` with both streams when its exit status is not 0.
    @discardableResult
    public func script(
        _ script: String, in folder: String = "", environment: [String: String] = [:]
    ) throws -> String {
        let command = ["/bin/sh", "-ec", script]
        let outcome = try run(command, in: folder, environment: environment)
        guard outcome.status == 0 else {
            throw CommandFailure(
                command: command, reason: "exit status \(outcome.status)", stdout: outcome.stdout,
                stderr: outcome.stderr)
        }
        return outcome.stdout
    }
}
