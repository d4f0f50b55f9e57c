import Engine
import Git
import Platform
import TestSupport
import Testing

@Suite struct ScratchCheckoutTests {
    private let scratch: ScratchSandbox

    init() throws { scratch = try ScratchSandbox() }

    private static let second = [
        ".gitignore": "build/\n*.log\n", "README": "hello again\n", "Sources/main.swift": "print(1)\n",
        "new": "new\n",
    ]

    @Test func `a checkout has the files of the tree, and git works in it`() throws {
        let checkout = try scratch.checkout()
        #expect(try scratch.files(checkout.path) == Self.second)
        #expect(try scratch.sandbox.git("status", "--porcelain", in: checkout.path) == "")
        #expect(try scratch.sandbox.git("log", "--format=%s", in: checkout.path) == "second\nfirst")
        #expect(try scratch.id("HEAD", in: checkout.path) == scratch.commits[1])
        #expect(try scratch.sandbox.git("branch", "--show-current", in: checkout.path) == "")
    }

    @Test func `what is the user's stays byte by byte, whatever is done in the checkout`() throws {
        let before = try scratch.untouchable()
        var checkout = try scratch.checkout(0)
        try scratch.shell("echo x >README; echo y >other; rm old", in: checkout.path)
        _ = try checkout.capture()
        try checkout.reset(to: scratch.tree(1))
        _ = consume checkout
        #expect(try scratch.untouchable() == before)
    }

    @Test func `HEAD is where it is asked for, and the files those of another tree`() throws {
        let checkout = try scratch.checkout(0, tree: scratch.tree(1))
        #expect(try scratch.files(checkout.path) == Self.second)
        #expect(try scratch.id("HEAD", in: checkout.path) == scratch.commits[0])
        let names = try scratch.sandbox.git("diff", "HEAD", "--name-only", in: checkout.path)
        #expect(names == "README\nnew\nold")
    }

    @Test func `without a commit HEAD has the tree and no history`() throws {
        let repository = try scratch.repository()
        let pool = try scratch.pool()
        for _ in 0..<2 {
            let checkout = try pool.checkout(of: scratch.tree(1), commit: nil, in: repository)
            #expect(try scratch.sandbox.git("rev-list", "--count", "HEAD", in: checkout.path) == "1")
            #expect(try scratch.id("HEAD^{tree}", in: checkout.path) == scratch.tree(1))
            #expect(try scratch.sandbox.git("status", "--porcelain", in: checkout.path) == "")
        }
    }

    @Test func `the empty tree is a tree, too`() throws {
        let checkout = try scratch.pool().checkout(of: .emptyTree, commit: nil, in: scratch.repository())
        #expect(try scratch.files(checkout.path) == [:])
        #expect(try checkout.capture().tree == .emptyTree)
    }

