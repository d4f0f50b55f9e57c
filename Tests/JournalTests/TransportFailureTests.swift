import Journal
import Platform
import TestSupport
import Testing

/// Remotes that can't be reached or don't want what they are given: a clear error, nothing lost, and the
/// next sync goes on.
@Suite struct TransportFailureTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        try peer.append("one")
    }

    /// A sync fails with `message`, changes nothing here, and works once `mend` was called.
    private func expectFailure(
        _ message: String, environment: [String: String] = [:], mending: () throws -> Void
    ) throws {
        let before = try peer.export()
        let references = try peer.git("for-each-ref")
        let outcome = try peer.autowrk("sync", environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.stdout == "" || outcome.stderr.contains("refuses"))
        #expect(outcome.stderr.hasPrefix("error: "))
        #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
        #expect(try peer.git("for-each-ref") == references)
        #expect(try peer.export() == before)
        try mending()
        try peer.append("two")
        #expect(try peer.sync().sent.count == 1)
        let other = try network.peer("other")
        try other.sync()
        #expect(try other.export() == peer.export() && other.export().count == 2)
    }

    private func setURL(_ url: String) throws { try peer.git("remote", "set-url", "origin", url) }

    @Test func `nobody listens`() throws {
        try setURL("http://127.0.0.1:\(Loopback.freePort())/hub.git")
        try expectFailure("cannot sync with 'origin': unable to access") { try setURL(network.hub) }
    }

    @Test func `there is no such folder`() throws {
        try setURL("/nonexistent/hub.git")
        try expectFailure("'/nonexistent/hub.git' does not appear to be a git repository") {
            try setURL(network.hub)
        }
    }

    @Test func `there is no such repository on a server`() throws {
        let server = try WebServer(in: network.sandbox)
        try setURL(server.url(of: "nowhere.git"))
        try expectFailure("not found") { try setURL(network.hub) }
    }

    @Test func `a wrong password`() throws {
        let server = try WebServer(in: network.sandbox, needsPassword: true)
        try peer.git(
            "config", "credential.helper",
            "!f() { test $1 = get && echo username=\(WebServer.user) && echo password=wrong; }; f")
        try setURL(server.url(of: "hub.git"))
        try expectFailure("Authentication failed") { try setURL(network.hub) }
    }

    @Test func `a password that nobody can be asked for`() throws {
        let server = try WebServer(in: network.sandbox, needsPassword: true)
        try setURL(server.url(of: "hub.git"))
        try expectFailure("could not read Username") { try setURL(network.hub) }
    }

    @Test func `a key that the server does not know`() throws {
        let server = try SSHServer(in: network.sandbox)
        try setURL(server.url(of: network.hub))
        let environment = ["GIT_SSH_COMMAND": server.command(key: "stranger")]
        try expectFailure("Permission denied", environment: environment) { try setURL(network.hub) }
    }

    @Test func `a remote that may be read only`() throws {
        let server = try WebServer(in: network.sandbox)
        try network.sandbox.git("config", "http.receivepack", "false", in: network.hub)
        try setURL(server.url(of: "hub.git"))
        try expectFailure("403") { try setURL(network.hub) }
    }

    @Test func `a remote that hides the journal`() throws {
        try network.sandbox.git("config", "transfer.hideRefs", "refs/autowrk", in: network.hub)
        try expectFailure("deny updating a hidden ref") {
            try network.sandbox.git("config", "--unset", "transfer.hideRefs", in: network.hub)
        }
    }

    @Test(arguments: ["pre-receive", "update"])
    func `a remote whose hook declines`(hook: String) throws {
        let file = "hub.git/hooks/\(hook)"
        try network.sandbox.write(file, "#!/bin/sh\necho no journals here\nexit 1\n")
        #expect(try network.sandbox.run(["chmod", "+x", file]).status == 0)
        try expectFailure("hook declined") { try Files.remove("\(network.hub)/hooks/\(hook)") }
    }

    @Test func `one lane that is declined keeps the others from nothing`() throws {
        let other = try network.peer("other")
        try other.append("by the other")
        let declined = try #require(try peer.replica)
        try network.sandbox.write(
            "hub.git/hooks/update", "#!/bin/sh\ncase $1 in */\(declined)) exit 1 ;; esac\n")
        #expect(try network.sandbox.run(["chmod", "+x", "hub.git/hooks/update"]).status == 0)
        try peer.git("fetch", "--quiet", other.path, "refs/autowrk/journal/*:refs/autowrk/journal/*")
        let report = try peer.sync()
        #expect(report.sent == [try #require(try other.replica)])
        #expect(report.refused.map(\.lane) == [declined])
        try Files.remove("\(network.hub)/hooks/update")
        #expect(try peer.sync().sent == [declined])
    }

    @Test func `a remote that is no repository at all`() throws {
        try network.sandbox.write("plain/file", "")
        try setURL(network.sandbox.path("plain"))
        try expectFailure("does not appear to be a git repository") { try setURL(network.hub) }
    }
}
