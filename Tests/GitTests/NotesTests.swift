import Git
import TestSupport
import Testing

@Suite struct NotesTests {
    private let reference = "refs/notes/autowrk"
    private let sandbox: Sandbox
    private let top: String

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.populatedRepository()
    }

    private func write(_ notes: [ObjectID: String], _ repository: borrowing Repository) throws -> ObjectID {
        try repository.writeNotes(at: reference, notes, author: .ada, message: "verdicts")
    }

    @Test func `git log shows what was written`() throws {
        let repository = try Repository.open(top)
        let main = try sandbox.id("main", in: top)
        let tip = try write([main: "verify: green ✓\n"], repository)
        #expect(tip == (try sandbox.id(reference, in: top)))
        #expect(
            try sandbox.git("log", "-1", "--notes=autowrk", "--format=%N", in: top) == "verify: green ✓\n")
        #expect(try repository.note(at: reference, for: main) == "verify: green ✓\n")
        #expect(try repository.note(at: "refs/notes/none", for: main) == nil)
        #expect(try repository.note(at: reference, for: tip) == nil)
        try sandbox.fsck(top)
    }

    @Test func `a note of git is read and replaced, its neighbours are kept`() throws {
        let repository = try Repository.open(top)
        let (main, tree) = (try sandbox.id("main", in: top), try sandbox.id("main^{tree}", in: top))
        try sandbox.git("notes", "--ref=autowrk", "add", "-m", "old", main.hex, in: top)
        try sandbox.git("notes", "--ref=autowrk", "add", "-m", "neighbour", tree.hex, in: top)
        #expect(try repository.note(at: reference, for: main) == "old\n")
        _ = try write([main: "new\n"], repository)
        #expect(try sandbox.git("notes", "--ref=autowrk", "show", main.hex, in: top) == "new")
        #expect(try sandbox.git("notes", "--ref=autowrk", "show", tree.hex, in: top) == "neighbour")
        #expect(try sandbox.git("notes", "--ref=autowrk", "list", in: top).split(separator: "\n").count == 2)
    }

    @Test func `git's own fan-out of many notes is kept and extended`() throws {
        let repository = try Repository.open(top)
        let blobs = try (0..<600).map { try repository.writeBlob(Array("\($0)".utf8)) }
        // Every note is a copy of the first, which is how git adds many in one process.
        try sandbox.git("notes", "--ref=autowrk", "add", "-m", "theirs", blobs[0].hex, in: top)
        let copies = blobs.dropFirst().map { "\(blobs[0]) \($0)\n" }.joined()
        try sandbox.git("notes", "--ref=autowrk", "copy", "--stdin", in: top, input: copies)
        #expect(try sandbox.git("ls-tree", reference, in: top).contains(" tree "))
        _ = try write([blobs[7]: "ours\n", try sandbox.id("main", in: top): "main\n"], repository)
        #expect(try repository.note(at: reference, for: blobs[8]) == "theirs\n")
        #expect(try sandbox.git("notes", "--ref=autowrk", "show", blobs[7].hex, in: top) == "ours")
        #expect(
            try sandbox.git("notes", "--ref=autowrk", "list", in: top).split(separator: "\n").count == 601)
        try sandbox.git("notes", "--ref=autowrk", "add", "-m", "after", "main^{tree}", in: top)
        let tree = try sandbox.id("main^{tree}", in: top)
        #expect(try repository.note(at: reference, for: tree) == "after\n")
        #expect(try repository.note(at: reference, for: blobs[7]) == "ours\n")
        try sandbox.fsck(top)
    }

    @Test func `writing the same again makes no commit`() throws {
        let repository = try Repository.open(top)
        let main = try sandbox.id("main", in: top)
        let tip = try write([main: "same\n"], repository)
        #expect(try write([main: "same\n"], repository) == tip)
        #expect(try write([:], repository) == tip)
        #expect(try write([main: "other\n"], repository) != tip)
    }
}
