import Foundation
import Git
import Testing

@Suite struct CheckoutTests {
    private let sandbox: Sandbox
    private let top: String
    private let scratch: String

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.repository()
        scratch = sandbox.path + "/scratch"
    }

    @Test func `a tree is written into another folder while the user's own stays as dirty as it was`() throws
    {
        try sandbox.write("staged\n", to: top + "/staged")
        try sandbox.git("add", "staged", in: top)
        try sandbox.write("dirty\n", to: top + "/README")
        try sandbox.write("untracked\n", to: top + "/untracked")
        let before = try Snapshot(top, sandbox)
        let repository = try Repository.open(top)
        try repository.checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try Snapshot(top, sandbox) == before)
        #expect(try sandbox.files(in: scratch) == ["README", "Sources", "Sources/main.swift"])
        #expect(try sandbox.read(scratch + "/README") == "hello\n")
    }

    @Test func `modes and links are those of the tree`() throws {
        try sandbox.write("#!/bin/sh\n", to: top + "/tool")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: top + "/tool")
        try FileManager.default.createSymbolicLink(atPath: top + "/link", withDestinationPath: "tool")
        try sandbox.commitAll("modes", in: top)
        try Repository.open(top).checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(FileManager.default.isExecutableFile(atPath: scratch + "/tool"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch + "/link") == "tool")
    }

    @Test func `with a baseline only the difference is written and removed`() throws {
        let repository = try Repository.open(top)
        let first = try sandbox.id("main", in: top)
        try repository.checkout(tree: first, into: scratch)
        try sandbox.git("rm", "--quiet", "Sources/main.swift", in: top)
        try sandbox.write("new\n", to: top + "/new[1]*")
        try sandbox.commitAll("second", in: top)
        try sandbox.write("build product\n", to: scratch + "/out/product")
        try sandbox.write("not looked at\n", to: scratch + "/README")
        try repository.checkout(tree: try sandbox.id("main", in: top), into: scratch, baseline: first)
        #expect(try sandbox.files(in: scratch) == ["README", "new[1]*", "out", "out/product"])
        #expect(try sandbox.read(scratch + "/README") == "not looked at\n")
    }

    @Test func `the same tree twice touches nothing`() throws {
        let repository = try Repository.open(top)
        let tree = try sandbox.id("main", in: top)
        try repository.checkout(tree: tree, into: scratch)
        try sandbox.write("changed\n", to: scratch + "/README")
        try repository.checkout(tree: tree, into: scratch, baseline: tree)
        #expect(try sandbox.read(scratch + "/README") == "changed\n")
    }

    @Test func `without a baseline what differs is overwritten and what is foreign stays`() throws {
        try sandbox.write("changed\n", to: scratch + "/README")
        try sandbox.write("foreign\n", to: scratch + "/foreign")
        try sandbox.write("in the way\n", to: scratch + "/Sources")
        try Repository.open(top).checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try sandbox.read(scratch + "/README") == "hello\n")
        #expect(try sandbox.read(scratch + "/foreign") == "foreign\n")
        #expect(try sandbox.read(scratch + "/Sources/main.swift") == "print(1)\n")
    }

    @Test func `line ends follow the attributes of the tree, not those on disk`() throws {
        try sandbox.write("*.bat text eol=crlf\n", to: top + "/.gitattributes")
        try sandbox.write("run\n", to: top + "/a.bat")
        try sandbox.commitAll("attributes", in: top)
        try sandbox.write("*.bat binary\n", to: top + "/.gitattributes")
        try Repository.open(top).checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try sandbox.read(scratch + "/a.bat") == "run\r\n")
    }

    @Test func `a linked worktree is filled without its HEAD moving`() throws {
        try sandbox.git("worktree", "add", "--quiet", "--detach", "--no-checkout", "../linked", in: top)
        let linked = sandbox.path + "/linked"
        let repository = try Repository.open(linked)
        try repository.checkout(tree: try sandbox.id("main", in: top), into: linked)
        #expect(try sandbox.files(in: linked) == [".git", "README", "Sources", "Sources/main.swift"])
        #expect(try repository.head() == .detached(try sandbox.id("main", in: top)))
    }

    @Test func `a bare repository checks out too`() throws {
        try sandbox.git("clone", "--quiet", "--bare", top, "bare.git")
        let repository = try Repository.open(sandbox.path + "/bare.git")
        try repository.checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try sandbox.read(scratch + "/README") == "hello\n")
        #expect(try sandbox.git("config", "core.bare", in: sandbox.path + "/bare.git") == "true")
    }

    @Test(arguments: [false, true])
    func `a symbolic link in the folder leads nobody outside`(hasBaseline: Bool) throws {
        let repository = try Repository.open(top)
        let first = try sandbox.id("main", in: top)
        try sandbox.write("print(2)\n", to: top + "/Sources/main.swift")
        try sandbox.write("hello again\n", to: top + "/README")
        try sandbox.commitAll("second", in: top)
        let outside = sandbox.path + "/outside"
        try sandbox.write("foreign\n", to: outside + "/main.swift")
        try sandbox.write("foreign\n", to: outside + "/README")
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: false)
        for (name, target) in [("Sources", outside), ("README", outside + "/README")] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(scratch)/\(name)", withDestinationPath: target)
        }
        let second = try sandbox.id("main", in: top)
        try repository.checkout(tree: second, into: scratch, baseline: hasBaseline ? first : nil)
        #expect(try sandbox.read(outside + "/main.swift") == "foreign\n")
        #expect(try sandbox.read(outside + "/README") == "foreign\n")
        #expect(try sandbox.read(scratch + "/Sources/main.swift") == "print(2)\n")
        #expect(try sandbox.read(scratch + "/README") == "hello again\n")
        try FileManager.default.removeItem(atPath: scratch + "/Sources")
        try FileManager.default.createSymbolicLink(
            atPath: scratch + "/Sources", withDestinationPath: outside)
        try repository.checkout(tree: .emptyTree, into: scratch, baseline: second)
        #expect(try sandbox.read(outside + "/main.swift") == "foreign\n")
    }

    /// What a checkout elsewhere must not change.
    private struct Snapshot: Equatable {
        let index: Data
        let head: String
        let configuration: String
        let status: String
        let files: [String]

        init(_ top: String, _ sandbox: Sandbox) throws {
            index = try Data(contentsOf: URL(fileURLWithPath: top + "/.git/index"))
            head = try sandbox.read(top + "/.git/HEAD")
            configuration = try sandbox.read(top + "/.git/config")
            files = try sandbox.files(in: top)
            // Without it `git status` would refresh the index itself.
            status = try sandbox.git("--no-optional-locks", "status", "--porcelain", in: top)
        }
    }
}
