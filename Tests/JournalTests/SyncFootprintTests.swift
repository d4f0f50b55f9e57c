import Journal
import Platform
import TestSupport
import Testing

/// What a sync leaves alone: everything but the journal.
@Suite struct SyncFootprintTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        let sandbox = network.sandbox
        try sandbox.commit("first", files: ["a.txt": "a\n"], in: "peer")
        try peer.git("push", "--quiet", "--set-upstream", "origin", "main")
        let other = try network.peer("other")
        try other.git("pull", "--quiet", "origin", "main")
        try sandbox.commit("second", files: ["a.txt": "b\n"], in: "other")
        try other.git("tag", "v1")
        try other.git("push", "--quiet", "origin", "main", "v1")
        try other.append("by the other")
        try other.sync()
        try peer.git("fetch", "--quiet", "origin", "main:refs/heads/fetched", "--no-tags")
        try sandbox.write("peer/a.txt", "changed\n")
        try sandbox.write("peer/staged.txt", "staged\n")
        try peer.git("add", "staged.txt")
        try peer.append("by the peer")
    }

    /// All files of the repository but objects, the journal's references and its folder of caches.
    private func surroundings(of folder: String = "peer") throws -> [String: [UInt8]] {
        try network.sandbox.snapshot(of: folder).filter { file, _ in
            !file.contains(".git/objects/") && !file.contains(".git/refs/autowrk")
                && !file.contains(".git/autowrk")
        }
    }

    @Test func `a sync touches no branch, tag, index, file or setting`() throws {
        let before = try surroundings()
        #expect(before[".git/FETCH_HEAD"] != nil && before[".git/index"] != nil)
        for _ in 0..<2 {
            let report = try peer.sync()
            #expect(report.refused.isEmpty)
            try peer.append("again")
        }
        #expect(try surroundings() == before)
        #expect(try peer.git("tag") == "", "no tag came along")
    }

    @Test func `a sync moves nothing else at the remote`() throws {
        let before = try network.sandbox.git("show-ref", "--heads", "--tags", in: network.hub)
        try peer.sync()
        #expect(try network.sandbox.git("show-ref", "--heads", "--tags", in: network.hub) == before)
        let all = try network.sandbox.git("for-each-ref", "--format=%(refname)", in: network.hub)
        let ours = all.split(separator: "\n").filter { $0.hasPrefix("refs/autowrk") }
        #expect(ours.count == 2 && ours.allSatisfy { $0.hasPrefix("refs/autowrk/journal/") })
    }

    @Test(arguments: [
        ["remote.origin.prune", "true"], ["push.default", "nothing"],
        ["push.followTags", "true"], ["push.gpgSign", "true"], ["fetch.prune", "true"],
        ["fetch.pruneTags", "true"], ["remote.origin.tagOpt", "--tags"], ["push.recurseSubmodules", "check"],
        ["submodule.recurse", "true"], ["fetch.fsckObjects", "true"], ["transfer.fsckObjects", "true"],
        ["fetch.writeCommitGraph", "true"], ["remote.origin.push", "refs/heads/main"],
        ["core.hooksPath", "/nonexistent"], ["fetch.parallel", "4"], ["push.autoSetupRemote", "true"],
        ["push.negotiate", "true"], ["core.logAllRefUpdates", "always"], ["remotes.origin", "origin"],
    ])
    func `a setting for branches does not apply to lanes`(setting: [String]) throws {
        try peer.git("config", setting[0], setting[1])
        let config = try network.sandbox.read("peer/.git/config")
        let report = try peer.sync()
        #expect(report.changes.received.count == 1 && report.sent.count == 1 && report.refused.isEmpty)
        #expect(try network.sandbox.read("peer/.git/config") == config)
        #expect(try peer.git("tag") == "")
        #expect(try network.sandbox.git("for-each-ref", "refs/heads", in: network.hub).contains("main"))
        #expect(try peer.texts() == ["by the other", "by the peer"])
    }

    @Test func `the user's own hooks do not run`() throws {
        for hook in ["pre-push", "post-checkout", "reference-transaction", "post-merge", "pre-auto-gc"] {
            let file = "peer/.git/hooks/\(hook)"
            try network.sandbox.write(
                file, "#!/bin/sh\necho \(hook) >>'\(network.sandbox.path)/ran'\nexit 1\n")
            #expect(try network.sandbox.run(["chmod", "+x", file]).status == 0)
        }
        // The one hook that Git offers no way around sees the tracking references move.
        try Files.remove("\(peer.path)/.git/hooks/reference-transaction")
        #expect(try peer.sync().sent.count == 1)
        #expect(!Files.exists("\(network.sandbox.path)/ran"))
    }

    @Test func `a partial clone stays as it is and has every event`() throws {
        try peer.sync()
        try network.sandbox.git("config", "uploadpack.allowFilter", "true", in: network.hub)
        let source = "file://\(network.hub)"
        try network.sandbox.git("clone", "--quiet", "--filter=blob:none", source, "partial")
        let partial = Peer(at: "partial", in: network.sandbox)
        let config = try network.sandbox.read("partial/.git/config")
        try partial.append("in the partial one")
        try partial.sync()
        #expect(try network.sandbox.read("partial/.git/config") == config)
        #expect(try Network.settle([partial, peer]).count == 3)
        #expect(try network.sandbox.read("partial/.git/config") == config)
    }
}
