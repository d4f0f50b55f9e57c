import Journal
import TestSupport
import Testing

/// Clones in which a fetch writes to every reference, and readers that fetch without a sync.
@Suite struct SyncMirrorTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        try peer.append("one")
        try peer.sync()
    }

    private func mirror() throws -> Peer {
        try network.sandbox.git("clone", "--quiet", "--mirror", network.hub, "mirror.git")
        return Peer(at: "mirror.git", in: network.sandbox)
    }

    @Test func `a mirror shows the same and follows`() throws {
        let mirror = try mirror()
        #expect(try mirror.export() == peer.export())
        try peer.append("two")
        try peer.sync()
        try mirror.git("remote", "update", "--prune")
        #expect(try mirror.export() == peer.export())
        #expect(try mirror.lanes() == peer.lanes())
    }

    @Test func `what a mirror has appended comes back after an update has moved its lane`() throws {
        let mirror = try mirror()
        try mirror.append("in the mirror")
        try mirror.git("push", "--quiet", network.hub, "refs/autowrk/journal/*:refs/autowrk/journal/*")
        try mirror.append("not sent")
        try mirror.git("remote", "update")
        try mirror.append("afterwards")
        #expect(try mirror.texts() == ["afterwards", "in the mirror", "not sent", "one"])
    }

    @Test func `what a mirror has appended comes back after an update has pruned its lane`() throws {
        let mirror = try mirror()
        try mirror.append("in the mirror")
        try mirror.git("remote", "update", "--prune")
        try mirror.append("afterwards")
        #expect(try mirror.texts() == ["afterwards", "in the mirror", "one"])
    }

    @Test func `a plain fetch after init brings what others have sent`() throws {
        let reader = try network.peer("reader")
        #expect(try reader.autowrk("init").status == 0)
        try peer.append("two")
        try peer.sync()
        try reader.git("fetch", "--quiet")
        #expect(try reader.export() == peer.export())
        try reader.git("fetch", "--quiet", "--prune")
        #expect(try reader.export() == peer.export())
        #expect(try reader.autowrk("export").stdout == peer.export().map { $0 + "\n" }.joined())
    }

    @Test func `tracking references alone are enough to go on`() throws {
        let reader = try network.peer("reader")
        try reader.git("fetch", "--quiet", "origin", Lanes.fetchRefspec("origin"))
        #expect(try reader.lanes().isEmpty)
        let seen = try #require(reader.ids().max())
        let own = try reader.append("by the reader")
        #expect(seen < own[0])
        #expect(try Network.settle([reader, peer]).count == 2)
        #expect(try reader.lanes() == peer.lanes())
    }

    @Test func `a bare repository keeps a journal like any other`() throws {
        let hub = Peer(at: network.hub, in: network.sandbox)
        #expect(try hub.export() == peer.export())
        try hub.append("at the hub")
        #expect(try peer.sync().changes.received.count == 1)
        #expect(try peer.export() == hub.export())
        #expect(try hub.lanes() == peer.lanes())
    }

    @Test(arguments: [
        ["config", "remote.origin.prune", "true"], ["remote", "set-head", "origin", "--auto"],
    ])
    func `unsent lanes outlive a pruning fetch`(setting: [String]) throws {
        try network.sandbox.commit("first", files: ["a.txt": "a\n"], in: "peer")
        try peer.git("push", "--quiet", "origin", "main")
        try peer.git("fetch", "--quiet")
        #expect(try peer.autowrk("init").status == 0)
        try network.sandbox.git(setting, in: "peer")
        try peer.append("not sent")
        let before = try peer.export()
        try peer.git("fetch", "--quiet", "--prune", "--all")
        #expect(try peer.export() == before)
        #expect(try peer.sync().sent.count == 1)
    }

    @Test func `a mirror syncs like any clone`() throws {
        let mirror = try mirror()
        try mirror.append("in the mirror")
        #expect(try mirror.sync().sent.count == 1)
        #expect(try Network.settle([mirror, peer]).count == 2)
    }

    @Test func `a remote that pushes mirror to gets lanes and loses none`() throws {
        let backup = try network.sandbox.bareRepository("backup.git")
        try peer.git("remote", "add", "--mirror=push", "backup", backup)
        #expect(try peer.sync("backup").sent.count == 1)
        #expect(try peer.sync("backup").sent.isEmpty)
    }

    @Test func `what a mirror has appended comes back with a sync after an update has moved its lane`() throws
    {
        let mirror = try mirror()
        try mirror.append("in the mirror")
        try mirror.git("push", "--quiet", network.hub, "refs/autowrk/journal/*:refs/autowrk/journal/*")
        try mirror.append("not sent")
        try mirror.git("config", "remote.origin.mirror", "false")
        try mirror.sync()
        try mirror.append("not sent either")
        try mirror.git("remote", "update")
        try mirror.sync()
        #expect(try mirror.texts() == ["in the mirror", "not sent", "not sent either", "one"])
    }
}
