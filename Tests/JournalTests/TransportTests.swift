import Journal
import Platform
import TestSupport
import Testing

/// The ways to a remote, all of them real.
@Suite struct TransportTests {
    private let network: Network

    init() throws { network = try Network() }

    /// More than Git sends in one piece (`http.postBuffer`), even when it is compressed.
    private static let noise: String = {
        var generator = SeededGenerator(seed: 1)
        return (0..<160_000).map { _ in String(generator.next(), radix: 36) }.joined()
    }()

    /// Two clones meet at `url`: init, events with large attachments, syncs.
    private func meet(at url: String, environment: [String: String] = [:]) throws {
        let sandbox = network.sandbox
        let peers = try ["a", "b"].map { try network.peer($0, remotes: ["origin": url]) }
        try sandbox.write("large", String(repeating: "0123456789abcdef", count: 150_000))
        try sandbox.write("noise", Self.noise)
        for (number, peer) in peers.enumerated() {
            let outcomes = [
                try peer.autowrk("init", environment: environment),
                try peer.autowrk(
                    "journal", "append", "--stream", "task/\(number)", "--type", "noted", "--attach",
                    "a.txt=\(sandbox.path("large"))", "--attach", "b.txt=\(sandbox.path("noise"))"),
                try peer.autowrk("sync", environment: environment),
                try peer.autowrk("sync", environment: environment),
            ]
            for outcome in outcomes { #expect(outcome.status == 0 && outcome.stderr == "", "\(outcome)") }
        }
        #expect(try peers[0].autowrk("sync", environment: environment).status == 0)
        #expect(try peers[0].export().count == 2)
        #expect(try peers[0].export() == peers[1].export())
        #expect(try peers[0].journal().check().findings.isEmpty)
    }

    @Test func `a path`() throws { try meet(at: network.hub) }

    @Test func `a file URL`() throws { try meet(at: "file://\(network.hub)") }

    @Test func `a relative path`() throws { try meet(at: "../hub.git") }

    @Test func `ssh`() throws {
        let server = try SSHServer(in: network.sandbox)
        try meet(at: server.url(of: network.hub), environment: ["GIT_SSH_COMMAND": server.command()])
    }

    @Test func `ssh as the configuration says`() throws {
        let server = try SSHServer(in: network.sandbox)
        try network.sandbox.git("config", "--global", "core.sshCommand", server.command())
        try meet(at: server.url(of: network.hub))
    }

    @Test func `smart HTTP`() throws {
        try network.sandbox.git("config", "http.receivepack", "true", in: network.hub)
        let server = try WebServer(in: network.sandbox)
        try meet(at: server.url(of: "hub.git"))
    }

    @Test func `smart HTTP with a password from a credential helper`() throws {
        let server = try WebServer(in: network.sandbox, needsPassword: true)
        try network.sandbox.git(
            "config", "--global", "credential.helper",
            "!f() { test $1 = get && echo username=\(WebServer.user) && echo 'password=\(WebServer.password)'; }; f"
        )
        try meet(at: server.url(of: "hub.git"))
    }

    @Test func `a URL that the configuration rewrites`() throws {
        try network.sandbox.git(
            "config", "--global", "url.\(network.sandbox.path)/.insteadOf", "short:")
        try meet(at: "short:hub.git")
    }
}
