import Journal
import Platform
import TestSupport
import Testing

/// Copies of a clone's folder: two clones, where there was one name.
@Suite struct SyncCopyTests {
    private let network: Network
    private let original: Peer

    init() throws {
        network = try Network()
        original = try network.peer("original")
        try original.append("sent 1", "sent 2")
        try original.sync()
        try original.append("not sent")
    }

    enum Method: String, CaseIterable {
        case recursive = "cp -r original copy"
        case archive = "cp -a original copy"
        case hardLinks = "cp -al original copy"
        case tar = "mkdir copy && tar -C original -cf - . | tar -C copy -xf -"
    }

    private func copy(_ method: Method) throws -> Peer {
        let outcome = try network.sandbox.run(["sh", "-c", method.rawValue])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        return Peer(at: "copy", in: network.sandbox)
    }

    private static let all = ["by the copy", "by the original", "not sent", "sent 1", "sent 2"]

    @Test(arguments: Method.allCases, [true, false])
    func `both sides of a copy go on and nothing is lost`(method: Method, copySyncsFirst: Bool) throws {
        let copy = try copy(method)
        try original.append("by the original")
        try copy.append("by the copy")
        #expect(try original.replica != copy.replica)
        let peers = copySyncsFirst ? [copy, original] : [original, copy]
        let reports = try peers.map { try $0.sync() }
        #expect(reports.allSatisfy { $0.changes.renamed == nil && $0.changes.rescued.isEmpty })
        let witness = try network.peer("witness")
        #expect(try Network.settle(peers + [witness]).count == 5)
        #expect(try witness.texts() == Self.all)
        #expect(try witness.ids().count == 5)
        #expect(try witness.fsck() == "")
    }

    @Test(arguments: Method.allCases)
    func `a copy shows what the original shows`(method: Method) throws {
        let before = try original.export()
        let copy = try copy(method)
        #expect(try copy.export() == before)
        #expect(try copy.replica == nil)
        #expect(try original.export() == before)
    }

    @Test(arguments: Method.allCases)
    func `two that write by turns don't get into each other's way`(method: Method) throws {
        let copy = try copy(method)
        for round in 0..<4 {
            try original.append("original \(round)")
            #expect(try original.texts().count == 4 + round)
            try copy.append("copy \(round)")
            #expect(try copy.texts().count == 4 + round)
        }
        #expect(try Network.settle([original, copy]).count == 11)
        try original.deleteCache()
        #expect(try original.export() == copy.export())
    }

    @Test(arguments: Method.allCases)
    func `two that are open at the same time don't get into each other's way`(method: Method) throws {
        var here = try original.journal()
        #expect(try here.count() == 3)
        let copy = try copy(method)
        var there = try copy.journal()
        for round in 0..<6 {
            _ = try here.append(Peer.decision("original \(round)"), by: Peer.identity)
            #expect(try here.count() == 4 + round)
            _ = try there.append(Peer.decision("copy \(round)"), by: Peer.identity)
            #expect(try there.count() == 4 + round)
            let texts = try Peer.texts(of: &here)
            #expect(!texts.contains { $0.hasPrefix("copy") }, "nothing of the other one before a sync")
        }
        #expect(try Network.settle([original, copy]).count == 15)
    }

    @Test func `a clone that is moved keeps its name`() throws {
        let before = try original.replica
        let outcome = try network.sandbox.run(["mv", "original", "moved"])
        #expect(outcome.status == 0)
        let moved = Peer(at: "moved", in: network.sandbox)
        try moved.append("after")
        #expect(try moved.replica == before)
        #expect(try moved.sync().changes.renamed == nil)
        #expect(try moved.lanes().count == 1)
    }
}
