import Git
import Journal
import Platform
import TestSupport
import Testing

/// Copies that nobody can notice before a sync: two clones that both believe to be the one of that name,
/// as two machines do that were started from one disk image.
@Suite struct SyncTwinTests {
    private let network: Network
    private let original: Peer

    init() throws {
        network = try Network()
        original = try network.peer("original")
        try original.append("before")
        try original.sync()
    }

    private func twin(_ name: String = "twin") throws -> Peer { try network.twin(of: original, name) }

    @Test(arguments: [true, false])
    func `a sync finds the divergence and keeps the tail under a new name`(twinSyncsFirst: Bool) throws {
        let twin = try twin()
        let name = try #require(try original.replica)
        try original.append("by the original", at: Timestamp(milliseconds: Peer.now.milliseconds + 10))
        try twin.append("by the twin 1", "by the twin 2")
        let peers = twinSyncsFirst ? [twin, original] : [original, twin]
        #expect(try peers[0].sync().changes.renamed == nil)
        let renaming = try #require(try peers[1].sync().changes.renamed)
        #expect(renaming.from == name)
        #expect(try renaming.to == peers[1].replica)
        #expect(try peers[0].replica == name)
        try peers[1].append("afterwards")
        #expect(try Network.settle(peers).count == 5)
        #expect(
            try twin.texts() == ["afterwards", "before", "by the original", "by the twin 1", "by the twin 2"])
    }

    @Test(arguments: [true, false])
    func `events that claim one id are both in every export`(twinSyncsFirst: Bool) throws {
        let twin = try twin()
        let ids = try [original.append("by the original"), twin.append("by the twin")]
        #expect(ids[0] == ids[1], "the same clock, counter and name")
        let peers = twinSyncsFirst ? [twin, original] : [original, twin]
        #expect(try peers[0].sync().changes.renamed == nil)
        #expect(try peers[1].sync().changes.renamed != nil)
        let witness = try network.peer("witness")
        #expect(try Network.settle(peers + [witness]).count == 3)
        #expect(try witness.texts() == ["before", "by the original", "by the twin"])
        for peer in peers + [witness] {
            let lines = try peer.export()
            try peer.deleteCache()
            #expect(try peer.export() == lines, "whatever order they were taken in")
            let problems = try peer.journal().check().findings.map(\.problem)
            #expect(problems == ["two different events have the id \(ids[0][0])"])
        }
    }

    @Test func `the same event on both sides is one event`() throws {
        let twin = try twin()
        try original.append("the same")
        try twin.append("the same")
        try original.sync()
        let report = try twin.sync()
        #expect(report.changes.renamed == nil && report.changes.received.isEmpty)
        #expect(try Network.settle([original, twin]).count == 2)
    }

    @Test func `a twin that has nothing of its own is renamed before it can do harm`() throws {
        let twin = try twin()
        try original.append("by the original")
        try original.sync()
        #expect(try twin.sync().changes.renamed != nil)
        #expect(try twin.replica != original.replica)
        try twin.append("by the twin")
        #expect(try Network.settle([original, twin]).count == 3)
    }

    @Test func `three twins become three clones`() throws {
        let twins = try [original, twin("second"), twin("third")]
        for (number, peer) in twins.enumerated() { try peer.append("by \(number)") }
        try Network.settle(twins)
        #expect(Set(try twins.map { try $0.replica }).count == 3)
        for (number, peer) in twins.enumerated() { try peer.append("again by \(number)") }
        #expect(try Network.settle(twins).count == 7)
    }

    @Test(arguments: [true, false])
    func `a restored backup is renamed and loses nothing`(appendsBeforeSync: Bool) throws {
        let backup = try twin("backup")
        try original.append("after the backup 1", "after the backup 2")
        try original.sync()
        let name = try #require(try original.replica)
        try Files.removeTree(original.path)
        if appendsBeforeSync { try backup.append("by the backup") }
        let report = try backup.sync()
        #expect(report.changes.renamed?.from == name)
        try backup.append("later")
        let witness = try network.peer("witness")
        #expect(try Network.settle([backup, witness]).count == (appendsBeforeSync ? 5 : 4))
        #expect(try witness.texts().contains("after the backup 2"))
        #expect(try witness.texts().contains("by the backup") == appendsBeforeSync)
    }

    @Test func `a third clone that knew the other side keeps both`() throws {
        let twin = try twin()
        try twin.append("by the twin")
        let other = try network.sandbox.bareRepository("other.git")
        try twin.git("remote", "set-url", "origin", other)
        try twin.sync()
        try original.append("by the original")
        try original.sync()
        // It takes the lane from one remote first, and then finds a different one at the other.
        let third = try network.peer("third", remotes: ["origin": network.hub, "other": other])
        #expect(try third.sync("origin").changes.rescued.isEmpty)
        let lines = try third.export()
        #expect(try third.sync("other").changes.rescued.contains(#require(try original.replica)))
        #expect(try third.texts() == ["before", "by the original", "by the twin"])
        #expect(Set(try third.export()).isSuperset(of: lines))
    }
}