    @Test func `what is no commit is refused before anything is made`() throws {
        let pool = try scratch.pool()
        let repository = try scratch.repository()
        let tree = try scratch.tree(1)
        for commit in [tree, .zero] {
            #expect(throws: ScratchError.self) {
                _ = try pool.checkout(of: tree, commit: commit, in: repository)
            }
        }
        #expect(!Files.exists("\(scratch.top)/.git/worktrees"))
    }

    /// What commands may do to a checkout.
    @Test(arguments: [
        "echo changed >README", "rm README new", "rm -r Sources",
        "echo x >stray; mkdir -p a/b; echo y >a/b/c",
        "chmod +x README", "rm README; mkdir README; echo x >README/file", "rm README; ln -s new README",
        "rm -r Sources; echo x >Sources", "rm -r Sources; ln -s /etc Sources",
        // The same size and times: only the inode's own time tells.
        "cp -p README copy; echo HELLO AGAIN >README; touch -r copy README; rm copy",
        "mv README moved; printf 'hello again?' >README", "mkdir empty",
        "git init -q nested; echo x >nested/file; git -C nested add .; git -C nested commit -qm x",
        "git add -A; echo staged >s; git add s", "git rm -q --cached README",
        "git update-index --assume-unchanged README; echo hidden >README",
        "git update-index --skip-worktree README; echo hidden >README", "git sparse-checkout set Sources",
        "git config core.splitIndex true; git update-index --split-index; echo x >README; git add README",
        "git config core.untrackedCache true; git status; echo x >stray",
        "printf '* -text\n*.x text\n' >.gitattributes; git add -A",
        ": >$(git rev-parse --git-dir)/index.lock", ": >$(git rev-parse --git-dir)/HEAD.lock",
        "echo garbage >$(git rev-parse --git-dir)/index", "rm $(git rev-parse --git-dir)/index",
        "rm $(git rev-parse --git-dir)/HEAD", "chmod 000 README Sources", "git worktree unlock .",
    ])
    func `a reset undoes it, and keeps what is ignored`(damage: String) throws {
        var checkout = try scratch.checkout()
        try scratch.shell(
            "mkdir build; echo product >build/out; echo line >x.log; \(damage)", in: checkout.path)
        try checkout.reset(to: scratch.tree(1))
        var expected = Self.second
        expected["build/out"] = "product\n"
        expected["x.log"] = "line\n"
        #expect(try scratch.files(checkout.path) == expected)
        #expect(!Files.exists("\(checkout.path)/empty"))
        #expect(try scratch.id("HEAD", in: checkout.path) == scratch.commits[1])
        #expect(try scratch.sandbox.git("status", "--porcelain", in: checkout.path) == "")
        #expect(try checkout.capture().tree == scratch.tree(1))
    }

    @Test func `what was ignored by the last tree only goes, and what was not by the last only stays`() throws
    {
        let ignoring = try scratch.sandbox.commit(
            "ignore", files: [".gitignore": "out/\n"],
            in: scratch.sandbox.clone(from: scratch.top, to: "clone"))
        try scratch.sandbox.git("fetch", "--quiet", scratch.sandbox.path("clone"), "main", in: scratch.top)
        var checkout = try scratch.checkout()
        try scratch.shell("mkdir build out; echo b >build/b; echo o >out/o", in: checkout.path)
        let tree = try scratch.repository().commit(#require(ObjectID(hex: ignoring))).tree
        try checkout.reset(to: tree)
        #expect(Files.exists("\(checkout.path)/out/o"))
        #expect(!Files.exists("\(checkout.path)/build"))
    }

    @Test func `unchanged files keep their times from tree to tree`() throws {
        var checkout = try scratch.checkout(0)
        let before = try Files.status(of: "\(checkout.path)/Sources/main.swift")
        try checkout.reset(to: scratch.tree(1))
        #expect(try Files.status(of: "\(checkout.path)/Sources/main.swift") == before)
        #expect(try scratch.files(checkout.path) == Self.second)
    }

    @Test func `a branch that a command has made and switched to stays where the command left it`() throws {
        var checkout = try scratch.checkout()
        try scratch.shell(
            "git checkout -q -b mine; echo x >README; git commit -qam mine; git log -1 --format=%H >build.log",
            in: checkout.path)
        let tip = try scratch.id("mine")
        try checkout.reset(to: scratch.tree(0))
        #expect(try scratch.id("mine") == tip)
        #expect(try scratch.id("HEAD", in: checkout.path) == scratch.commits[1])
        #expect(try scratch.sandbox.gitOutcome("symbolic-ref", "HEAD", in: checkout.path).status != 0)
        try scratch.sandbox.git("branch", "-D", "mine", in: scratch.top)
    }

    @Test(arguments: ["merge", "rebase", "cherry-pick", "bisect"])
    func `an unfinished operation does not outlive the command`(operation: String) throws {
        var checkout = try scratch.checkout()
        let begin =
            operation == "bisect"
            ? "git bisect start; git bisect bad; git bisect good HEAD~1"
            : """
            echo one >README; git commit -qam one; one=$(git rev-parse HEAD)
            git checkout -q HEAD~1; echo two >README; git commit -qam two
            ! git \(operation) $one >/dev/null 2>&1
            """
        try scratch.shell(begin, in: checkout.path)
        #expect(try scratch.sandbox.git("status", in: checkout.path).contains(operation))
        try checkout.reset(to: scratch.tree(1))
        let status = try scratch.sandbox.git("status", in: checkout.path)
        #expect(status.hasSuffix("nothing to commit, working tree clean"))
        #expect(!status.contains(operation))
        #expect(try scratch.files(checkout.path) == Self.second)
    }

    @Test func `the user's hooks do not run`() throws {
        for hook in ["post-checkout", "post-index-change", "pre-commit"] {
            let path = "\(scratch.top)/.git/hooks/\(hook)"
            try Files.writeAtomically(
                Array("#!/bin/sh\n: >\(scratch.sandbox.path("ran"))\n".utf8), to: path, durable: false,
                permissions: 0o777)
        }
        let checkout = try scratch.checkout()
        try scratch.shell("echo x >README", in: checkout.path)
        _ = try checkout.capture()
        #expect(!Files.exists(scratch.sandbox.path("ran")))
    }

    @Test func `a checkout whose folder is gone can't be reset or captured`() throws {
        var checkout = try scratch.checkout()
        try Files.removeTree(checkout.path)
        let gone = ScratchError.gone(path: checkout.path)
        #expect(throws: gone) { _ = try checkout.capture() }
        let tree = try scratch.tree(1)
        do {
            try checkout.reset(to: tree)
            Issue.record("it was reset")
        } catch { #expect(error == gone) }
    }
}
