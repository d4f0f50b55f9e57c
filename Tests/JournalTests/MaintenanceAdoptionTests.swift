import Journal
import Platform
import TestSupport
import Testing

/// Lanes of clones that are gone, taken over by another one.
@Suite struct MaintenanceAdoptionTests {
    private let network: Network
    private let keeper: Peer
    private let dead: Peer

    init() throws {
        network = try Network()
        keeper = try network.peer("keeper")
        dead = try network.peer("dead")
        try keeper.append("by the keeper")
        try dead.append(
            "by the dead 1", "by the dead 2", attaching: [Attachment(name: "a", content: .bytes([1]))])
        try Network.settle([keeper, dead])
    }

    private func adopt() throws {
        let name = try #require(try dead.replica)
        let outcome = try keeper.autowrk("gc", "--adopt", "\(name)")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(outcome.stdout.hasPrefix("adopted lane \(name)\n"))
    }

    private static let texts = ["by the dead 1", "by the dead 2", "by the keeper"]

    @Test func `an adopted lane needs no reference and shows the same events`() throws {
        let before = try keeper.export()
        try adopt()
        #expect(try keeper.lanes() == [#require(try keeper.replica).description])
        let after = try keeper.export()
        #expect(Array(after.prefix(before.count)) == before)
        #expect(after.count == before.count + 1 && after.last?.contains("lane_adopted") == true)
        try keeper.deleteCache()
        #expect(try keeper.export() == after)
        try keeper.git("gc", "--quiet", "--prune=now")
        #expect(try keeper.export() == after)
        #expect(try keeper.journal().check().findings.isEmpty)
        #expect(try keeper.fsck() == "")
    }

    @Test func `others see the same after a sync and the lane does not come back`() throws {
        try adopt()
        try keeper.sync()
        #expect(try keeper.lanes().count == 1)
        let fresh = try network.peer("fresh")
        let third = try network.peer("third")
        let lines = try Network.settle([keeper, fresh, third])
        #expect(lines.count == 4)
        #expect(try fresh.texts() == Self.texts)
        try keeper.sync()
        #expect(try keeper.lanes().count == 1)
    }

    @Test func `a clone that knew the lane before can drop it, too`() throws {
        let third = try network.peer("third")
        try third.sync()
        #expect(try third.lanes().count == 2)
        try adopt()
        try Network.settle([keeper, third])
        try third.append("by the third")
        let before = try third.export()
        let outcome = try third.autowrk("gc")
        #expect(
            outcome.stdout == "lane \(try #require(try dead.replica)) needs no reference any more\npacked\n")
        #expect(try third.export() == before)
        #expect(try third.lanes().count == 2)
        #expect(try Network.settle([keeper, third]) == before)
        #expect(try third.lanes().count == 2)
    }

    @Test func `a clone that comes back to life goes on`() throws {
        try adopt()
        try keeper.sync()
        let name = try dead.replica
        try dead.append("back again")
        let report = try dead.sync()
        #expect(report.changes.renamed == nil && report.changes.rescued.isEmpty && report.refused.isEmpty)
        #expect(try dead.replica == name)
        #expect(try Network.settle([keeper, dead]).count == 5)
        #expect(try keeper.texts() == ["back again"] + Self.texts)
        // And it can be adopted once more.
        try adopt()
        #expect(try Network.settle([keeper, dead]).count == 6)
        try dead.append("and again")
        #expect(try Network.settle([keeper, dead]).count == 7)
    }

    @Test func `the unsent tail of a dead clone arrives whenever it does`() throws {
        try dead.append("not sent")
        try adopt()
        try keeper.sync()
        try keeper.append("meanwhile")
        try keeper.sync()
        #expect(try Network.settle([dead, keeper]).count == 6)
        #expect(try keeper.texts().contains("not sent"))
    }

    @Test func `lanes that were quiet for long are adopted by age`() throws {
        let month = ["AUTOWRK_NOW": "2026-12-21T00:00:00Z"]
        let early = try keeper.autowrk("gc", "--adopt-after", "60", environment: month)
        #expect(early.status == 0 && early.stdout == "packed\n")
        #expect(try keeper.lanes().count == 2)
        let late = try keeper.autowrk("gc", "--adopt-after", "20", environment: month)
        #expect(late.stdout.hasPrefix("adopted lane \(try #require(try dead.replica))\n"))
        #expect(try keeper.lanes().count == 1)
        #expect(try Network.settle([keeper, dead]).count == 4)
    }

    @Test func `two that adopt the same lane agree`() throws {
        let third = try network.peer("third")
        try third.sync()
        let name = "\(try #require(try dead.replica))"
        for peer in [keeper, third] { #expect(try peer.autowrk("gc", "--adopt", name).status == 0) }
        #expect(try Network.settle([keeper, third, dead]).count == 5)
        #expect(try third.texts() == Self.texts)
    }

    @Test func `the own lane and unknown ones are refused`() throws {
        let before = try keeper.git("for-each-ref")
        let own = try keeper.autowrk("gc", "--adopt", "\(try #require(try keeper.replica))")
        #expect(own.status == 2 && own.stderr.contains("is this clone's own"))
        let unknown = try keeper.autowrk("gc", "--adopt", "zzzzzzzzzzzz")
        #expect(unknown.status == 2 && unknown.stderr == "error: there is no lane 'zzzzzzzzzzzz'\n")
        #expect(try keeper.git("for-each-ref") == before)
    }
}
