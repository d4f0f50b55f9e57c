import Engine
import Git
import Platform
import TestSupport

/// A repository of the user with a dirty working directory, and a cache beside it.
struct ScratchSandbox {
    /// Between two uses of the pool; the time of a test stands still.
    static let now = Timestamp(milliseconds: 1_795_234_442_024)

    let sandbox: Sandbox
    let top: String
    /// Of the user's branch, oldest first.
    let commits: [ObjectID]

    /// The first repository of a test opens on a libgit2 that reads no configuration of this machine.
    private static let prepared: Void = Repository.prepare(
        LibraryOptions(durable: false, home: "/nonexistent", readsSystemConfiguration: false))

    /// Two commits, of which the second changes `README`, adds `new` and removes `old`.
    init() throws {
        _ = Self.prepared
        sandbox = try Sandbox()
        top = try sandbox.repository()
        let first = try sandbox.commit(
            "first",
            files: [
                ".gitignore": "build/\n*.log\n", "README": "hello\n", "Sources/main.swift": "print(1)\n",
                "old": "old\n",
            ], in: top)
        try Files.remove("\(top)/old")
        let second = try sandbox.commit(
            "second", files: ["README": "hello again\n", "new": "new\n"], in: top)
        commits = [first, second].compactMap { ObjectID(hex: $0) }
        try sandbox.write("\(top)/staged", "staged\n")
        try sandbox.git("add", "staged", in: top)
        try sandbox.write("\(top)/README", "dirty\n")
        try sandbox.write("\(top)/untracked", "untracked\n")
    }

    func repository(_ path: String? = nil) throws(GitError) -> Repository {
        try Repository(discovering: path ?? top, useEnvironment: false)
    }

    func pool(
        limits: ScratchPool.Limits = ScratchPool.Limits(), at time: Timestamp = now
    ) throws -> ScratchPool {
        try ScratchPool(
            cacheDirectory: sandbox.path("cache"), limits: limits, environment: sandbox.environment,
            time: .fixed(time), isDurable: false)
    }

    /// A checkout of one of ``commits``, or of a tree.
    func checkout(_ index: Int = 1, tree: ObjectID? = nil) throws -> ScratchCheckout {
        let repository = try repository()
        let tree = try tree ?? repository.commit(commits[index]).tree
        return try pool().checkout(of: tree, commit: commits[index], in: repository)
    }

    /// Takes a checkout of one of ``commits`` and returns it; its path.
    func visit(_ index: Int = 1) throws -> String { try checkout(index).path }

    func tree(_ index: Int) throws -> ObjectID { try repository().commit(commits[index]).tree }

    /// What `git rev-parse` says.
    func id(_ revision: String, in folder: String? = nil) throws -> ObjectID {
        let text = try sandbox.git("rev-parse", revision, in: folder ?? top)
        guard let id = ObjectID(hex: text) else { throw ScriptFailure(description: "not an id: \(text)") }
        return id
    }

    /// The files of a folder without `.git`, as `Sandbox.snapshot(of:)` has them.
    func files(_ folder: String) throws -> [String: String] {
        try sandbox.snapshot(of: folder)
            .filter { $0.key != ".git" && !$0.key.hasPrefix(".git/") && !$0.key.hasSuffix("/") }
            .mapValues { String(decoding: $0, as: UTF8.self) }
    }

    /// All of the user's repository but objects and the administration of other worktrees.
    func untouchable() throws -> [String: [UInt8]] {
        try sandbox.snapshot(of: top).filter { name, _ in
            !name.hasPrefix(".git/objects/") && !name.hasPrefix(".git/worktrees/")
        }
    }

    /// The administration of the only scratch checkout.
    func administration() throws -> String {
        let folder = "\(top)/.git/worktrees"
        return try Files.list(folder).map { "\(folder)/\($0)" }.first ?? folder
    }

    /// Runs a script in a folder.
    @discardableResult
    func shell(_ script: String, in folder: String) throws -> String {
        let outcome = try sandbox.run(["sh", "-ec", script], in: folder)
        guard outcome.status == 0 else { throw ScriptFailure(description: outcome.stdout + outcome.stderr) }
        return outcome.stdout
    }
}

struct ScriptFailure: Error, CustomStringConvertible {
    let description: String
}
