import Git
import TestSupport
import Testing

@Suite struct CommitTests {
    @Test func `a commit is the same object as git makes`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git(
            "commit", "--quiet", "--amend", "--no-edit", "--author=Ada <ada@example.org>",
            "--date=1700000000 +0100", in: top)
        let theirs = try sandbox.id("main", in: top)
        let repository = try Repository.open(top)
        let commit = try repository.commit(theirs)
        #expect(commit.author == .ada)
        #expect(commit.committer.name == "Test Committer")
        #expect(commit.message == "first\n")
        #expect(commit.subject == "first")
        #expect(commit.parents.isEmpty)
        #expect(commit.tree == (try sandbox.id("main^{tree}", in: top)))
        let ours = try repository.writeCommit(
            tree: commit.tree, parents: [], author: .ada, committer: commit.committer, message: "first\n")
        #expect(ours == theirs)
    }

    @Test func `a merge keeps the order of its parents`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        let root = try sandbox.id("main", in: top)
        let tree = try repository.commit(root).tree
        let sides = try ["b", "a", "c"].map { name in
            try repository.writeCommit(
                tree: tree, parents: [root], author: .ada, committer: .ada, message: name)
        }
        let merge = try repository.writeCommit(
            tree: tree, parents: sides, author: .ada, committer: .ada, message: "merge")
        #expect(try repository.commit(merge).parents == sides)
        #expect(
            try sandbox.git("log", "-1", "--format=%P", merge.hex, in: top)
                == sides.map(\.hex).joined(separator: " "))
    }

    @Test func `a message of 250 KiB with every kind of character comes back byte by byte`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        let repository = try Repository.open(top)
        let message =
            "run: ✓ passed\n\n" + String(repeating: "{\"v\":1,\"text\":\"äöü\\n😀\"}\n", count: 10_000)
        let id = try repository.writeCommit(
            tree: .emptyTree, parents: [], author: .ada, committer: .ada, message: message)
        #expect(try repository.commit(id).message == message)
        #expect(try sandbox.git("cat-file", "commit", id.hex, in: top).hasSuffix(message.dropLast()))
        try sandbox.git("update-ref", "refs/autowrk/journal/x", id.hex, in: top)
        try sandbox.fsck(top)
    }

    @Test func `header lines that this module never writes are passed over`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let tree = try sandbox.id("main^{tree}", in: top)
        let raw = """
            tree \(tree)
            author A U Thor <a@example.org> 1 -0330
            committer C <c@example.org> 2 +0000
            encoding UTF-8
            gpgsig -----BEGIN PGP SIGNATURE-----
            \u{20}
             abc
             -----END PGP SIGNATURE-----

            subject
            goes on

            body
            """
        let written = try sandbox.git("hash-object", "-t", "commit", "-w", "--stdin", in: top, input: raw)
        let id = try #require(ObjectID(hex: written))
        let commit = try Repository.open(top).commit(id)
        #expect(
            commit.author
                == Signature(name: "A U Thor", email: "a@example.org", seconds: 1, offsetMinutes: -210))
        #expect(commit.committer.seconds == 2)
        #expect(commit.message == "subject\ngoes on\n\nbody")
        #expect(commit.subject == "subject goes on")
    }

    @Test func `the raw form shows tree, parents and the message in place`() throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.repository())
        let root = try repository.writeCommit(
            tree: .emptyTree, parents: [], author: .ada, committer: .ada, message: "")
        let child = try repository.writeCommit(
            tree: .emptyTree, parents: [root, root], author: .ada, committer: .ada, message: "\nx\n")
        #expect(try repository.withCommit(root) { $0.message.count } == 0)
        try repository.withCommit(child) { raw in
            #expect(raw.tree == .emptyTree)
            #expect(raw.parents == [root, root])
            #expect(String(decoding: raw.message, as: UTF8.self) == "\nx\n")
            #expect(raw.header("committer") == "Ada <ada@example.org> 1700000000 +0100")
            #expect(raw.header("encoding") == nil)
        }
    }

    @Test func `a missing commit is not found and another object is corrupt`() throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.repository())
        let blob = try repository.writeBlob(Array("x".utf8))
        let absent = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
        #expect(failure { () throws(GitError) in _ = try repository.commit(absent) }?.kind == .notFound)
        #expect(failure { () throws(GitError) in _ = try repository.commit(blob) }?.kind == .corrupt)
        #expect(failure { () throws(GitError) in _ = try repository.commit(.zero) }?.kind == .notFound)
    }

    @Test func `a commit is written only on a tree and parents that exist`() throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.repository())
        let blob = try repository.writeBlob(Array("x".utf8))
        let absent = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
        func write(_ tree: ObjectID, _ parents: [ObjectID], _ message: String) -> GitError? {
            failure { () throws(GitError) in
                _ = try repository.writeCommit(
                    tree: tree, parents: parents, author: .ada, committer: .ada, message: message)
            }
        }
        #expect(write(absent, [], "x")?.kind == .notFound)
        #expect(write(.emptyTree, [absent], "x")?.kind == .notFound)
        #expect(write(.emptyTree, [blob], "x")?.kind == .corrupt)
        #expect(write(.emptyTree, [], "x\0y")?.kind == .invalidName)
    }

    @Test(arguments: [
        ("Ada <x> \n Lovelace,", "a@b\n", 0, 0), ("", "", -1, -330), ("é😀", "<>", 1_700_000_000, 840),
    ])
    func `a signature is written so that git accepts it`(
        name: String, email: String, seconds: Int64, offset: Int
    ) throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        let repository = try Repository.open(top)
        let signature = Signature(name: name, email: email, seconds: seconds, offsetMinutes: offset)
        let id = try repository.writeCommit(
            tree: .emptyTree, parents: [], author: signature, committer: signature, message: "x")
        let read = try repository.commit(id).author
        #expect(read.seconds == max(0, seconds))
        #expect(read.offsetMinutes == offset)
        #expect(try sandbox.git("log", "-1", "--format=%an", id.hex, in: top) == read.name)
        try sandbox.git("update-ref", "refs/heads/main", id.hex, in: top)
        try sandbox.fsck(top)
    }
}
