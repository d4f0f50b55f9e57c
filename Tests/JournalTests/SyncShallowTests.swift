import Journal
import TestSupport
import Testing

/// Clones that have a part of the history only.
@Suite struct SyncShallowTests {
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

    @Test func `a shallow clone has the whole journal after init`() throws {
        let shallow = try shallowClone()
        #expect(try shallow.autowrk("init").status == 0)
        #expect(try shallow.export() == peer.export())
    }

    @Test func `a shallow clone that is new to the journal has all of it after a sync`() throws {
        let shallow = try shallowClone()
        try shallow.append("in the shallow one")
        try shallow.sync()
        try shallow.append("again")
        #expect(try Network.settle([shallow, peer]).count == 7)
        #expect(try shallow.fsck() == "")
    }

    @Test func `a lane that was cut off is completed by the next sync`() throws {
        let other = try network.peer("other")
        #expect(try other.autowrk("init").status == 0)
        let before = try other.export()
        try peer.append("6", "7", "8")
        try peer.sync()
        try other.git(
            "fetch", "--quiet", "--depth", "1", url, "+refs/autowrk/journal/*:refs/autowrk/remotes/origin/*")
        try other.git("gc", "--quiet", "--prune=now")
        try other.sync()
        #expect(try other.export() == peer.export())
        #expect(Set(try other.export()).isSuperset(of: before))
        try other.append("by the other")
        #expect(try Network.settle([other, peer]).count == 9)
        #expect(try other.fsck() == "")
    }

    @Test func `reading at the edge of a shallow lane shows what is there`() throws {
        let other = try network.peer("other")
        try other.git(
            "fetch", "--quiet", "--depth", "2", url, "+refs/autowrk/journal/*:refs/autowrk/remotes/origin/*")
        #expect(try other.texts() == ["4", "5"])
        #expect(
            try other.journal().check().findings.map(\.problem) == [
                "the commit is missing: the clone is shallow"
            ])
        try other.sync()
        #expect(try other.texts() == ["1", "2", "3", "4", "5"])
        #expect(try other.journal().check().findings.isEmpty)
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

    @Test func `a lane that was cut off is no reason not to sync with a remote that has none`() throws {
        let shallow = try shallowClone()
        try shallow.git(
            "fetch", "--quiet", "--depth", "1", "origin",
            "+refs/autowrk/journal/*:refs/autowrk/remotes/origin/*")
        #expect(try shallow.texts() == ["5"])
        try shallow.git("remote", "add", "empty", network.sandbox.bareRepository("empty.git"))
        try shallow.append("in the shallow one")
        // It may refuse what is cut off, and takes the rest.
        try shallow.sync("empty")
        try shallow.sync("origin")
        #expect(try shallow.sync("empty").refused.isEmpty)
        let fresh = try network.peer("fresh", remotes: ["origin": network.sandbox.path("empty.git")])
        try fresh.sync()
        #expect(try fresh.texts() == ["1", "2", "3", "4", "5", "in the shallow one"])
    }
}
