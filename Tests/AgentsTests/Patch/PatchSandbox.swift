import Agents
import Domain
import Git
import TestSupport

/// A repository whose commits patches are applied to.
final class PatchSandbox {
    let sandbox: Sandbox
    let path: String

    init(_ files: [String: String]) throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
        try sandbox.commit("base", files: files, in: path)
    }

    private func tree(of revision: String) throws -> ObjectID {
        let hex = try sandbox.git("rev-parse", "\(revision)^{tree}", in: path)
        guard let id = ObjectID(hex: hex) else { throw GitError(.other, hex) }
        return id
    }

    /// All files of the tree that a patch makes of `HEAD`, with what they hold; modes other than that of a
    /// file stand in front.
    func files(after application: PatchApplication) throws -> [String: String] {
        let repository = try Repository(discovering: path, useEnvironment: false)
        let before = try sandbox.git("status", "--porcelain", in: path)
        let outcome = try application.apply(to: tree(of: "HEAD"), in: repository)
        guard try sandbox.git("status", "--porcelain", in: path) == before else {
            throw GitError(.other, "the working directory has changed")
        }
        var files: [String: String] = [:]
        for line in try sandbox.git("ls-tree", "-r", outcome.tree.description, in: path).split(
            separator: "\n")
        {
            let parts = line.split(separator: "\t", maxSplits: 1)
            let (words, name) = (parts[0].split(separator: " "), String(parts[1]))
            let text = try sandbox.gitOutcome("cat-file", "blob", String(words[2]), in: path).stdout
            files[name] = words[0] == "100644" ? text : "\(words[0]):\(text)"
        }
        return files
    }

    func files(after patch: String) throws -> [String: String] {
        try files(after: PatchApplication(patch: Array(patch.utf8)))
    }

    /// The error of a patch that does not apply.
    func error(of patch: String) -> PatchError? {
        do {
            _ = try files(after: patch)
            return nil
        } catch {
            return error as? PatchError
        }
    }
}
