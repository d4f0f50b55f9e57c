import Git
import JSON
import Journal
import Platform
import TestSupport
import Testing

/// Attachments that the object database has already: folders and files of the repository.
@Suite struct AttachedObjectTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
    }

    private func id(_ hex: String) throws -> ObjectID { try #require(ObjectID(hex: hex)) }

    private func blob(_ text: String, in peer: Peer? = nil) throws -> ObjectID {
        try id((peer ?? self.peer).git("hash-object", "-w", "--stdin", input: text))
    }

    private func tree(_ listing: String, in peer: Peer? = nil) throws -> ObjectID {
        try id((peer ?? self.peer).git("mktree", "--missing", input: listing))
    }

    /// A folder with all that a tree can hold: a file that can be run, a folder, a symbolic link and a
    /// submodule, whose commit is nowhere.
    private func folder(_ text: String = "text\n", in peer: Peer? = nil) throws -> ObjectID {
        let docs = try tree("100644 blob \(blob(text, in: peer))\ta.txt\n", in: peer)
        return try tree(
            """
            100755 blob \(blob("#!/bin/sh\n", in: peer))\tbuild.sh
            040000 tree \(docs)\tdocs
            120000 blob \(blob("docs/a.txt", in: peer))\tlink
            160000 commit 1234567890123456789012345678901234567890\tvendor

            """, in: peer)
    }

    private func decision(_ objects: [String: ObjectID]) throws -> Decision {
        let names = objects.keys.sorted()
        return try Peer.decision(
            "attached", names.map { Attachment(name: $0, content: .object(objects[$0] ?? .zero)) })
    }

    @discardableResult
    private func attach(
        _ objects: [String: ObjectID], to peer: Peer? = nil, at time: Timestamp = Peer.now
    ) throws -> Receipt {
        var journal = try (peer ?? self.peer).journal(at: time)
        return try journal.append(decision(objects), by: Peer.identity)
    }

    /// One event has these attachments, everything of theirs is there, and nobody finds fault.
    private func check(_ peer: Peer, _ objects: [String: ObjectID]) throws {
        try peer.deleteCache()
        var journal = try peer.journal()
        #expect(try journal.events().map(\.attachments).filter { !$0.isEmpty } == [objects])
        #expect(try journal.check().findings.isEmpty)
        #expect(try peer.fsck("--no-dangling") == "")
    }

    @Test func `stand in the commit's tree as they are`() throws {
        let objects = try ["files": folder(), "notes/a.txt": blob("one more\n")]
        let commit = try attach(objects).commit.hex
        #expect(try peer.git("ls-tree", commit, "files") == "040000 tree \(objects["files"] ?? .zero)\tfiles")
        #expect(
            try peer.git("ls-tree", commit, "notes/")
                == "100644 blob \(objects["notes/a.txt"] ?? .zero)\tnotes/a.txt")
        try check(peer, objects)
    }

    @Test func `a folder may be empty`() throws {
        try attach(["files": .emptyTree])
        try check(peer, ["files": .emptyTree])
    }

    @Test func `what is no file and no folder is refused, and nothing else of the group`() throws {
        let commit = try id(network.sandbox.commit("first", files: ["a.txt": "a\n"], in: "peer"))
        try peer.git("tag", "--annotate", "--message=one", "v1")
        let tag = try id(peer.git("rev-parse", "v1"))
        let nowhere = try id(String(repeating: "12", count: 20))
        var journal = try peer.journal()
        let outcomes = try journal.append(
            [
                decision(["files": commit]), decision(["files": tag]), decision(["files": nowhere]),
                decision(["files": .zero]), decision(["a": blob("a"), "a/b": folder()]),
                decision(["files": folder()]),
            ], by: Peer.identity)
        #expect(outcomes.map { (try? $0.get()) != nil } == [false, false, false, false, false, true])
        let reasons = outcomes.prefix(3).map { outcome in
            guard case .failure(.invalid("attachment", let reason)) = outcome else { return "\(outcome)" }
            return reason
        }
        #expect(
            reasons == [
                "'files': object '\(commit)' is a commit, neither a file nor a folder",
                "'files': object '\(tag)' is a tag, neither a file nor a folder",
                "'files': there is no object '\(nowhere)'",
            ])
        try check(peer, ["files": folder()])
    }

    @Test func `reach other clones and survive everybody's garbage collection`() throws {
        let objects = try ["files": folder(), "report.txt": blob("green\n")]
        try attach(objects)
        let other = try network.peer("other")
        try Network.settle([peer, other])
        for peer in [peer, other] {
            try peer.git("gc", "--quiet", "--prune=now")
            try check(peer, objects)
        }
        #expect(try other.git("show", "\(objects["files"]?.hex ?? ""):docs/a.txt") == "text")
        let hub = Peer(at: network.hub, in: network.sandbox)
        #expect(try hub.fsck() == "")
    }

    @Test func `stay when lanes are compacted and adopted`() throws {
        let objects = try ["files": folder(), "report.txt": blob("green\n")]
        try peer.append((0..<5).map { "event \($0)" })
        try attach(objects)
        let other = try network.peer("other")
        try other.append("by the other")
        try Network.settle([peer, other])
        #expect(try peer.autowrk("gc", "--compact").status == 0)
        try peer.git("gc", "--quiet", "--prune=now")
        try check(peer, objects)
        try Network.settle([peer, other])
        let lanes = try #require(try peer.replica)
        #expect(try other.autowrk("gc", "--adopt", "\(lanes)").status == 0)
        try other.git("gc", "--quiet", "--prune=now")
        try check(other, objects)
        let fresh = try network.peer("fresh")
        try Network.settle([peer, other, fresh])
        try check(fresh, objects)
    }

    @Test func `go along when commits are rescued`() throws {
        try peer.append("shared")
        try peer.sync()
        let twin = try network.twin(of: peer, "twin")
        try peer.append("by the one")
        try peer.sync()
        let objects = try ["files": folder("by the twin\n", in: twin)]
        let later = Timestamp(milliseconds: Peer.now.milliseconds + 1)
        try attach(objects, to: twin, at: later)
        try Network.settle([twin, peer])
        for peer in [peer, twin] { try check(peer, objects) }
    }

    @Test func `come with the rest of a lane that was cut off`() throws {
        let objects = try ["files": folder()]
        try attach(objects)
        try peer.append((0..<5).map { "event \($0)" })
        try peer.sync()
        let other = try network.peer("other")
        try other.git("fetch", "--quiet", "--depth=2", "origin", Lanes.fetchRefspec("origin"))
        #expect(try other.export().count == 2)
        try other.sync()
        try check(other, objects)
    }

    @Test func `a check names what is missing of them, each once`() throws {
        let blob = try blob("text\n")
        let objects = try ["files": folder()]
        try attach(objects)
        try attach(objects)
        try Files.remove("\(peer.gitDirectory)/objects/\(blob.hex.prefix(2))/\(blob.hex.dropFirst(2))")
        let findings = try peer.journal().check().findings
        #expect(findings.count == 1)
        #expect(findings.first?.problem.contains("attachment 'files/docs/a.txt' of event") == true)
    }
}
