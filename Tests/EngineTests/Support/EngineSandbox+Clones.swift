import Journal
import Platform
import TestSupport

/// Several machines: clones that meet at a bare repository.
extension EngineSandbox {
    /// Makes the repository's hub, and clones of that.
    func makeClones(_ names: String...) throws {
        try sandbox.git("clone", "--quiet", "--bare", repository, sandbox.path("hub.git"))
        try git("remote", "add", "origin", sandbox.path("hub.git"))
        for name in names { _ = try sandbox.clone(from: "hub.git", to: name) }
    }

    /// Exchanges events with the hub.
    func sync(_ folders: String...) throws {
        for folder in folders {
            var journal = try journal(in: folder)
            _ = try journal.sync(
                with: "origin", through: GitProgram(environment: sandbox.environment), budget: nil)
        }
    }

    /// What Git has to say about the objects of a clone: nothing, as it should be.
    func fsck(_ folder: String = "repository") throws -> String {
        try sandbox.git("fsck", "--full", "--strict", "--no-progress", "--no-dangling", in: folder)
    }

    /// The files of a commit or tree with their modes, as Git lists them.
    func listing(_ revision: String, in folder: String = "repository") throws -> [String] {
        try sandbox.git("ls-tree", "-r", revision, in: folder).split(separator: "\n").map { String($0) }
    }
}
