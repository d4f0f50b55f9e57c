import Glibc
import Journal
import Platform
import TestSupport
import Testing

/// Remotes that hang: a sync ends within its budget and leaves no process behind.
@Suite struct TransportBudgetTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        try peer.append("one")
    }

    private func expectTimeout(environment: [String: String] = [:]) throws {
        // Processes that a sync starts inherit this mark.
        let mark = "AUTOWRK_TEST_MARK=\(network.sandbox.path)"
        let stopwatch = Stopwatch()
        let outcome = try peer.autowrk(
            "sync", "--timeout", "1",
            environment: environment.merging(["AUTOWRK_TEST_MARK": network.sandbox.path]) { $1 })
        let elapsed = stopwatch.elapsed
        #expect(outcome.status == 1)
        #expect(outcome.stderr.hasPrefix("error: cannot sync with 'origin': it took longer than allowed\n"))
        // A second, and half of one until what does not listen to SIGTERM is killed; the rest is for a
        // machine under load.
        #expect(elapsed >= .seconds(1) && elapsed < .seconds(10))
        let left = try processes(with: mark)
        #expect(left == [])
        try peer.git("remote", "set-url", "origin", network.hub)
        #expect(try peer.sync().sent.count == 1)
    }

    /// The command lines of processes whose environment has `mark`. Those that are ending have a moment; the
    /// others are ended here.
    private func processes(with mark: String) throws -> [String] {
        let stopwatch = Stopwatch()
        while true {
            let found = try Files.list("/proc").compactMap { pid_t($0) }.filter { pid in
                let text = (try? Files.read("/proc/\(pid)/environ")) ?? []
                return text.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
            }
            guard !found.isEmpty, stopwatch.elapsed > .seconds(1) else {
                if found.isEmpty { return [] }
                poll(nil, 0, 10)
                continue
            }
            return found.map { pid in
                let line = (try? Files.read("/proc/\(pid)/cmdline")) ?? []
                kill(pid, SIGKILL)
                return String(decoding: line.map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
            }
        }
    }

    @Test func `a web server that takes the connection and never answers`() throws {
        let listener = try Listener()
        try peer.git("remote", "set-url", "origin", "http://127.0.0.1:\(listener.port)/hub.git")
        try expectTimeout()
    }

    @Test func `a git server that takes the connection and never answers`() throws {
        let listener = try Listener()
        try peer.git("remote", "set-url", "origin", "git://127.0.0.1:\(listener.port)/hub.git")
        try expectTimeout()
    }

    @Test func `an ssh server that takes the connection and never answers`() throws {
        let listener = try Listener()
        try peer.git("remote", "set-url", "origin", "ssh://git@127.0.0.1:\(listener.port)/hub.git")
        try expectTimeout()
    }

    @Test func `a transport program that hangs`() throws {
        try network.sandbox.write("slow", "#!/bin/sh\nexec sleep 600\n")
        #expect(try network.sandbox.run(["chmod", "+x", "slow"]).status == 0)
        try peer.git("remote", "set-url", "origin", "ssh://git@127.0.0.1/hub.git")
        try expectTimeout(environment: ["GIT_SSH_COMMAND": network.sandbox.path("slow")])
    }

    @Test func `a transport program that hangs with children of its own`() throws {
        try network.sandbox.write("slow", "#!/bin/sh\nsleep 600 &\nsleep 600\n")
        #expect(try network.sandbox.run(["chmod", "+x", "slow"]).status == 0)
        try peer.git("remote", "set-url", "origin", "ssh://git@127.0.0.1/hub.git")
        try expectTimeout(environment: ["GIT_SSH_COMMAND": network.sandbox.path("slow")])
    }

    @Test func `a transport program that does not listen to a polite request`() throws {
        try network.sandbox.write("slow", "#!/bin/sh\ntrap '' TERM\nwhile :; do read line; done\n")
        #expect(try network.sandbox.run(["chmod", "+x", "slow"]).status == 0)
        try peer.git("remote", "set-url", "origin", "ssh://git@127.0.0.1/hub.git")
        try expectTimeout(environment: ["GIT_SSH_COMMAND": network.sandbox.path("slow")])
    }

    @Test func `a budget that is enough is not felt`() throws {
        let outcome = try peer.autowrk("sync", "--timeout", "60")
        #expect(outcome.status == 0 && outcome.stderr == "")
        #expect(outcome.stdout == "origin: received nothing, sent 1 lane\n")
    }
}
