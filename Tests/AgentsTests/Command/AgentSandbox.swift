import Agents
import Engine
import Git
import Platform
import TestSupport

/// A repository with a branch checked out, in which agents are let loose.
final class AgentSandbox: Sendable {
    let sandbox: Sandbox
    let path: String
    let base: ObjectID

    static let files = ["a.txt": "one\ntwo\n", "src/b.txt": "b\n", ".gitignore": "*.log\n"]

    init() throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
        guard let id = ObjectID(hex: try sandbox.commit("base", files: Self.files, in: path)) else {
            throw GitError(.other, "no commit")
        }
        base = id
        try sandbox.git("branch", "other", in: path)
        try Files.createDirectories(sandbox.path("work"))
    }

    func site(environment: [String: String] = [:], secrets: [String] = []) throws -> AgentSite {
        let variables = sandbox.environment.filter {
            !$0.key.hasPrefix("GIT_COMMITTER") && !$0.key.hasPrefix("GIT_AUTHOR")
        }
        .merging(environment) { $1 }
        return AgentSite(
            pool: try ScratchPool(
                cacheDirectory: sandbox.path("cache"), environment: variables, time: .system, isDurable: false
            ),
            folder: sandbox.path("work"), name: "implement", environment: variables,
            secrets: Secrets(environment: variables, listed: secrets), stop: try StopRequest(),
            mark: ProcessMark(variable: "AUTOWRK_MARK", value: "\(sandbox.path)/implement/1"),
            signature: Signature(name: "Ada", email: "ada@example.org", seconds: 0, offsetMinutes: 0))
    }

    /// Lets a shell command change the base's files.
    func run(
        _ command: String, prompt: String = "fix it", site: AgentSite? = nil,
        _ adjust: (inout AgentCommand) -> Void = { _ in }
    ) throws -> AgentResult {
        var agent = AgentCommand(.shell(command, name: "test"), prompt: prompt)
        adjust(&agent)
        let repository = try Repository(discovering: path, useEnvironment: false)
        let tree = try repository.commit(base).tree
        return try agent.run(on: tree, head: base, at: try site ?? self.site(), in: repository)
    }

    /// The files of a tree that differ from the base's, with what they hold; nil for those that are gone.
    func changes(in tree: ObjectID) throws -> [String: String?] {
        let repository = try Repository(discovering: path, useEnvironment: false)
        var changes: [String: String?] = [:]
        for change in try repository.changes(from: base, to: tree) {
            changes[change.path] = .some(
                try change.new.map { String(decoding: try repository.blob($0.id), as: UTF8.self) })
        }
        return changes
    }

    /// References outside of our own, `HEAD`, and all files of the working directory.
    func standing() throws -> [String: [UInt8]] {
        var standing = try sandbox.snapshot(of: path).filter { !$0.key.hasPrefix(".git/") }
        let references = try sandbox.git(
            "for-each-ref", "refs/heads", "refs/tags", "refs/stash", "refs/notes", in: path)
        standing["references"] = Array(references.utf8)
        standing["HEAD"] = Array(try sandbox.git("symbolic-ref", "HEAD", in: path).utf8)
        return standing
    }
}
