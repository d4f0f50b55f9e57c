import Engine
import Git
import Platform
import TestSupport
import Testing

@Suite struct ScratchCaptureTests {
    private let scratch: ScratchSandbox

    init() throws { scratch = try ScratchSandbox() }

    /// The lines of `git ls-tree -r` without ids.
    private func list(_ tree: ObjectID) throws -> [String] {
        try scratch.sandbox.git(
            "ls-tree", "-r", "--format=%(objectmode) %(path)", tree.description, in: scratch.top
        )
        .split(separator: "\n").map { String($0) }
    }

    private func text(_ path: String, in tree: ObjectID) throws -> String {
        try scratch.sandbox.git("cat-file", "blob", "\(tree):\(path)", in: scratch.top)
    }

    @Test func `a folder in which nothing was done is the tree it was brought to`() throws {
        let capture = try scratch.checkout().capture()
        let expected = try ScratchCapture(tree: scratch.tree(1), head: .detached(scratch.commits[1]))
        #expect(capture == expected)
    }

    @Test func `changes, new files, modes, links and deletions are captured, and what is ignored is not`()
        throws
    {
        let checkout = try scratch.checkout()
        try scratch.shell(
            """
            echo changed >README; rm new; mkdir -p a/b build; echo deep >a/b/c; echo x >build/x; echo y >y.log
            printf '#!/bin/sh\n' >tool; chmod +x tool; ln -s README link; ln -s nowhere broken
            rm -r Sources; echo file >Sources; mkdir empty; printf 'no end' >'name with  spaces "ü"'
            """, in: checkout.path)
        let tree = try checkout.capture().tree
        #expect(
            try list(tree) == [
                "100644 .gitignore", "100644 README", "100644 Sources", "100644 a/b/c", "120000 broken",
                "120000 link", #"100644 "name with  spaces \"\303\274\"""#, "100755 tool",
            ])
        #expect(try text("README", in: tree) == "changed")
        #expect(try text("broken", in: tree) == "nowhere")
        try scratch.sandbox.git("fsck", "--strict", in: scratch.top)
    }

    @Test func `a capture brought to a checkout is the same folder again`() throws {
        var checkout = try scratch.checkout()
        try scratch.shell("echo x >README; mkdir d; echo y >d/y; ln -s d e; rm new", in: checkout.path)
        let files = try scratch.files(checkout.path)
        let tree = try checkout.capture().tree
        try checkout.reset(to: scratch.tree(0))
        #expect(try scratch.files(checkout.path) != files)
        try checkout.reset(to: tree)
        #expect(try scratch.files(checkout.path) == files)
        #expect(try checkout.capture().tree == tree)
    }

    @Test func `what a command has staged or hidden in the index makes no difference`() throws {
        let checkout = try scratch.checkout()
        try scratch.shell(
            """
            echo one >README; git add README; echo two >README; git rm -q --cached new
            git config core.splitIndex true; git update-index --split-index
            : >$(git rev-parse --git-dir)/index.lock
            """, in: checkout.path)
        let tree = try checkout.capture().tree
        #expect(try text("README", in: tree) == "two")
        #expect(try list(tree).contains("100644 new"))
    }

    @Test func `a merge that a command has left unfinished is captured as it stands in the files`() throws {
        let checkout = try scratch.checkout()
        try scratch.shell(
            """
            echo one >README; git commit -qam one; one=$(git rev-parse HEAD)
            git checkout -q HEAD~1; echo two >README; git commit -qam two
            ! git merge $one >/dev/null 2>&1
            """, in: checkout.path)
        #expect(
            try text("README", in: checkout.capture().tree).hasPrefix("<<<<<<< HEAD\ntwo\n=======\none\n"))
    }

    @Test func `a command's own commits and branches are reported`() throws {
        let checkout = try scratch.checkout()
        try scratch.shell("echo x >README; git commit -qam mine", in: checkout.path)
        let capture = try checkout.capture()
        #expect(try capture.head == .detached(scratch.id("HEAD", in: checkout.path)))
        #expect(try capture.tree == scratch.id("HEAD^{tree}", in: checkout.path))
        try scratch.shell("git checkout -q -b mine", in: checkout.path)
        let branch = try Head.branch(name: "refs/heads/mine", id: scratch.id("mine"))
        #expect(try checkout.capture().head == branch)
        try scratch.shell("git checkout -q --orphan other", in: checkout.path)
        #expect(try checkout.capture().head == .unborn(branch: "refs/heads/other"))
    }

    @Test func `line ends and filters are as git has them`() throws {
        let attributes = "*.txt text eol=crlf\n*.rot filter=rot\n*.bin -text\n"
        for (key, command) in [("clean", "tr a-z n-za-m"), ("smudge", "tr n-za-m a-z"), ("required", "true")]
        {
            try scratch.sandbox.git("config", "filter.rot.\(key)", command, in: scratch.top)
        }
        let commit = try scratch.sandbox.commit(
            "attributes", files: [".gitattributes": attributes, "a.txt": "a\n", "b.rot": "abc\n"],
            in: scratch.top)
        let repository = try scratch.repository()
        let tree = try repository.commit(#require(ObjectID(hex: commit))).tree
        #expect(try text("b.rot", in: tree) == "nop")
        let checkout = try scratch.pool().checkout(of: tree, commit: nil, in: repository)
        #expect(try scratch.sandbox.read("\(checkout.path)/a.txt") == "a\r\n")
        #expect(try scratch.sandbox.read("\(checkout.path)/b.rot") == "abc\n")
        #expect(try checkout.capture().tree == tree)
        try scratch.shell(
            #"printf 'x\r\ny\r\n' >a.txt; echo hello >b.rot; printf '\r\n' >c.bin"#, in: checkout.path)
        let captured = try checkout.capture().tree
        #expect(try text("a.txt", in: captured) == "x\ny")
        #expect(try text("b.rot", in: captured) == "uryyb")
        let bytes = try scratch.shell("git cat-file blob \(captured):c.bin | od -An -c", in: scratch.top)
        #expect(bytes == "  \\r  \\n\n")
    }

    @Test func `a filter that fails is told of`() throws {
        try scratch.sandbox.git("config", "filter.bad.clean", "false", in: scratch.top)
        try scratch.sandbox.git("config", "filter.bad.required", "true", in: scratch.top)
        let checkout = try scratch.checkout()
        try scratch.shell("echo '*.bad filter=bad' >.gitattributes; echo x >x.bad", in: checkout.path)
        #expect(
            throws: ScratchError.program("git add", message: "x.bad: clean filter 'bad' failed")
        ) { _ = try checkout.capture() }
    }

    @Test func `repositories in the folder are left out and named`() throws {
        let checkout = try scratch.checkout()
        try scratch.shell(
            """
            mkdir -p 'deep/in[s]ide'; git init -q empty; echo x >empty/file; git init -q 'deep/in[s]ide'
            git init -q full; echo x >full/file; git -C full add .; git -C full commit -qm x; echo y >beside
            """, in: checkout.path)
        let capture = try checkout.capture()
        #expect(capture.repositoriesLeftOut == ["deep/in[s]ide", "empty", "full"])
        #expect(try list(capture.tree).filter { !Self.old.contains($0) } == ["100644 beside"])
        try scratch.sandbox.git("fsck", "--strict", in: scratch.top)
    }

    private static let old: Set = [
        "100644 .gitignore", "100644 README", "100644 Sources/main.swift", "100644 new",
    ]

    @Test func `a folder that was made a repository keeps its files, as they are known`() throws {
        let checkout = try scratch.checkout()
        try scratch.shell("git init -q Sources; echo changed >Sources/main.swift", in: checkout.path)
        let capture = try checkout.capture()
        #expect(try text("Sources/main.swift", in: capture.tree) == "changed")
        #expect(capture.repositoriesLeftOut == [])
    }

    /// A tree with a submodule at `sub`.
    private func treeWithSubmodule() throws -> ObjectID {
        let other = try scratch.sandbox.repository("other")
        try scratch.sandbox.commit("other", files: ["file": "x\n"], in: other)
        let clone = try scratch.sandbox.clone(from: scratch.top, to: "clone")
        try scratch.sandbox.git("submodule", "--quiet", "add", other, "sub", in: clone)
        try scratch.sandbox.git("commit", "--quiet", "--message=submodule", in: clone)
        try scratch.sandbox.git("fetch", "--quiet", clone, "main", in: scratch.top)
        return try scratch.id("FETCH_HEAD^{tree}")
    }

    @Test(arguments: [
        "true", "rmdir sub", "git submodule --quiet update --init",
        "git submodule --quiet update --init; cd sub; echo y >file; git commit -qam moved",
    ])
    func `a submodule stays as it is`(command: String) throws {
        let tree = try treeWithSubmodule()
        var checkout = try scratch.checkout(tree: tree)
        for _ in 0..<2 {
            #expect(try Files.list("\(checkout.path)/sub") == [])
            try scratch.shell(command, in: checkout.path)
            let capture = try checkout.capture()
            #expect(capture.tree == tree)
            #expect(
                capture.repositoriesLeftOut
                    == (command.contains("moved") || command == "rmdir sub" ? ["sub"] : []))
            try checkout.reset(to: tree)
        }
    }

    @Test func `a link in the place of a submodule leads nobody outside`() throws {
        let tree = try treeWithSubmodule()
        var checkout = try scratch.checkout(tree: tree)
        try scratch.sandbox.write("outside/file", "foreign\n")
        try scratch.shell("rmdir sub; ln -s \(scratch.sandbox.path("outside")) sub", in: checkout.path)
        try checkout.reset(to: tree)
        #expect(try scratch.sandbox.read("outside/file") == "foreign\n")
        #expect(try Files.list("\(checkout.path)/sub") == [])
    }

    @Test func `a submodule that was removed by the book is gone`() throws {
        let checkout = try scratch.checkout(tree: treeWithSubmodule())
        try scratch.shell("git rm -q -f sub", in: checkout.path)
        let capture = try checkout.capture()
        #expect(try Set(list(capture.tree)) == Self.old.union(["100644 .gitmodules"]))
        #expect(capture.repositoriesLeftOut == [])
    }
}
