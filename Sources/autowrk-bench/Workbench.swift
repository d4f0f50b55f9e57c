import Git
import Glibc
import Journal
import Platform

/// Where cases work: a folder of their own, the events, and the `git` program without the user's settings.
struct Workbench: Sendable {
    let folder: String
    let workload: Workload
    let identity = Identity(name: "Ada Lovelace", email: "ada@example.org")
    /// What programs get that are run here.
    let environment: [String: String]

    init(_ options: Options, environment: [String: String]) throws {
        let parent = try Files.realPath(options.folder ?? environment["TMPDIR"] ?? "/tmp")
        folder = try Files.temporaryDirectory(in: parent, prefix: "autowrk-bench-")
        workload = Workload(events: options.events)
        self.environment = [
            "PATH": environment["PATH", default: "/usr/bin:/bin"], "HOME": folder, "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": identity.name, "GIT_AUTHOR_EMAIL": identity.email,
            "GIT_COMMITTER_NAME": identity.name, "GIT_COMMITTER_EMAIL": identity.email,
        ]
        Repository.prepare(LibraryOptions(home: folder, readsSystemConfiguration: false))
    }

    /// The path of a thing in the folder of work.
    ///
    /// Repositories are left there until the end: for minutes after files were removed, ext4 makes whoever
    /// creates others look through the inodes that became free (`recently_deleted` in its ialloc.c), and
    /// that would be measured, too.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Removes a file or a folder, if it is there.
    func discard(_ path: String) { try? Files.removeTree(path) }

    /// The journal of the repository at `path`, as a program finds it that was just started.
    func openJournal(_ path: String) throws -> Journal {
        Journal(in: try Repository(discovering: path, useEnvironment: false), time: .system, trace: .off)
    }

    /// Runs a program to its end in the folder at `path`.
    ///
    /// - Returns: how long it took and what it printed.
    /// - Throws: ``BenchError`` when it fails.
    @discardableResult
    func run(
        _ arguments: [String], in path: String, input: ChildCommand.Input = .none,
        output: ChildCommand.Output = .capture(limit: ChildCommand.defaultCaptureLimit)
    ) throws -> ChildOutcome {
        var command = ChildCommand(
            arguments, in: path, environment: environment, input: input, output: output)
        // So that a Ctrl-C ends it, too.
        command.group = .inherited
        let outcome = try command.run()
        guard outcome.succeeded else {
            let reason = outcome.errorText.split(separator: "\n").first.map { ": \($0)" } ?? ""
            throw BenchError(.failure, "cannot run '\(arguments.joined(separator: " "))'\(reason)")
        }
        return outcome
    }

    /// Lets the disk finish what earlier work left to it, so that nobody pays for somebody else's writes.
    func settle() { sync() }
}
