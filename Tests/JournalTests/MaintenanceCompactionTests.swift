import Journal
import Platform
import TestSupport
import Testing

/// The own lane written anew as few large commits.
@Suite struct MaintenanceCompactionTests {
    private let network: Network
    private let peer: Peer
    private let other: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        other = try network.peer("other")
        try peer.append((0..<20).map { "event \($0)" })
        try peer.append("with files", attaching: [Attachment(name: "a/b.txt", content: .bytes([1, 2, 3]))])
        try peer.append("with more", attaching: [Attachment(name: "a/b.txt", content: .bytes([4, 5, 6]))])
        try peer.append((20..<30).map { "event \($0)" })
        try other.append("by the other")
        try Network.settle([peer, other])
    }

    private func compact(_ peer: Peer) throws {
        let outcome = try peer.autowrk("gc", "--compact")
        #expect(outcome.status == 0, "\(outcome.stderr)")
    }

    /// What `peer` shows of the events that are not about lanes.
    private func events(_ peer: Peer) throws -> [String] {
        try peer.export().filter { !$0.contains("\"stream\":\"journal/lanes\"") }
    }

    private func check(_ peer: Peer, _ before: [String]) throws {
        #expect(try events(peer) == before)
        try peer.deleteCache()
        #expect(try events(peer) == before)
        #expect(try peer.fsck("--no-dangling") == "")
        #expect(try peer.journal().check().findings.isEmpty)
    }

    @Test func `the same events in few commits`() throws {
        let before = try peer.export()
        #expect(before.count == 33)
        let name = try peer.replica
        let outcome = try peer.autowrk("gc", "--compact")
        #expect(outcome.stdout.contains("32 commits became 3 on lane "))
        try check(peer, before)
        #expect(try peer.replica != name)
        #expect(try !peer.lanes().contains("\(#require(name))"))
        try peer.git("gc", "--quiet", "--prune=now")
        try check(peer, before)
        // The archive's, the new lane's and the other's.
        #expect(try peer.git("rev-list", "--count", "--glob=refs/autowrk/journal") == "5")
    }

    @Test func `other clones and new ones show the same`() throws {
        let before = try peer.export()
        try compact(peer)
        try peer.sync()
        try check(other, before)
        try other.sync()
        try check(other, before)
        let fresh = try network.peer("fresh")
        try fresh.sync()
        try check(fresh, before)
        let lines = try Network.settle([peer, other, fresh])
        #expect(try other.append("goes on").count == 1)
        #expect(try Network.settle([peer, other, fresh]).count == lines.count + 1)
    }

    @Test func `a clone that appends after its compaction goes on under its new name`() throws {
        try compact(peer)
        let name = try #require(try peer.replica)
        let newest = try #require(try peer.ids().max())
        let ids = try peer.append("after")
        #expect(newest < ids[0] && ids[0].replica == name)
        #expect(try Network.settle([peer, other]).count == 35)
        #expect(try peer.replica == name)
    }

    @Test func `a second compaction has nothing to gain`() throws {
        try compact(peer)
        let references = try peer.git("for-each-ref")
        let before = try peer.export()
        try compact(peer)
        #expect(try peer.git("for-each-ref") == references)
        #expect(try peer.export() == before)
    }

    @Test func `a lane can be compacted again when it has grown`() throws {
        try compact(peer)
        try Network.settle([peer, other])
        try peer.append((30..<50).map { "event \($0)" })
        let before = try events(peer)
        try compact(peer)
        try check(peer, before)
        try Network.settle([peer, other])
        try check(other, before)
        let fresh = try network.peer("fresh")
        try Network.settle([peer, other, fresh])
        try check(fresh, before)
    }

    @Test func `two clones compact at the same time`() throws {
        try other.append((0..<10).map { "other \($0)" })
        try Network.settle([peer, other])
        let before = try events(peer)
        try compact(peer)
        try compact(other)
        try Network.settle([peer, other])
        for peer in [peer, other] { try check(peer, before) }
        let fresh = try network.peer("fresh")
        try Network.settle([peer, other, fresh])
        try check(fresh, before)
    }

    @Test func `an adopted lane goes into the archive`() throws {
        let name = try #require(try other.replica)
        #expect(try peer.autowrk("gc", "--adopt", "\(name)").status == 0)
        let before = try events(peer)
        try compact(peer)
        try check(peer, before)
        try Network.settle([peer])
        try check(peer, before)
        let fresh = try network.peer("fresh")
        try fresh.sync()
        try check(fresh, before)
        // The clone that was thought dead has gone on.
        try other.append("back again")
        let lines = try Network.settle([peer, other, fresh])
        #expect(try events(fresh).count == before.count + 1)
        #expect(Set(lines).count == lines.count)
    }

    @Test func `a twin of a compacted clone loses nothing`() throws {
        #expect(try network.sandbox.run(["cp", "-a", "peer", "copy"]).status == 0)
        let copy = Peer(at: "copy", in: network.sandbox)
        try copy.append("by the copy")
        try compact(peer)
        try compact(copy)
        let lines = try Network.settle([peer, copy, other])
        #expect(Set(lines).count == lines.count)
        #expect(try events(other).count == 34)
    }

    @Test func `a compaction that was not sent yet meets what others know of the lane`() throws {
        try peer.append("not sent")
        let before = try events(peer)
        try compact(peer)
        try other.append("meanwhile")
        try Network.settle([other, peer])
        #expect(try events(other).count == before.count + 1)
        #expect(Set(try events(other)).isSuperset(of: before))
    }

    @Test func `the compacted lane does not come back with a sync`() throws {
        let old = try #require(try peer.replica).description
        try compact(peer)
        let lanes = try peer.lanes()
        for _ in 0..<3 { try Network.settle([peer, other]) }
        #expect(try peer.lanes() == lanes)
        #expect(!lanes.contains(old))
    }

    @Test func `nor does it at clones that never knew it`() throws {
        let old = try #require(try peer.replica).description
        try compact(peer)
        try peer.sync()
        let fresh = try network.peer("fresh")
        try Network.settle([peer, other, fresh])
        #expect(try !peer.lanes().contains(old))
        #expect(try fresh.autowrk("gc").status == 0)
        #expect(try !fresh.lanes().contains(old))
        try Network.settle([peer, other, fresh])
        #expect(try !fresh.lanes().contains(old))
    }
}
