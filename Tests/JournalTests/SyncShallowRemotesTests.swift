import Journal
import TestSupport
import Testing

/// A clone whose lanes are cut off, and a remote that has none.
@Suite struct SyncShallowRemotesTests {
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
