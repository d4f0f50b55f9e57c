import Journal
import Platform
import TestSupport
import Testing

/// References of lanes that an archive has taken the place of.
@Suite struct MaintenanceArchiveTests {
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
