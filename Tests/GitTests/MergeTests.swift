import Git
import TestSupport
import Testing

@Suite struct MergeTests {
    private let sandbox: Sandbox
    private let top: String

    /// A root with `file`, ready to be branched from.
    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.repository()
        try sandbox.commit(
            "root", files: ["file": (1...9).map { "\($0)\n" }.joined(), "other": "stays\n"], in: top)
    }

    private func branch(_ name: String, _ change: () throws -> Void) throws -> ObjectID {
        try sandbox.git("checkout", "--quiet", "-b", name, "main", in: top)
        try change()
        try sandbox.commit(name, files: [:], in: top)
        return try sandbox.id(name, in: top)
    }

    /// None when the merge is clean.
    private func conflicts(_ ours: ObjectID, _ theirs: ObjectID) throws -> [MergeConflict] {
        switch try Repository.open(top).mergeCommits(ours: ours, theirs: theirs) {
        case .clean: []
        case .conflicts(let conflicts): conflicts
        }
    }

    private func lines(replacing number: Int, with text: String) -> String {
        (1...9).map { $0 == number ? "\(text)\n" : "\($0)\n" }.joined()
    }

    @Test func `a clean merge writes the tree that git merge writes`() throws {
        let ours = try branch("ours") {
            try sandbox.write(top + "/file", lines(replacing: 2, with: "two"))
        }
        let theirs = try branch("theirs") {
            try sandbox.git("mv", "file", "moved", in: top)
            try sandbox.write(top + "/moved", lines(replacing: 8, with: "eight"))
        }
        let repository = try Repository.open(top)
        let outcome = try repository.mergeCommits(ours: ours, theirs: theirs)
        try sandbox.git("checkout", "--quiet", "ours", in: top)
        try sandbox.git("merge", "--quiet", "-m", "merge", "theirs", in: top)
        #expect(outcome == .clean(try sandbox.id("ours^{tree}", in: top)))
    }

    @Test func `conflicts name the path and the three contents`() throws {
        let ours = try branch("ours") {
            try sandbox.write(top + "/file", lines(replacing: 5, with: "ours"))
        }
        let theirs = try branch("theirs") {
            try sandbox.write(top + "/file", lines(replacing: 5, with: "theirs"))
        }
        let conflicts = try conflicts(ours, theirs)
        #expect(conflicts.map(\.path) == ["file"])
        #expect(conflicts.first?.ancestor == (try sandbox.id("main:file", in: top)))
        #expect(conflicts.first?.ours == (try sandbox.id("ours:file", in: top)))
        #expect(conflicts.first?.theirs == (try sandbox.id("theirs:file", in: top)))
    }

    @Test func `conflicts can be found without a merged tree`() throws {
        let ours = try branch("ours") {
            try sandbox.write(top + "/file", lines(replacing: 5, with: "ours"))
        }
        let theirs = try branch("theirs") {
            try sandbox.write(top + "/file", lines(replacing: 5, with: "theirs"))
        }
        let other = try branch("other") { try sandbox.write(top + "/other", "else\n") }
        let before = try sandbox.git("count-objects", in: top)
        let repository = try Repository.open(top)
        #expect(try repository.conflicts(ours: ours, theirs: theirs).map(\.path) == ["file"])
        #expect(try repository.conflicts(ours: ours, theirs: other) == [])
        #expect(try sandbox.git("count-objects", in: top) == before)
    }

    @Test func `a file changed here and deleted there is a conflict without their side`() throws {
        let ours = try branch("ours") { try sandbox.write(top + "/other", "all new\n") }
        let theirs = try branch("theirs") { try sandbox.git("rm", "--quiet", "other", in: top) }
        let conflicts = try conflicts(ours, theirs)
        #expect(conflicts.map(\.path) == ["other"])
        #expect(conflicts.first?.theirs == nil)
    }

    @Test func `histories without a common root merge from nothing`() throws {
        let repository = try Repository.open(top)
        let blob = try repository.writeBlob(Array("x".utf8))
        let stranger = try repository.writeCommit(
            tree: try repository.writeTree([TreeEntry(name: "strange", id: blob, mode: .file)]), parents: [],
            author: .ada, committer: .ada, message: "stranger")
        let outcome = try repository.mergeCommits(ours: try sandbox.id("main", in: top), theirs: stranger)
        guard case .clean(let tree) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(try repository.tree(tree).map(\.name) == ["file", "other", "strange"])
    }

    @Test func `three trees pick a change like git cherry-pick`() throws {
        let picked = try branch("picked") {
            try sandbox.write(top + "/file", lines(replacing: 8, with: "eight"))
        }
        let ours = try branch("ours") {
            try sandbox.write(top + "/file", lines(replacing: 2, with: "two"))
        }
        let repository = try Repository.open(top)
        let outcome = try repository.mergeTrees(
            ancestor: try sandbox.id("main", in: top), ours: ours, theirs: picked)
        try sandbox.git("cherry-pick", "picked", in: top)
        #expect(outcome == .clean(try sandbox.id("ours^{tree}", in: top)))
    }
}
