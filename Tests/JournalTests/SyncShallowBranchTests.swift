import Journal
import TestSupport
import Testing

/// A shallow clone of branches, in which lanes are complete all the same.
@Suite struct SyncShallowBranchTests {
    private let network: Network
    private let peer: Peer
    private var url: String { "file://\(network.hub)" }

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        for number in 1...5 {
            try network.sandbox.commit("commit \(number)", files: ["a.txt": "\(number)\n"], in: "peer")
        }
        try peer.git("push", "--quiet", "origin", "main")
        try peer.append("1", "2", "3", "4", "5")
        try peer.sync()
    }

    private func shallowClone() throws -> Peer {
        try network.sandbox.git("clone", "--quiet", "--depth", "2", url, "shallow")
        return Peer(at: "shallow", in: network.sandbox)
    }

    private func depth(of branch: String, in peer: Peer) throws -> String {
        try peer.git("rev-list", "--count", branch)
    }

    @Test func `a shallow clone is the first to send events to a remote`() throws {
        let empty = try network.sandbox.bareRepository("empty.git")
        try peer.git("push", "--quiet", empty, "main")
        try network.sandbox.git("clone", "--quiet", "--depth", "2", "file://\(empty)", "shallow")
        let shallow = Peer(at: "shallow", in: network.sandbox)
        try shallow.append("in the shallow one")
        #expect(try shallow.sync().sent.count == 1)
        #expect(try shallow.sync().sent.isEmpty)
        #expect(try depth(of: "main", in: shallow) == "2")
    }

    @Test func `a branch that was cut off stays so`() throws {
        let shallow = try shallowClone()
        #expect(try depth(of: "main", in: shallow) == "2")
        try shallow.append("in the shallow one")
        try shallow.sync()
        try shallow.sync()
        #expect(try depth(of: "main", in: shallow) == "2")
        #expect(try shallow.git("rev-parse", "--is-shallow-repository") == "true")
        #expect(try Network.settle([shallow, peer]).count == 6)
    }

    @Test func `lanes and branches that were cut off together are told apart`() throws {
        let shallow = try shallowClone()
        #expect(try shallow.autowrk("init").status == 0)
        try peer.append("6", "7", "8")
        try peer.sync()
        try shallow.git("fetch", "--quiet", "--depth", "1")
        try shallow.git("gc", "--quiet", "--prune=now")
        #expect(try shallow.export() != peer.export())
        try shallow.sync()
        #expect(try shallow.export() == peer.export())
        #expect(try depth(of: "origin/main", in: shallow) == "2")
        #expect(try shallow.fsck() == "")
    }
}
