import Journal
import Platform
import TestSupport
import Testing

/// New clones, with `git autowrk init` and with the global set-up.
@Suite struct SyncCloneTests {
    private let network: Network
    private let peer: Peer
    private var expected: String { get throws { try peer.autowrk("export").stdout } }

    init() throws {
        network = try Network()
        try network.sandbox.git("config", "--global", "--unset", "init.templateDir")
        peer = try network.peer("peer")
        try network.sandbox.commit("first", files: ["a.txt": "a\n"], in: "peer")
        try peer.git("push", "--quiet", "origin", "main")
        try peer.append("one", "two", attaching: [Attachment(name: "x", content: .bytes([1]))])
        try peer.sync()
    }

    private func clone(_ name: String = "clone", _ options: String...) throws -> Peer {
        try network.sandbox.git(["clone", "--quiet"] + options + [network.hub, name])
        return Peer(at: name, in: network.sandbox)
    }

    private func setUpGlobally() throws {
        let outcome = try network.sandbox.autowrk("init", "--global")
        #expect(outcome.status == 0, "\(outcome.stderr)")
    }

    @Test func `a clone and init show the same history`() throws {
        let clone = try clone()
        #expect(try clone.autowrk("export").stdout == "")
        let outcome = try clone.autowrk("init")
        #expect(outcome.status == 0 && outcome.stderr == "")
        #expect(try clone.autowrk("export").stdout == expected)
        #expect(try expected.split(separator: "\n").count == 2)
    }

    @Test func `init twice changes nothing`() throws {
        let clone = try clone()
        #expect(try clone.autowrk("init").status == 0)
        let files = { try network.sandbox.snapshot(of: "clone/.git").filter { !$0.key.contains("sqlite") } }
        let before = try files()
        #expect(try clone.autowrk("init").status == 0)
        #expect(try files() == before)
    }

    @Test func `init without a reachable remote warns and works`() throws {
        let clone = try clone()
        try clone.git("remote", "set-url", "origin", "/nonexistent")
        let outcome = try clone.autowrk("init")
        #expect(outcome.status == 0)
        #expect(outcome.stderr.hasPrefix("warning: cannot sync with 'origin': "))
        try clone.git("remote", "set-url", "origin", network.hub)
        try clone.append("offline")
        #expect(try Network.settle([clone, peer]).count == 3)
    }

    @Test func `a plain clone inherits the history after the global set-up`() throws {
        try setUpGlobally()
        let clone = try clone()
        #expect(try clone.autowrk("export").stdout == expected)
        #expect(try clone.git("status", "--porcelain") == "")
        try clone.append("three")
        #expect(try Network.settle([clone, peer]).count == 3)
        let hook = "\(clone.path)/.git/hooks/post-checkout"
        #expect(Files.exists(hook) && Files.exists("\(clone.path)/.git/info/exclude"))
    }

    @Test(arguments: [["--depth", "1"], ["--branch", "main"], ["--origin", "up"], ["--single-branch"]])
    func `so does a clone with options`(options: [String]) throws {
        try setUpGlobally()
        try network.sandbox.git(["clone", "--quiet"] + options + ["file://\(network.hub)", "clone"])
        #expect(try network.sandbox.autowrk("export", in: "clone").stdout == expected)
    }

    @Test func `a new repository takes an origin after the global set-up`() throws {
        try setUpGlobally()
        try network.sandbox.git("init", "--quiet", "fresh")
        try network.sandbox.git("remote", "add", "origin", network.hub, in: "fresh")
        try network.sandbox.git("fetch", "--quiet", in: "fresh")
        try network.sandbox.git("checkout", "--quiet", "main", in: "fresh")
        let fresh = Peer(at: "fresh", in: network.sandbox)
        #expect(try fresh.autowrk("sync").status == 0)
        #expect(try fresh.autowrk("export").stdout == expected)
    }

    @Test func `a new worktree fetches nothing`() throws {
        try setUpGlobally()
        let clone = try clone()
        // Whoever would fetch now would find no remote, and say so.
        try clone.git("remote", "set-url", "origin", "/nonexistent")
        let before = try clone.git("for-each-ref", "refs/autowrk")
        let outcome = try network.sandbox.gitOutcome("worktree", "add", "-q", "../linked", in: "clone")
        #expect(outcome.status == 0 && outcome.stderr == "")
        #expect(try clone.git("for-each-ref", "refs/autowrk") == before)
        #expect(try network.sandbox.autowrk("export", in: "linked").stdout == expected)
    }

    @Test func `the global set-up keeps a template folder that is there`() throws {
        try network.sandbox.write("home/mine/info/exclude", "*.mine\n")
        try network.sandbox.git("config", "--global", "init.templateDir", "~/mine")
        let before = try network.sandbox.read("home/.gitconfig")
        try setUpGlobally()
        #expect(try network.sandbox.read("home/.gitconfig") == before)
        let clone = try clone()
        #expect(try clone.autowrk("export").stdout == expected)
        #expect(try network.sandbox.read("clone/.git/info/exclude") == "*.mine\n")
    }

    @Test func `the global set-up does not overwrite a user's own hook`() throws {
        try network.sandbox.write("home/mine/hooks/post-checkout", "#!/bin/sh\necho mine\n")
        try network.sandbox.git("config", "--global", "init.templateDir", "~/mine")
        let before = try network.sandbox.snapshot(of: "home")
        let outcome = try network.sandbox.autowrk("init", "--global")
        #expect(outcome.status == 2)
        #expect(outcome.stderr.hasPrefix("error: cannot add a hook: "))
        #expect(try network.sandbox.snapshot(of: "home") == before)
    }

    @Test func `the global set-up twice changes nothing`() throws {
        try setUpGlobally()
        let before = try network.sandbox.snapshot(of: "home")
        try setUpGlobally()
        #expect(try network.sandbox.snapshot(of: "home") == before)
    }

    @Test func `a clone whose remote has no journal is no error`() throws {
        try setUpGlobally()
        let empty = try network.sandbox.bareRepository("empty.git")
        try peer.git("push", "--quiet", empty, "main")
        let outcome = try network.sandbox.gitOutcome("clone", "--quiet", empty, "plain")
        #expect(outcome.status == 0 && outcome.stderr == "")
        #expect(try network.sandbox.autowrk("export", in: "plain").stdout == "")
    }
}
