import Journal
import Platform
import TestSupport
import Testing

/// Tidying up beside writers, all of them processes of their own.
@Suite struct MaintenanceConcurrencyTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        try peer.append("before")
    }

    /// `writers` processes append one event after the other while another one runs `commands` in turn.
    private func write(
        events: Int, writers: Int, beside commands: [[String]], fsck options: String = "--dangling"
    ) throws {
        let results = try atOnce(writers + 1) { number -> [String] in
            if number == writers {
                var complaints: [String] = []
                for command in commands {
                    let outcome = try network.sandbox.run(command, in: "peer")
                    if outcome.status != 0 { complaints.append("\(command): \(outcome.stderr)") }
                }
                return complaints
            }
            return try (0..<events).map { event in
                let outcome = try peer.autowrk(
                    "journal", "append", "--stream", "writer/\(number)", "--type", "counted", "--data",
                    "{\"n\":\(event)}")
                return outcome.status == 0
                    ? outcome.stdout.filter { $0 != "\n" } : "failed: \(outcome.stderr)"
            }
        }
        #expect(results[writers] == [])
        let acknowledged = results[..<writers].joined()
        let ids = Set(try peer.ids().map(\.description))
        #expect(acknowledged.count == writers * events)
        for id in acknowledged { #expect(ids.contains(id)) }
        #expect(ids.count >= writers * events + 1)
        #expect(try peer.fsck(options) == "")
        #expect(try peer.journal().check().findings.isEmpty)
        let before = try peer.export()
        try peer.deleteCache()
        #expect(try peer.export() == before)
    }

    @Test func `packing beside writers loses nothing`() throws {
        try write(
            events: 15, writers: 3, beside: Array(repeating: ["git-autowrk", "gc"], count: 20))
    }

    @Test func `compaction beside writers loses nothing`() throws {
        try write(
            events: 15, writers: 3,
            beside: Array(repeating: ["git-autowrk", "gc", "--compact"], count: 12), fsck: "--no-dangling")
    }

    @Test func `Git's own maintenance beside writers loses nothing`() throws {
        let commands = [
            ["git", "gc", "--quiet"], ["git", "repack", "-ad", "--quiet"],
            ["git", "pack-refs", "--all", "--prune"],
        ]
        try write(
            events: 15, writers: 3, beside: Array(repeatElement(commands, count: 5).joined()))
    }

    @Test func `syncs beside writers and packing lose nothing`() throws {
        let commands = [["git-autowrk", "sync"], ["git-autowrk", "gc"], ["git", "gc", "--quiet"]]
        try write(
            events: 15, writers: 3, beside: Array(repeatElement(commands, count: 5).joined()))
        let other = try network.peer("other")
        #expect(try Network.settle([peer, other]).count == 46)
    }
}
