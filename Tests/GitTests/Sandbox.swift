import Foundation
import Git

/// A temporary folder with its own HOME, removed with the value, in which the real `git` runs.
final class Sandbox: Sendable {
    let path: String

    /// The first repository of a test opens on a libgit2 that reads no configuration of this machine.
    private static let prepared: Void = Repository.prepare(
        LibraryOptions(durable: false, home: "/nonexistent", readsSystemConfiguration: false))

    init() throws {
        _ = Self.prepared
        var template = Array("/tmp/git-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(message: "mkdtemp failed") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    struct Failure: Error { let message: String }

    private var environment: [String] {
        [
            "PATH=/usr/bin:/bin", "HOME=\(path)", "LC_ALL=C", "TZ=UTC", "GIT_CONFIG_NOSYSTEM=1",
            "GIT_AUTHOR_NAME=Ada", "GIT_AUTHOR_EMAIL=ada@example.org", "GIT_AUTHOR_DATE=1700000000 +0100",
            "GIT_COMMITTER_NAME=Ada", "GIT_COMMITTER_EMAIL=ada@example.org",
            "GIT_COMMITTER_DATE=1700000000 +0100", "GIT_TERMINAL_PROMPT=0",
        ]
    }

    /// Runs `git` and returns what it printed, without the last line end; throws unless it ends with 0.
    @discardableResult
    func git(_ arguments: String..., in folder: String? = nil, input: String = "") throws -> String {
        try git(arguments, in: folder, input: input)
    }

    /// The same with a list.
    @discardableResult
    func git(_ arguments: [String], in folder: String? = nil, input: String = "") throws -> String {
        let name = UUID().uuidString
        let (inputFile, outputFile) = ("\(path)/\(name).in", "\(path)/\(name).out")
        try Data(input.utf8).write(to: URL(fileURLWithPath: inputFile))
        defer { for file in [inputFile, outputFile] { unlink(file) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, inputFile, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var argv = (["git", "-C", folder ?? path] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        var child: pid_t = 0
        guard posix_spawn(&child, "/usr/bin/git", &actions, nil, &argv, &envp) == 0 else {
            throw Failure(message: "can't start git")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        var output = try String(contentsOfFile: outputFile, encoding: .utf8)
        while output.hasSuffix("\n") { output.removeLast() }
        guard status == 0 else { throw Failure(message: "git \(arguments): \(output)") }
        return output
    }

    /// A repository `name` with the branch `main` and no commit.
    func emptyRepository(_ name: String = "repository") throws -> String {
        try git("init", "--quiet", "-b", "main", name)
        return "\(path)/\(name)"
    }

    /// A repository with one commit that holds `README` and `Sources/main.swift`.
    func repository(_ name: String = "repository") throws -> String {
        let folder = try emptyRepository(name)
        try write("hello\n", to: "\(folder)/README")
        try write("print(1)\n", to: "\(folder)/Sources/main.swift")
        try commitAll("first", in: folder)
        return folder
    }

    func commitAll(_ message: String, in folder: String) throws {
        try git("add", "--all", in: folder)
        try git("commit", "--quiet", "-m", message, in: folder)
    }

    func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Overwrites a file that Git made read-only.
    func replace(_ file: String, with text: String) throws {
        try FileManager.default.removeItem(atPath: file)
        try write(text, to: file)
    }

    func read(_ file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    /// Every path below a folder, sorted; folders included.
    func files(in folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    }

    /// What `git rev-parse` says.
    func id(_ revision: String, in folder: String) throws -> ObjectID {
        let text = try git("rev-parse", revision, in: folder)
        guard let id = ObjectID(hex: text) else { throw Failure(message: "not an id: \(text)") }
        return id
    }

    /// Fails unless Git finds nothing wrong, connectivity included.
    func fsck(_ folder: String) throws {
        let report = try git("fsck", "--strict", "--full", "--no-dangling", "--no-progress", in: folder)
        let findings = report.split(separator: "\n").filter { !$0.hasPrefix("notice: ") }
        guard findings.isEmpty else { throw Failure(message: report) }
    }
}

extension Signature {
    /// The identity that the sandbox's `git` uses too.
    static let ada = Signature(
        name: "Ada", email: "ada@example.org", seconds: 1_700_000_000, offsetMinutes: 60)
}

extension Repository {
    static func open(_ path: String) throws(GitError) -> Repository {
        try Repository(discovering: path, useEnvironment: false)
    }
}

/// The error that `body` ends with; `nil` when it succeeds.
func failure(_ body: () throws(GitError) -> Void) -> GitError? {
    do throws(GitError) {
        try body()
        return nil
    } catch {
        return error
    }
}
