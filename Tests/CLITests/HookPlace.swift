import JSON
import TestSupport
import Testing

/// A clone with a remote and our hooks, in which tests commit and push with plain Git.
struct HookPlace {
    let clone: Clone

    init() throws {
        clone = try Clone()
        let remote = try clone.sandbox.bareRepository()
        try clone.sandbox.git("remote", "add", "origin", remote, in: clone.path)
        try clone.sandbox.git("push", "--quiet", "origin", "main", in: clone.path)
        try sh("git remote set-head origin main; git autowrk init --quiet")
    }

    /// Runs a script of `sh` that has to succeed; returns what it prints.
    @discardableResult
    func sh(_ script: String) throws -> String { try clone.sandbox.script(script, in: clone.path) }

    /// Waits for what hooks do in the background; a command that looks for it has to succeed then.
    func wait(for command: String) throws {
        try clone.sandbox.waitForBackground()
        try sh("\(command) >/dev/null")
    }

    /// Waits for what hooks do in the background; the newest event of a branch's stream has to say this then.
    func wait(forCause cause: String, on branch: String) throws {
        try wait(
            for: """
                git autowrk journal show branch/\(branch) | tail -n 1 | grep '"cause":"\(cause)".*'"$(git rev-parse '\(branch)')"
                """)
    }

    /// What was recorded of a branch: the causes in their order.
    func causes(of branch: String) throws -> [String] {
        let outcome = try clone.autowrk("journal", "show", "branch/\(branch)")
        return try outcome.stdout.split(separator: "\n").map {
            try JSON(parsing: String($0))["data"]?["cause"]?.stringValue ?? ""
        }
    }

    /// Records a verdict on the tree that `HEAD` has, as those who verify do.
    func verify(status: String) throws {
        try clone.recordVerdict(status, on: clone.sandbox.git("rev-parse", "HEAD^{tree}", in: clone.path))
    }
}
