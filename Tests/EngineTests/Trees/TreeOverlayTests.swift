import Git
import Journal
import TestSupport
import Testing

@testable import Engine

@Suite struct TreeOverlayTests {
    let sandbox: Sandbox
    let path: String

    init() throws {
        sandbox = try Sandbox()
        path = try sandbox.repository()
    }

    private func repository() throws -> Repository {
        try Repository(discovering: path, useEnvironment: false)
    }

    /// The tree of a folder that a script has made of what is there.
    private func tree(after script: String) throws -> ObjectID {
        let outcome = try sandbox.run(["/bin/sh", "-ec", script], in: path)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        try sandbox.git("add", "--all", in: path)
        return try #require(ObjectID(hex: try sandbox.git("write-tree", in: path)))
    }

    @Test(arguments: [
        "echo 2 > file", "rm file", "chmod +x file", "mv file other", "ln -sf elsewhere file",
        "rm file; mkdir file; echo 1 > file/inner", "rm -r folder; echo 1 > folder", "rm -r folder",
        "mkdir -p a/b/c; echo 1 > a/b/c/d", "rm folder/one; echo 2 > folder/two", "rm -rf file folder link",
        "git update-index --add --cacheinfo 160000,0123456789012345678901234567890123456789,module",
        "rm link; cp file link", "true",
    ])
    func `what leads from one tree to another leads there again`(script: String) throws {
        let before = try tree(
            after: "echo 1 > file; mkdir folder; echo 1 > folder/one; echo 1 > folder/two; ln -s file link")
        let after = try tree(after: script)
        let repository = try repository()
        let overlay = try TreeOverlay(from: before, to: after, in: repository)
        #expect(try overlay.apply(to: before, in: repository) == after)
        #expect(overlay.attachments().isEmpty == (before == after))
    }

    @Test func `a path may have any character but NUL`() throws {
        let before = try tree(after: "printf x > 'a\n\"b\\ é'; echo 1 > keep")
        let after = try tree(after: "rm a*")
        let repository = try repository()
        let overlay = try TreeOverlay(from: before, to: after, in: repository)
        guard case .bytes(let list)? = overlay.attachments().first?.content else {
            return #expect(Bool(false), "no list")
        }
        #expect(String(decoding: list, as: UTF8.self) == "a\n\"b\\ é\0")
        let blob = try repository.writeBlob(list)
        let read = try #require(try TreeOverlay(["removed": blob], in: repository))
        #expect(try read.apply(to: before, in: repository) == after)
    }
}
