import Journal
import TestSupport
import Testing

@Suite struct SyncPropertyTests {
    private let network: Network

    init() throws { network = try Network() }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `ten clones that sync in any order end with the same bytes`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let peers = try (0..<10).map { try network.peer("clone\($0)") }
        let expected = try wander(peers, steps: 80, using: &generator)
        let lines = try Network.settle(peers.shuffled(using: &generator))
        #expect(try peers[0].texts() == expected)
        #expect(Set(lines).count == expected.count)
        #expect(try peers[0].fsck() == "")
    }

    @Test(arguments: [11, 12] as [UInt64])
    func `clones that meet at three remotes in any order end with the same bytes`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let hubs = try (0..<3).map { try network.sandbox.bareRepository("hub\($0).git") }
        let peers = try (0..<6).map { number in
            // Each knows its own remote and the next one, so that there is a way from everybody to all.
            try network.peer(
                "clone\(number)", remotes: ["own": hubs[number % 3], "next": hubs[(number + 1) % 3]])
        }
        let expected = try wander(peers, steps: 60, using: &generator)
        #expect(try Network.settle(peers.shuffled(using: &generator)).count == expected.count)
        #expect(try peers[0].texts() == expected)
    }

    /// Random appends, syncs and deleted caches.
    ///
    /// - Returns: the texts that were appended, sorted.
    private func wander(
        _ peers: [Peer], steps: Int, using generator: inout SeededGenerator
    ) throws -> [String] {
        var texts: [String] = []
        for step in 0..<steps {
            let peer = peers[Int.random(in: peers.indices, using: &generator)]
            switch Int.random(in: 0..<20, using: &generator) {
            case 0 where try peer.replica != nil: try peer.deleteCache()
            case 0..<10:
                let batch = (0...Int.random(in: 0..<3, using: &generator)).map { "step \(step) \($0)" }
                try peer.append(batch)
                texts += batch
            default:
                let remotes = try peer.git("remote").split(separator: "\n")
                try peer.sync(String(remotes.randomElement(using: &generator) ?? "origin"))
            }
        }
        return texts.sorted()
    }
}
