import Engine
import Git
import Platform

/// What stands in somebody's working directory before commands work there.
///
/// A commit as `git stash` makes them: its tree has the files, new ones included, its first parent is `HEAD`, and
/// the tree of its second one is the index. Nothing in the working directory changes when it is made.
struct WorkBefore {
    let commit: ObjectID
    /// Whether it has nothing that `HEAD` has not.
    let isClean: Bool
    /// New files that are too large to be kept.
    let leftOut: [String]

    /// In bytes: what is larger was hardly written by hand.
    private static let largestFile: Int64 = 50 << 20

    init(in here: String, environment: [String: String]) throws(Failure) {
        let git = WorkGit(here, environment)
        let folder = try PrivateFolder(environment)
        let copy = folder.path + "/index"
        let head = try git.line(["rev-parse", "--verify", "HEAD^{commit}"])
        let index = try git.line(["rev-parse", "--git-path", "index"])
        do throws(SystemError) {
            let index = index.hasPrefix("/") ? index : "\(here)/\(index)"
            if Files.exists(index) { try Files.writeAtomically(Files.read(index), to: copy, durable: false) }
        } catch { throw Failure(error) }
        try git.run(["add", "--update", "--", "."], index: copy)
        let (small, large) = Self.bySize(
            try git.names(["ls-files", "--others", "--exclude-standard", "-z"]), in: here)
        leftOut = large
        if !small.isEmpty {
            let list: [UInt8] = small.flatMap { (name) -> [UInt8] in Array(name.utf8) + [0] }
            try git.run(["update-index", "--add", "-z", "--stdin"], index: copy, input: list)
        }
        let files = try git.line(["write-tree"], index: copy)
        // While there are conflicts the index is no tree.
        let staged = (try? git.line(["write-tree"])) ?? files
        isClean = try git.line(["rev-parse", "--verify", "HEAD^{tree}"]) == files && staged == files
        let second = try git.line(["commit-tree", staged, "-p", head, "-m", "index before a run"])
        let hex = try git.line(
            ["commit-tree", files, "-p", head, "-p", second, "-m", "working directory before a run"])
        guard let commit = ObjectID(hex: hex) else { throw Failure(.system, "'\(hex)' is no commit") }
        self.commit = commit
    }

    /// Files without folders, which are repositories of their own, by whether they are kept.
    private static func bySize(_ names: [String], in here: String) -> (small: [String], large: [String]) {
        var (small, large) = ([String](), [String]())
        for name in names where !name.hasSuffix("/") {
            let size = (try? Files.status(of: "\(here)/\(name)", followingLinks: false))?.size
            guard let size else { continue }
            if size > largestFile { large.append(name) } else { small.append(name) }
        }
        return (small, large)
    }
}

/// The `git` program in somebody's working directory.
private struct WorkGit {
    private let here: String
    private let environment: [String: String]

    init(_ here: String, _ environment: [String: String]) {
        (self.here, self.environment) = (here, ChildEnvironment.make(from: environment, without: []))
    }

    /// - Parameter index: the one that is read and written; nil for that of the working directory.
    @discardableResult
    func run(
        _ arguments: [String], index: String? = nil, input: [UInt8] = []
    ) throws(Failure) -> ChildOutcome {
        var environment = environment
        if let index { environment["GIT_INDEX_FILE"] = index }
        let command = ChildCommand(
            ["git"] + arguments, in: here, environment: environment, input: .bytes(input))
        let outcome: ChildOutcome
        do throws(SystemError) { outcome = try command.run() } catch { throw Failure(error) }
        guard outcome.succeeded else {
            let complaint = outcome.errorText.split(separator: "\n").last.map { ": \(printable(String($0)))" }
            throw Failure(
                .repository,
                "cannot keep what stands in the working directory: 'git \(arguments[0])' has failed\(complaint ?? "")",
                hints: ["nothing was performed"])
        }
        return outcome
    }

    func line(_ arguments: [String], index: String? = nil) throws(Failure) -> String {
        String(try run(arguments, index: index).outputText.prefix { $0 != "\n" })
    }

    func names(_ arguments: [String]) throws(Failure) -> [String] {
        try run(arguments).output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
