import Journal
import Platform
import TestSupport
import Testing

/// What others do to a clone with plain `git`.
@Suite struct SyncOutsideTests {
    private let network: Network
    private let peer: Peer
    private let other: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        other = try network.peer("other")
        try network.sandbox.commit("first", files: ["a.txt": "a\n"], in: "peer")
        try peer.git("push", "--quiet", "origin", "main")
        try other.append("by the other", attaching: [Attachment(name: "a.txt", content: .bytes([1, 2, 3]))])
        try peer.append("by the peer", attaching: [Attachment(name: "b/c.txt", content: .bytes([4, 5, 6]))])
        try Network.settle([peer, other])
        try peer.append("not sent", attaching: [Attachment(name: "d.txt", content: .bytes([7, 8, 9]))])
    }

    /// As the journal was before: what it shows, with and without the cache, and all files of it.
    private func check(_ before: [String], _ peer: Peer) throws {
        #expect(try peer.export() == before)
        try peer.deleteCache()
        #expect(try peer.export() == before)
        let journal = try peer.journal()
        #expect(try journal.check().findings.isEmpty)
        #expect(try peer.fsck() == "")
    }

    @Test(arguments: [
        "gc --quiet --prune=now", "gc --quiet --aggressive --prune=now", "repack -adf --quiet",
        "repack -adFk --quiet", "pack-refs --all --prune", "prune --expire=now",
        "reflog expire --all --expire=now", "maintenance run --quiet", "repack -ad --quiet --write-midx",
        "commit-graph write --reachable", "prune-packed --quiet", "fetch --quiet --prune",
        "fetch --quiet --all --prune --tags --force", "fetch --quiet --prune-tags --prune",
        "remote prune origin", "remote update --prune", "remote remove origin", "remote rename origin up",
        "push --quiet --mirror --dry-run", "stash --quiet", "clean -ffdxq", "checkout --quiet --detach",
        "checkout --quiet --orphan empty", "branch --quiet --move main renamed",
    ])
    func `a command of Git changes nothing about what is read`(command: String) throws {
        let before = try peer.export()
        #expect(before.count == 3)
        try network.sandbox.git(command.split(separator: " ").map { String($0) }, in: "peer")
        try check(before, peer)
        try peer.append("afterwards")
        #expect(try peer.export().count == 4)
        for remote in try peer.git("remote").split(separator: "\n") { try peer.sync(String(remote)) }
        #expect(try peer.export().count == 4)
    }

    @Test func `many commands one after the other change nothing either`() throws {
        try peer.sync()
        let before = try peer.export()
        for round in 0..<3 {
            try peer.git("reflog", "expire", "--all", "--expire=now")
            try peer.git("gc", "--quiet", "--prune=now")
            try peer.git("pack-refs", "--all", "--prune")
            try peer.git("fetch", "--quiet", "--prune")
            try peer.append("round \(round)")
        }
        let after = try peer.export()
        #expect(Array(after.prefix(before.count)) == before && after.count == before.count + 3)
        try check(after, peer)
    }

    @Test func `lanes that a mirroring push deleted at the remote come back`() throws {
        try network.sandbox.git("config", "receive.denyDeleteCurrent", "ignore", in: network.hub)
        let stranger = try network.peer("stranger")
        try stranger.append("by the stranger")
        try stranger.git("push", "--quiet", "--mirror", "origin")
        let lanes = try network.sandbox.git("for-each-ref", "refs/autowrk/journal", in: network.hub)
        #expect(lanes.split(separator: "\n").count == 1, "the push has taken the others away")
        let before = try peer.export()
        #expect(try peer.sync().sent.count == 2)
        #expect(try Network.settle([peer, other, stranger]).count == 4)
        #expect(Set(try stranger.export()).isSuperset(of: before))
    }

    @Test func `an emptied remote is filled again by whoever syncs`() throws {
        let before = try peer.export()
        try Files.removeTree(network.hub)
        _ = try network.sandbox.bareRepository("hub.git")
        try peer.sync()
        let fresh = try network.peer("fresh")
        try fresh.sync()
        #expect(try fresh.export() == before)
    }

    @Test func `a renamed and a removed remote leave nothing that gets into the way`() throws {
        try peer.git("remote", "rename", "origin", "up")
        #expect(try peer.sync("up").sent == [#require(try peer.replica)])
        try peer.git("remote", "remove", "up")
        try peer.append("offline")
        try peer.git("remote", "add", "origin", network.hub)
        try peer.sync()
        #expect(try Network.settle([peer, other]).count == 4)
    }

    @Test func `an unknown remote is named`() throws {
        #expect(throws: JournalError.self) { try peer.sync("nowhere") }
        let outcome = try peer.autowrk("sync", "nowhere")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: there is no remote 'nowhere'\n"))
    }

    @Test func `linked worktrees share one journal and one name`() throws {
        try peer.git("worktree", "add", "--quiet", "../linked")
        let linked = Peer(at: "linked", in: network.sandbox)
        #expect(try linked.export() == peer.export())
        #expect(try linked.replica == peer.replica)
        try linked.append("in the linked one")
        try peer.append("in the first one")
        #expect(try linked.export().count == 5)
        try linked.sync()
        #expect(try peer.sync().sent.isEmpty)
        try peer.git("worktree", "remove", "--force", "../linked")
        #expect(try Network.settle([peer, other]).count == 5)
        #expect(try peer.lanes().count == 2)
    }
}
