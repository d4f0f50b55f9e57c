import Platform
import TestSupport

/// A repository with a remote in a sandbox, in which people commit and push while hooks record that they ran.
struct HookClone {
    let sandbox: Sandbox
    let path: String
    /// The folder whose `git` comes first; empty for the system's.
    let gitFolder: String

    /// Git 2.54 or later, in the folder that a variable names; nil where there is none.
    static let newGitFolder = Environment.current()["AUTOWRK_NEW_GIT"]

    /// What hooks add to, line by line.
    var record: String { sandbox.path("record") }

    /// Makes the repository, with one commit on `main`, and runs a script of `sh` in it.
    ///
    /// - Parameters:
    ///   - script: makes hooks; `$RECORD` is the file that they add to.
    ///   - gitFolder: where another `git` lies.
    init(_ script: String, gitFolder: String = "") throws {
        sandbox = try Sandbox()
        self.gitFolder = gitFolder
        path = try sandbox.repository()
        try sandbox.commit("first", files: ["README": "text\n"], in: path)
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: path)
        try Self.makePrograms(in: sandbox)
        try sh(script)
    }

    /// Programs that the hooks of others call, each of which records its arguments.
    private static func makePrograms(in sandbox: Sandbox) throws {
        let names = [
            "pnpm", "npm", "npx", "go", "gofmt", "make", "lefthook", "git-lfs", "pre-commit", "cog", "ruby",
            "bundle",
        ]
        let programs = names.map { ($0, "echo \"\($0) $*\" >>\"$RECORD\"") }
        try sandbox.writePrograms(Dictionary(uniqueKeysWithValues: programs), in: "bin")
    }

    var environment: [String: String] {
        let path = (gitFolder.isEmpty ? "" : gitFolder + ":") + sandbox.path("bin") + ":"
        return ["RECORD": record, "PATH": path + (sandbox.environment["PATH"] ?? "")]
    }

    /// Runs a script of `sh` that has to succeed; returns what it prints.
    @discardableResult
    func sh(_ script: String, in folder: String? = nil) throws -> String {
        try sandbox.script(script, in: folder ?? path, environment: environment)
    }

    /// Runs a script of `sh`.
    func attempt(
        _ script: String, in folder: String? = nil, environment: [String: String] = [:]
    ) throws -> CommandOutcome {
        try sandbox.run(
            ["/bin/sh", "-ec", script], in: folder ?? path,
            environment: self.environment.merging(environment) { $1 })
    }

    /// What hooks have recorded since the last call, without the sandbox's own path.
    func takeRecord() throws -> [String] {
        guard Files.exists(record) else { return [] }
        let text = try sandbox.read(record)
        try Files.remove(record)
        return text.replacing(sandbox.path, with: "…").split(separator: "\n").map { String($0) }
    }

    /// What people do all day, on branches that are not ours: each hook of a client runs at least once.
    static let day = """
        echo 'package main' >main.go; echo '{}' >package.json; git add main.go package.json
        git commit --quiet --message second
        git checkout --quiet -b topic
        git commit --quiet --allow-empty --message third
        git commit --quiet --amend --allow-empty --message 'third again'
        git checkout --quiet main
        git merge --quiet --no-ff --message merge topic
        git checkout --quiet -b other HEAD~1
        echo other >other; git add other; git commit --quiet --message other
        git rebase --quiet main
        git checkout --quiet main
        git push --quiet origin main other
        """

    /// The files of a folder and what they are: mode and bytes, or the target of a link.
    func listing(of folder: String) throws -> [String: String] {
        var entries: [String: String] = [:]
        try add(folder, "", to: &entries)
        return entries
    }

    private func add(_ folder: String, _ prefix: String, to entries: inout [String: String]) throws {
        // Maintenance goes on among the objects.
        for name in try Files.list(folder) where name != "objects" {
            let (file, key) = ("\(folder)/\(name)", prefix + name)
            let status = try Files.status(of: file, followingLinks: false)
            let mode = String(status.mode, radix: 8)
            if status.isDirectory {
                entries[key] = mode
                try add(file, key + "/", to: &entries)
            } else if status.isSymbolicLink {
                entries[key] = "-> \(try Files.linkTarget(of: file))"
            } else {
                entries[key] = "\(mode) \(String(decoding: try Files.read(file), as: UTF8.self))"
            }
        }
    }
}
