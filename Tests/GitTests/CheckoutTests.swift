import Git
import Glibc
import Platform
import TestSupport
import Testing

@Suite struct CheckoutTests {
    private let sandbox: Sandbox
    private let top: String
    private let scratch: String

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.populatedRepository()
        scratch = sandbox.path("scratch")
    }

    @Test func `a tree is written into another folder while the user's own stays as dirty as it was`() throws
    {
        try sandbox.write(top + "/staged", "staged\n")
        try sandbox.git("add", "staged", in: top)
        try sandbox.write(top + "/README", "dirty\n")
        try sandbox.write(top + "/untracked", "untracked\n")
        let before = try Snapshot(top, sandbox)
        let repository = try Repository.open(top)
        try repository.checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try Snapshot(top, sandbox) == before)
        #expect(try sandbox.files(in: scratch) == ["README", "Sources", "Sources/main.swift"])
        #expect(try sandbox.read(scratch + "/README") == "hello\n")
    }

    @Test func `modes and links are those of the tree`() throws {
        try sandbox.write(top + "/tool", "#!/bin/sh\n")
        chmod(top + "/tool", 0o755)
        symlink("tool", top + "/link")
        try sandbox.commit("modes", files: [:], in: top)
        try Repository.open(top).checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(access(scratch + "/tool", X_OK) == 0)
        #expect(try Files.linkTarget(of: scratch + "/link") == "tool")
    }

    @Test func `with a baseline only the difference is written and removed`() throws {
        let repository = try Repository.open(top)
        let first = try sandbox.id("main", in: top)
        try repository.checkout(tree: first, into: scratch)
        try sandbox.git("rm", "--quiet", "Sources/main.swift", in: top)
        try sandbox.commit("second", files: ["new[1]*": "new\n"], in: top)
        try sandbox.write(scratch + "/out/product", "build product\n")
        try sandbox.write(scratch + "/README", "not looked at\n")
        try repository.checkout(tree: try sandbox.id("main", in: top), into: scratch, baseline: first)
        #expect(try sandbox.files(in: scratch) == ["README", "new[1]*", "out", "out/product"])
        #expect(try sandbox.read(scratch + "/README") == "not looked at\n")
    }

    @Test func `the same tree twice touches nothing`() throws {
        let repository = try Repository.open(top)
        let tree = try sandbox.id("main", in: top)
        try repository.checkout(tree: tree, into: scratch)
        try sandbox.write(scratch + "/README", "changed\n")
        try repository.checkout(tree: tree, into: scratch, baseline: tree)
        #expect(try sandbox.read(scratch + "/README") == "changed\n")
    }

    @Test func `without a baseline what differs is overwritten and what is foreign stays`() throws {
        try sandbox.write(scratch + "/README", "changed\n")
        try sandbox.write(scratch + "/foreign", "foreign\n")
        try sandbox.write(scratch + "/Sources", "in the way\n")
        try Repository.open(top).checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try sandbox.read(scratch + "/README") == "hello\n")
        #expect(try sandbox.read(scratch + "/foreign") == "foreign\n")
        #expect(try sandbox.read(scratch + "/Sources/main.swift") == "print(1)\n")
    }

    @Test func `line ends follow the attributes of the tree, not those on disk`() throws {
        try sandbox.commit(
            "attributes", files: [".gitattributes": "*.bat text eol=crlf\n", "a.bat": "run\n"], in: top)
        try sandbox.write(top + "/.gitattributes", "*.bat binary\n")
        try Repository.open(top).checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try sandbox.read(scratch + "/a.bat") == "run\r\n")
    }

    @Test func `a linked worktree is filled without its HEAD moving`() throws {
        try sandbox.git("worktree", "add", "--quiet", "--detach", "--no-checkout", "../linked", in: top)
        let linked = sandbox.path("linked")
        let repository = try Repository.open(linked)
        try repository.checkout(tree: try sandbox.id("main", in: top), into: linked)
        #expect(try sandbox.files(in: linked) == [".git", "README", "Sources", "Sources/main.swift"])
        #expect(try repository.head() == .detached(try sandbox.id("main", in: top)))
    }

    @Test func `a bare repository checks out too`() throws {
        try sandbox.git("clone", "--quiet", "--bare", top, "bare.git")
        let repository = try Repository.open(sandbox.path("bare.git"))
        try repository.checkout(tree: try sandbox.id("main", in: top), into: scratch)
        #expect(try sandbox.read(scratch + "/README") == "hello\n")
        #expect(try sandbox.git("config", "core.bare", in: sandbox.path("bare.git")) == "true")
    }

    @Test(arguments: [false, true])
    func `a symbolic link in the folder leads nobody outside`(hasBaseline: Bool) throws {
        let repository = try Repository.open(top)
        let first = try sandbox.id("main", in: top)
        try sandbox.commit(
            "second", files: ["Sources/main.swift": "print(2)\n", "README": "hello again\n"], in: top)
        let outside = sandbox.path("outside")
        try sandbox.write(outside + "/main.swift", "foreign\n")
        try sandbox.write(outside + "/README", "foreign\n")
        try Files.createDirectories(scratch)
        for (name, target) in [("Sources", outside), ("README", outside + "/README")] {
            symlink(target, "\(scratch)/\(name)")
        }
        let second = try sandbox.id("main", in: top)
        try repository.checkout(tree: second, into: scratch, baseline: hasBaseline ? first : nil)
        #expect(try sandbox.read(outside + "/main.swift") == "foreign\n")
        #expect(try sandbox.read(outside + "/README") == "foreign\n")
        #expect(try sandbox.read(scratch + "/Sources/main.swift") == "print(2)\n")
        #expect(try sandbox.read(scratch + "/README") == "hello again\n")
        try Files.removeTree(scratch + "/Sources")
        symlink(outside, scratch + "/Sources")
        try repository.checkout(tree: .emptyTree, into: scratch, baseline: second)
        #expect(try sandbox.read(outside + "/main.swift") == "foreign\n")
    }

    /// What a checkout elsewhere must not change.
    private struct Snapshot: Equatable {
        let index: [UInt8]
        let head: String
        let configuration: String
        let status: String
        let files: [String]

        init(_ top: String, _ sandbox: Sandbox) throws {
            index = try Files.read(top + "/.git/index")
            head = try sandbox.read(top + "/.git/HEAD")
            configuration = try sandbox.read(top + "/.git/config")
            files = try sandbox.files(in: top)
            // Without it `git status` would refresh the index itself.
            status = try sandbox.git("--no-optional-locks", "status", "--porcelain", in: top)
        }
    }
}
