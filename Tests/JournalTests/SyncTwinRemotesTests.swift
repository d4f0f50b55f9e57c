import Git
import Journal
import Platform
import TestSupport
import Testing

/// Twins that never meet, as each has a remote of its own, and a clone that knows both remotes.
@Suite struct SyncTwinRemotesTests {
    private let network: Network
    private let twins: [Peer]
    private let between: Peer

    init() throws {
        network = try Network()
        let other = try network.sandbox.bareRepository("other.git")
        let first = try network.peer("first")
        try first.append("before")
        try first.sync()
        let second = try network.twin(of: first, "second")
        try second.git("remote", "set-url", "origin", other)
        twins = [first, second]
        between = try network.peer("between", remotes: ["origin": network.hub, "other": other])
        for (number, twin) in twins.enumerated() {
            try twin.append("by \(number)")
            try twin.sync()
        }
    }

    @Test(arguments: [["origin", "other"], ["other", "origin"]])
    func `both sides reach everybody and nothing is refused`(remotes: [String]) throws {
        for remote in remotes + remotes {
            let report = try between.sync(remote)
            #expect(report.refused.isEmpty)
        }
        #expect(try between.texts() == ["before", "by 0", "by 1"])
        #expect(try Network.settle(twins + [between]).count == 3)
    }

    @Test func `syncs that have nothing to do move nothing`() throws {
        try Network.settle([between])
        let before = try between.git("for-each-ref")
        for remote in ["origin", "other", "origin"] {
            let report = try between.sync(remote)
            #expect(report.sent.isEmpty && report.changes.received.isEmpty && report.changes.rescued.isEmpty)
        }
        #expect(try between.git("for-each-ref") == before)
    }

    @Test func `they go on for a while without a lane for every sync`() throws {
        for round in 0..<4 {
            for (number, twin) in twins.enumerated() {
                try twin.append("\(round) by \(number)")
                try twin.sync()
            }
            for remote in ["origin", "other"] { #expect(try between.sync(remote).refused.isEmpty) }
        }
        #expect(try Network.settle(twins + [between]).count == 11)
        #expect(try between.autowrk("gc").status == 0)
        #expect(try between.lanes().count <= 3)
    }
}
