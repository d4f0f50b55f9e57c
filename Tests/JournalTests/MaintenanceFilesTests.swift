import Git
import Journal
import Platform
import TestSupport
import Testing

/// Packing of a lane whose folders share their objects with the branches.
@Suite struct MaintenanceFilesTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
    }

    private func commit(_ files: [String: String], in peer: Peer? = nil) throws {
        try network.sandbox.commit("work", files: files, in: (peer ?? self.peer).path)
    }

    /// Records an event with the folder that HEAD has.
    private func attachHead(of peer: Peer? = nil) throws {
        let peer = peer ?? self.peer
        let tree = try #require(ObjectID(hex: try peer.git("rev-parse", "HEAD^{tree}")))
        try peer.append("work", attaching: [Attachment(name: "files", content: .object(tree))])
    }

    private func pack(_ peer: Peer? = nil) throws {
        var journal = try (peer ?? self.peer).journal()
        try journal.pack(through: GitProgram(environment: network.sandbox.environment))
    }

    private func count(_ what: String, in peer: Peer? = nil) throws -> Int? {
        let counts = try (peer ?? self.peer).git("count-objects", "-v").split(separator: "\n")
        return counts.first { $0.hasPrefix(what + ": ") }.flatMap { Int($0.dropFirst(what.count + 2)) }
    }

    private static func lines(_ count: Int, and last: String) -> String {
        (0..<count).map { "line \($0) of a file that is changed again and again\n" }.joined() + last
    }

    @Test func `what is in a pack already is not packed again`() throws {
        try commit(Dictionary(uniqueKeysWithValues: (0..<50).map { ("src/f\($0).txt", "file \($0)\n") }))
        try peer.git("repack", "-adq")
        #expect(try count("in-pack") == 53)
        try attachHead()
        try pack()
        // The commit and the tree that names the folder.
        #expect(try count("in-pack") == 55)
        #expect(try count("count") == 0)
        #expect(try peer.fsck() == "")
    }

    @Test func `large files become deltas of each other, in one pack or in many`() throws {
        for round in 0..<20 {
            try commit(["notes.txt": Self.lines(2000, and: "round \(round)\n")])
            try attachHead()
            if round % 10 != 0 { try pack() }
        }
        try pack()
        try peer.git("gc", "--quiet")
        let deltas = try peer.git(
            "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(deltabase)"
        )
        .split(separator: "\n").filter { $0.hasPrefix("blob ") }
        #expect(deltas.count == 20)
        #expect(deltas.filter { $0.hasSuffix(" " + String(repeating: "0", count: 40)) }.count == 1)
        #expect(try peer.fsck() == "")
    }

    @Test func `a partial clone does not fetch what it lacks`() throws {
        try commit(["a.txt": "a\n", "b/c.txt": "c\n"])
        try peer.git("push", "--quiet", "origin", "HEAD:main")
        try network.sandbox.git("config", "uploadpack.allowFilter", "true", in: network.hub)
        try network.sandbox.git(
            "clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://\(network.hub)", "partial")
        let partial = Peer(at: "partial", in: network.sandbox)
        try attachHead(of: partial)
        // Whoever asked the remote for an object would not find it.
        try partial.git("remote", "set-url", "origin", "/nowhere")
        try pack(partial)
        #expect(try count("count", in: partial) == 0)
        #expect(try partial.journal().check().findings.isEmpty)
        #expect(try partial.fsck() == "")
        try partial.git("remote", "set-url", "origin", "file://\(network.hub)")
        try partial.sync()
        try Network.settle([peer])
        #expect(try peer.export() == partial.export())
        #expect(try peer.journal().check().findings.isEmpty)
        #expect(try peer.fsck() == "")
    }
}
