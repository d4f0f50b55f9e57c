import Journal
import TestSupport
import Testing

/// Remotes that a push mirrors to, as `git clone --mirror` and `git remote add --mirror` configure them.
@Suite struct SyncMirrorConfigurationTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        try peer.append("one")
        try peer.sync()
    }

    @Test func `a mirror syncs like any clone`() throws {
        try network.sandbox.git("clone", "--quiet", "--mirror", network.hub, "mirror.git")
        let mirror = Peer(at: "mirror.git", in: network.sandbox)
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
        try network.sandbox.git("clone", "--quiet", "--mirror", network.hub, "mirror.git")
        let mirror = Peer(at: "mirror.git", in: network.sandbox)
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
