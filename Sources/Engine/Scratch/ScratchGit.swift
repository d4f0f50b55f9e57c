import Platform

/// How the `git` program is run on a scratch checkout.
///
/// The program and not libgit2 writes and reads the files there: only it runs the filters that attributes
/// name (Git LFS), and its index knows which files are unchanged without reading them.
struct ScratchGit: Sendable {
    private let environment: [String: String]
    private let settings: [String]

    /// - Parameters:
    ///   - environment: that of this process.
    ///   - isDurable: objects are on the disk (`fsync`) when the program has ended.
    init(environment: [String: String], isDurable: Bool) {
        self.environment = ChildEnvironment.make(from: environment, without: [])
        let fsync = isDurable ? ["core.fsync=loose-object", "core.fsyncMethod=batch"] : ["core.fsync=none"]
        settings = (Self.settings + fsync).flatMap { ["-c", $0] }
    }

    /// What must not be as the user has it.
    private static let settings = [
        // Nothing of the user's runs, and nothing stays running.
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false",
        // Whether a file has changed is found out the careful way.
        "core.trustctime=true", "core.checkStat=default", "core.ignoreStat=false",
        "core.untrackedCache=false",
        // All files are there, and libgit2 can read the index.
        "core.sparseCheckout=false", "index.sparse=false", "core.splitIndex=false",
        // These say what the file system of the repository can do, not that of the cache.
        "core.fileMode=true", "core.symlinks=true", "core.ignoreCase=false",
        // Line ends that would not survive a round trip are no reason to refuse a file.
        "core.safecrlf=false", "submodule.recurse=false", "core.logAllRefUpdates=false",
        "checkout.workers=0",
    ]

    /// Runs `git` on a checkout.
    func run(_ arguments: [String], on worktree: LinkedWorktree) throws(ScratchError) -> ChildOutcome {
        var environment = environment
        environment["GIT_DIR"] = worktree.administration
        environment["GIT_WORK_TREE"] = worktree.path
        environment["GIT_TERMINAL_PROMPT"] = "0"
        let command = ChildCommand(
            ["git"] + settings + arguments, in: worktree.path, environment: environment)
        return try system { () throws(SystemError) in try command.run() }
    }

    /// Runs `git` on a checkout and hands back what it printed.
    ///
    /// - Throws: ``ScratchError/program(_:message:)`` when it ends with another status than 0.
    @discardableResult
    func output(of arguments: [String], on worktree: LinkedWorktree) throws(ScratchError) -> [UInt8] {
        let outcome = try run(arguments, on: worktree)
        guard outcome.succeeded else {
            throw .program("git \(arguments.first ?? "")", message: Self.complaint(outcome))
        }
        return outcome.output
    }

    /// The last line of what the program complained about, which names the reason, without Git's prefix.
    private static func complaint(_ outcome: ChildOutcome) -> String {
        let lines = outcome.errorText.split(separator: "\n")
        let line = lines.last { $0.hasPrefix("fatal: ") } ?? lines.last ?? "git failed without a word"
        let prefix = ["fatal: ", "error: "].first { line.hasPrefix($0) } ?? ""
        return String(line.dropFirst(prefix.count))
    }
}
