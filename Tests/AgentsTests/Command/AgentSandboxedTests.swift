import Agents
import Engine
import Platform
import Templates
import TestSupport
import Testing

/// Why nothing can be tried on this machine; nil where it can.
private let obstacle = SandboxAvailability.probed(in: Environment.current()).obstacle

/// Agents of the user's own that are to run in a sandbox.
@Suite(.enabled(if: obstacle == nil, "no sandbox: \(obstacle ?? "")"))
struct AgentSandboxedTests {
    private let place: AgentSandbox

    init() throws { place = try AgentSandbox() }

    private func run(
        _ command: String, _ change: (inout AgentPreset) -> Void = { _ in }
    ) throws -> AgentResult {
        var site = try place.site()
        site.sandboxes = SandboxSettings(.agents) { () throws(SandboxRulesError) in
            try SandboxRules(yaml: Templates.sandbox)
        }
        return try place.run(command, site: site) {
            $0.preset.isSandboxed = true
            change(&$0.preset)
        }
    }

    @Test func `it changes its checkout, reads its prompt and writes nothing else`() throws {
        let before = try place.standing()
        let outside = place.sandbox.path("outside")
        let result = try run(
            """
            cat "$AUTOWRK_PROMPT" >a.txt; cat >>a.txt; echo evil >\(outside); echo evil >>\(place.path)/a.txt
            git commit -qam evil; git branch evil; git stash; true
            """)
        #expect(result.failure == nil, "\(String(describing: result.failure))")
        #expect(try place.changes(in: result.tree) == ["a.txt": "fix itfix it"])
        #expect(result.remarks == [])
        #expect(!Files.exists(outside))
        #expect(try place.standing() == before)
    }

    @Test func `its settings can be written where it is said so`() throws {
        try place.sandbox.write("home/.tool/settings", "old\n")
        try place.sandbox.write("home/.other/settings", "old\n")
        let result = try run(
            "cat ~/.tool/settings >b.txt; echo new >~/.tool/settings; echo new >~/.other/settings; true"
        ) { $0.writable = ["~/.tool", "~/.nothing"] }
        #expect(result.failure == nil)
        #expect(try place.changes(in: result.tree) == ["b.txt": "old\n"])
        #expect(try place.sandbox.read("home/.tool/settings") == "new\n")
        #expect(try place.sandbox.read("home/.other/settings") == "old\n")
    }

    @Test func `it has a network unless it is said otherwise`() throws {
        let server = try ScriptedServer { _ in [.send(Array("HTTP/1.0 200 OK\r\n\r\n".utf8))] }
        let port = try #require(server.url.split(separator: ":").last)
        let ask = """
            perl -e 'use IO::Socket::INET; print IO::Socket::INET->new(PeerAddr => "127.0.0.1:\(port)") ? 1 : 0' >a.txt
            """
        #expect(try place.changes(in: try run(ask).tree) == ["a.txt": "1"])
        #expect(try place.changes(in: try run(ask) { $0.hasNetwork = false }.tree) == ["a.txt": "0"])
    }
}
