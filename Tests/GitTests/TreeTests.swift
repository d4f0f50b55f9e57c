import Git
import TestSupport
import Testing

@Suite struct TreeTests {
    @Test func `entries come in git's order with their modes`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        let repository = try Repository.open(top)
        let blob = try repository.writeBlob(Array("x".utf8))
        let folder = try repository.writeTree([TreeEntry(name: "in", id: blob, mode: .file)])
        let commit = try #require(ObjectID(hex: String(repeating: "c", count: 40)))
        let entries = [
            TreeEntry(name: "a.b", id: blob, mode: .executable),
            TreeEntry(name: "a", id: folder, mode: .tree),
            TreeEntry(name: "link", id: blob, mode: .symbolicLink),
            TreeEntry(name: "é", id: blob, mode: .file),
            TreeEntry(name: "sub", id: commit, mode: .submodule),
        ]
        let tree = try repository.writeTree(entries)
        #expect(try repository.tree(tree).map(\.name) == ["a.b", "a", "link", "sub", "é"])
        #expect(Set(try repository.tree(tree)) == Set(entries))
        let listed = try sandbox.git("ls-tree", tree.hex, in: top)
        #expect(try sandbox.git("mktree", in: top, input: listed + "\n") == tree.hex)
    }

    @Test func `a path leads to its entry or to nothing`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        let main = try sandbox.id("main", in: top)
        #expect(
            try repository.entry(at: "Sources/main.swift", in: main)?.id
                == (try sandbox.id("main:Sources/main.swift", in: top)))
        #expect(try repository.entry(at: "Sources", in: main)?.mode == .tree)
        #expect(try repository.entry(at: "Sources/none", in: main) == nil)
        #expect(try repository.entry(at: "README/none", in: main) == nil)
    }

    @Test(arguments: ["", "a/b", ".git", "..", "."])
    func `a name that can't be in a tree is refused`(name: String) throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.repository())
        let blob = try repository.writeBlob(Array("x".utf8))
        let error = failure { () throws(GitError) in
            _ = try repository.writeTree([TreeEntry(name: name, id: blob, mode: .file)])
        }
        #expect(error?.kind == .invalidName)
    }

    @Test(arguments: TreeUpdateCase.all)
    func `an updated tree is the one that git's index writes`(update: TreeUpdateCase) throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        let repository = try Repository.open(top)
        let old = try repository.writeBlob(Array("old".utf8))
        let new = try repository.writeBlob(Array("new".utf8))
        let base = try index(update.before.map { ($0, old) }, top, sandbox)
        let expected = try index(
            update.after.map { ($0, update.puts.contains($0) ? new : old) }, top, sandbox)
        let updated = try repository.updateTree(
            base,
            changes: update.puts.map { .upsert(path: $0, id: new, mode: .file) }
                + update.removes.map { .remove(path: $0) })
        #expect(updated == expected)
    }

    @Test func `a tree grows from nothing`() throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.repository())
        let blob = try repository.writeBlob(Array("x".utf8))
        let tree = try repository.updateTree(
            nil, changes: [.upsert(path: "a/b/c", id: blob, mode: .executable)])
        #expect(try repository.entry(at: "a/b/c", in: tree)?.mode == .executable)
        #expect(try repository.updateTree(nil, changes: []) == .emptyTree)
        #expect(try repository.updateTree(tree, changes: []) == tree)
    }

    @Test(arguments: ["", "/a", "a//b", "a/", "a/.git/config", "../a"])
    func `a path that can't be in a tree is refused`(path: String) throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.repository())
        let blob = try repository.writeBlob(Array("x".utf8))
        let error = failure { () throws(GitError) in
            _ = try repository.updateTree(nil, changes: [.upsert(path: path, id: blob, mode: .file)])
        }
        #expect(error?.kind == .invalidName)
    }

    /// Builds a tree with git's own index.
    private func index(_ files: [(String, ObjectID)], _ top: String, _ sandbox: Sandbox) throws -> ObjectID {
        try sandbox.git("read-tree", "--empty", in: top)
        let lines = files.map { "100644 \($0.1)\t\($0.0)\n" }.joined()
        try sandbox.git("update-index", "--index-info", in: top, input: lines)
        return try sandbox.id(try sandbox.git("write-tree", in: top), in: top)
    }
}

/// Which files there are before and after an update that writes some and removes others.
struct TreeUpdateCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: [String]
    let puts: [String]
    let removes: [String]
    let after: [String]

    private init(
        _ description: String, _ before: [String], puts: [String] = [], removes: [String] = [],
        _ after: [String]
    ) {
        (testDescription, self.before, self.puts, self.removes, self.after) =
            (description, before, puts, removes, after)
    }

    static let all = [
        TreeUpdateCase("replaces a file", ["a/x", "b"], puts: ["a/x"], ["a/x", "b"]),
        TreeUpdateCase("adds a folder", ["b"], puts: ["a/b/c/d"], ["a/b/c/d", "b"]),
        TreeUpdateCase("removes a file", ["a", "b"], removes: ["a"], ["b"]),
        TreeUpdateCase("an emptied folder disappears", ["a/b/c", "d"], removes: ["a/b/c"], ["d"]),
        TreeUpdateCase("removes a folder", ["a/b/c", "a/b/d", "a/e"], removes: ["a/b"], ["a/e"]),
        TreeUpdateCase(
            "what isn't there needs no removal", ["a/b"], removes: ["x/y", "a/z", "a/b/c"], ["a/b"]),
        TreeUpdateCase("a folder takes a file's place", ["a", "b"], puts: ["a/x"], ["a/x", "b"]),
        TreeUpdateCase("a file takes a folder's place", ["a/x", "a/y", "b"], puts: ["a"], ["a", "b"]),
        TreeUpdateCase(
            "a folder is emptied and filled", ["a/x", "a/y"], puts: ["a/z"], removes: ["a"], ["a/z"]),
        TreeUpdateCase("a file moves down", ["a"], puts: ["a/b"], removes: ["a"], ["a/b"]),
        TreeUpdateCase("writing wins over removing", ["a"], puts: ["a"], removes: ["a"], ["a"]),
    ]
}
