import Git
import JSON
import Platform
import TestSupport
import Testing

@testable import Journal

@Suite struct QueryCacheTests {
    private let box: JournalSandbox

    init() throws { box = try JournalSandbox() }

    private func append(_ stream: String) throws -> Receipt {
        var journal = try box.journal()
        return try journal.append(
            Decision(events: [JournalSandbox.draft(stream)]), by: JournalSandbox.identity)
    }

    private func streams() throws -> [String] {
        var journal = try box.journal()
        return try journal.events().map(\.stream.description)
    }

    private var cache: String { box.path + "/.git/autowrk/cache.sqlite" }

    @Test func `takes in what is new and nothing twice`() throws {
        _ = try append("a/1")
        #expect(try streams() == ["a/1"])
        _ = try append("a/2")
        #expect(try streams() == ["a/1", "a/2"])
        #expect(try streams() == ["a/1", "a/2"])
    }

    @Test(arguments: ["garbage", "", "SQLite format 3\0 and then nothing"])
    func `is built anew when its file is damaged`(content: String) throws {
        _ = try append("a/1")
        #expect(try streams() == ["a/1"])
        try box.sandbox.write(cache, content)
        #expect(try streams() == ["a/1"])
    }

    @Test func `is built anew when its file is gone`() throws {
        _ = try append("a/1")
        #expect(try streams() == ["a/1"])
        for ending in ["", "-wal", "-shm"] { try? Files.remove(cache + ending) }
        #expect(try streams() == ["a/1"])
    }

    @Test func `shows nothing of a lane that was taken away`() throws {
        _ = try append("a/1")
        #expect(try streams() == ["a/1"])
        let refs = try box.sandbox.git("for-each-ref", "--format=%(refname)", "refs/autowrk", in: box.path)
        try box.sandbox.git("update-ref", "-d", String(refs.split(separator: "\n")[0]), in: box.path)
        #expect(try streams().isEmpty)
    }

    @Test func `is looked through again when others have changed it, though the references are as they were`()
        throws
    {
        _ = try append("a/1")
        var reader = try box.journal()
        #expect(try reader.count() == 1)
        let refs = try box.sandbox.git(
            "for-each-ref", "--format=%(refname) %(objectname)", "refs/autowrk", in: box.path)
        let lane = refs.split(separator: " ").map { String($0) }
        try box.sandbox.git("update-ref", "-d", lane[0], in: box.path)
        // Takes the events out of the file that both share.
        #expect(try streams().isEmpty)
        try box.sandbox.git("update-ref", lane[0], lane[1], in: box.path)
        #expect(try reader.count() == 1)
    }

    @Test func `keeps two events that claim one id, in the order of their texts`() throws {
        let receipt = try append("a/1")
        let line =
            #"{"actor":"a","at":1,"cause":null,"data":{},"id":"\#(receipt.events[0])","stream":"a/0","type":"b","v":1}"#
        let tree = try box.sandbox.git("hash-object", "-t", "tree", "-w", "/dev/null", in: box.path)
        let commit = try box.sandbox.git(
            "commit-tree", tree, "-m", "a copy of this clone\n\n\(line)", in: box.path)
        let lane = Lanes.reference(ReplicaID(bits: 5))
        try box.sandbox.git("update-ref", lane, commit, in: box.path)
        let withCache = try streams()
        for ending in ["", "-wal", "-shm"] { try? Files.remove(cache + ending) }
        #expect(withCache == ["a/0", "a/1"])
        #expect(try streams() == withCache)
    }

    @Test func `names streams by their beginning`() throws {
        for name in ["task/1", "task/12", "run/1"] { _ = try append(name) }
        var journal = try box.journal()
        #expect(try journal.streams(startingWith: "task/").map(\.description) == ["task/1", "task/12"])
        #expect(try journal.streams(startingWith: "task/12").map(\.description) == ["task/12"])
        #expect(try journal.streams(startingWith: "x").isEmpty)
        #expect(try journal.streams(startingWith: "", limit: 2).count == 2)
    }
}
