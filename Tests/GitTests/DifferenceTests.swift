import Git
import TestSupport
import Testing

@Suite struct DifferenceTests {
    private let sandbox: Sandbox
    private let top: String

    /// Two commits: `main~1` and `main`, which renames, changes, adds and deletes.
    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.repository()
        var files = ["link": "target"]
        for name in ["changed", "deleted", "moved"] {
            files[name] = String(repeating: "\(name)\n", count: 20)
        }
        try sandbox.commit("first", files: files, in: top)
        try sandbox.git("mv", "moved", "there", in: top)
        try sandbox.git("rm", "--quiet", "deleted", in: top)
        try sandbox.write(top + "/changed", "other\n")
        try sandbox.write(top + "/folder/added", "new\n")
        try sandbox.git("add", "--all", in: top)
        let blob = try sandbox.git("hash-object", "-w", "link", in: top)
        try sandbox.git("update-index", "--cacheinfo", "120000,\(blob),link", in: top)
        try sandbox.git("commit", "--quiet", "-m", "second", in: top)
    }

    @Test func `changes are those of git diff-tree`() throws {
        let repository = try Repository.open(top)
        let (old, new) = (try sandbox.id("main~1", in: top), try sandbox.id("main", in: top))
        let letters: [FileChange.Status: String] = [
            .added: "A", .deleted: "D", .modified: "M", .typeChanged: "T",
        ]
        let ours = try repository.changes(from: old, to: new).map {
            "\(letters[$0.status] ?? "?")\t\($0.path)"
        }
        let theirs = try sandbox.git("diff-tree", "-r", "--name-status", "--no-commit-id", "main", in: top)
        #expect(ours.joined(separator: "\n") == theirs)
    }

    @Test func `changes are counted as they are listed`() throws {
        let repository = try Repository.open(top)
        let (old, new) = (try sandbox.id("main~1", in: top), try sandbox.id("main", in: top))
        #expect(
            try repository.countChanges(from: old, to: new) == repository.changes(from: old, to: new).count)
        #expect(try repository.countChanges(from: new, to: new) == 0)
        #expect(try repository.countChanges(from: nil, to: old) == 4)
    }

    @Test func `a rename is one change when asked for`() throws {
        let repository = try Repository.open(top)
        let changes = try repository.changes(
            from: try sandbox.id("main~1", in: top), to: try sandbox.id("main", in: top),
            detectingRenames: true)
        let rename = try #require(changes.first { $0.status == .renamed })
        #expect(rename.old?.path == "moved")
        #expect(rename.new?.path == "there")
        #expect(rename.old?.id == rename.new?.id)
        #expect(changes.map(\.path).sorted() == ["changed", "deleted", "folder/added", "link", "there"])
    }

    @Test func `nothing is the empty tree`() throws {
        let repository = try Repository.open(top)
        let main = try sandbox.id("main", in: top)
        let added = try repository.changes(from: nil, to: main)
        #expect(added.map(\.status) == Array(repeating: .added, count: 4))
        #expect(added.allSatisfy { $0.old == nil })
        #expect(added.first { $0.path == "link" }?.new?.mode == .symbolicLink)
        #expect(try repository.changes(from: main, to: nil).allSatisfy { $0.status == .deleted })
        #expect(try repository.changes(from: main, to: main).isEmpty)
    }

    @Test func `a patch leads git from one tree to the other`() throws {
        let repository = try Repository.open(top)
        let patch = try repository.patch(
            from: try sandbox.id("main~1", in: top), to: try sandbox.id("main", in: top))
        try sandbox.git("read-tree", "main~1", in: top)
        try sandbox.git("apply", "--cached", in: top, input: patch)
        #expect(try sandbox.git("write-tree", in: top) == sandbox.git("rev-parse", "main^{tree}", in: top))
    }
}
