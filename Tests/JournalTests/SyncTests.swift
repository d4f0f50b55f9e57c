import Journal
import Platform
import TestSupport
import Testing

@Suite struct SyncTests {
    private let network: Network

    init() throws { network = try Network() }

    /// Every order of four steps of one clone and four of another: which of them takes each turn.
    static let orders = (0..<256).map { UInt8($0) }.filter { $0.nonzeroBitCount == 4 }

    @Test(arguments: orders)
    func `two clones show the same in whatever order they append and sync`(order: UInt8) throws {
        let peers = try network.peers("a", "b")
        var steps = [0, 0]
        for turn in 0..<8 {
            let who = Int(order >> turn & 1)
            if steps[who] % 2 == 0 {
                try peers[who].append("\(who) \(steps[who])")
            } else {
                try peers[who].sync()
            }
            steps[who] += 1
        }
        let lines = try Network.settle(peers)
        #expect(Set(lines).count == 4 && lines.count == 4)
        #expect(try peers[0].texts() == ["0 0", "0 2", "1 0", "1 2"])
    }

    @Test func `a sync that has nothing to do moves nothing`() throws {
        let peers = try network.peers("a", "b")
        try peers[0].append("one")
        try Network.settle(peers)
        let before = try peers[0].git("for-each-ref")
        let report = try peers[0].sync()
        #expect(report.changes.received.isEmpty && report.sent.isEmpty && report.refused.isEmpty)
        #expect(report.changes.renamed == nil && report.changes.rescued.isEmpty)
        #expect(try peers[0].git("for-each-ref") == before)
    }

    @Test func `a clone without events syncs`() throws {
        let peers = try network.peers("a", "b")
        #expect(try peers[0].sync().sent.isEmpty)
        try peers[1].append("one")
        try peers[1].sync()
        #expect(try peers[0].sync().changes.received == [#require(try peers[1].replica)])
        #expect(try peers[0].texts() == ["one"])
    }

    @Test func `what a clone appends after a sync is behind all that it has seen`() throws {
        let peers = try network.peers("a", "b")
        let first = try peers[0].append("one", "two")
        try Network.settle(peers)
        // The clock of the second clone is an hour late.
        let late = Timestamp(milliseconds: Peer.now.milliseconds - 3_600_000)
        let second = try peers[1].append("three", at: late)
        #expect(try #require(first.last) < #require(second.first))
        #expect(try Network.settle(peers).count == 3)
    }

    @Test func `a clone carries lanes between two remotes`() throws {
        let other = try network.sandbox.bareRepository("other.git")
        let left = try network.peer("left")
        let right = try network.peer("right", remotes: ["origin": other])
        let middle = try network.peer("middle", remotes: ["origin": network.hub, "other": other])
        for (peer, text) in [(left, "left"), (right, "right"), (middle, "middle")] { try peer.append(text) }
        #expect(try Network.settle([left, right, middle]).count == 3)
        #expect(try left.texts() == ["left", "middle", "right"])
        for hub in [network.hub, other] {
            #expect(try network.sandbox.git("for-each-ref", in: hub).split(separator: "\n").count == 3)
        }
    }

    @Test func `remotes that know different lanes take nothing from each other`() throws {
        let other = try network.sandbox.bareRepository("other.git")
        let peers = try network.peers("a", "b")
        let both = try network.peer("both", remotes: ["origin": network.hub, "other": other])
        try peers[0].append("a")
        try peers[0].sync()
        try both.sync()
        try both.append("both")
        let before = try both.export()
        // The other remote knows nothing: pruning what it lacks must not reach the lanes.
        try both.git("fetch", "--prune", "other")
        #expect(try both.export() == before)
        try both.sync("other")
        #expect(try both.export() == before)
        #expect(try both.sync("origin").sent.count == 1)
        #expect(try Network.settle(peers + [both]) == before)
    }

    @Test func `clones that sync at the same moment all succeed and lose nothing`() throws {
        let count = 6
        try network.sandbox.git("config", "core.logAllRefUpdates", "always", in: network.hub)
        let peers = try (0..<count).map { try network.peer("clone\($0)") }
        let outcomes = try atOnce(count) { number in
            try (0..<3).map { round in
                _ = try peers[number].autowrk(
                    "journal", "append", "--stream", "task/1", "--type", "noted", "--data",
                    "{\"text\":\"\(number) \(round)\"}")
                return try peers[number].autowrk("sync")
            }
        }
        for outcome in outcomes.joined() { #expect(outcome.status == 0, "\(outcome.stderr)") }
        #expect(try Network.settle(peers).count == 3 * count)
        // Every move of every lane went forward.
        for lane in try network.sandbox.git("for-each-ref", "--format=%(refname)", in: network.hub).split(
            separator: "\n")
        {
            let log = try network.sandbox.git("reflog", "show", "--format=%H", String(lane), in: network.hub)
            let tips = log.split(separator: "\n").map { String($0) }
            for (newer, older) in zip(tips, tips.dropFirst()) {
                try network.sandbox.git("merge-base", "--is-ancestor", older, newer, in: network.hub)
            }
        }
    }
}
