import Journal
import Platform
import TestSupport
import Testing

@Suite struct MaintenanceTests {
    private let network: Network
    private let peer: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
    }

    private func looseObjects() throws -> Int {
        Int(try peer.git("count-objects").prefix { $0 != " " }) ?? -1
    }

    private func packs() throws -> [String] {
        try Files.list("\(peer.path)/.git/objects/pack").filter { $0.hasSuffix(".pack") }
    }

    private func pack() throws {
        var journal = try peer.journal()
        try journal.pack(through: GitProgram(environment: network.sandbox.environment))
    }

    /// The journal is as it was, and Git finds nothing to say about it.
    private func check(_ before: [String]) throws {
        #expect(try peer.export() == before)
        try peer.deleteCache()
        #expect(try peer.export() == before)
        #expect(try peer.fsck() == "")
        #expect(try peer.journal().check().findings.isEmpty)
    }

    @Test func `packing leaves nothing loose and changes nothing`() throws {
        try peer.append((0..<20).map { "event \($0)" })
        try peer.append("with a file", attaching: [Attachment(name: "a/b.txt", content: .bytes([1, 2]))])
        let before = try peer.export()
        #expect(try looseObjects() > 20)
        try pack()
        #expect(try looseObjects() == 0)
        #expect(try packs().count == 2, "events and files apart")
        try check(before)
        try pack()
        #expect(try packs().count == 2, "nothing new to pack")
    }

    @Test func `packs are joined when there are many`() throws {
        for round in 0..<17 {
            try peer.append("round \(round)")
            try pack()
        }
        #expect(try packs().count == 1)
        #expect(try looseObjects() == 0)
        try check(try peer.export())
        #expect(try peer.export().count == 17)
    }

    @Test func `packs of others stay when packs are joined`() throws {
        try network.sandbox.commit("first", files: ["a.txt": "a\n"], in: "peer")
        try peer.git("repack", "-ad", "--quiet")
        let theirs = try packs()
        #expect(theirs.count == 1)
        for round in 0..<17 {
            try peer.append("round \(round)")
            try pack()
        }
        #expect(try packs().count == 2)
        #expect(try Set(packs()).isSuperset(of: theirs))
        try check(try peer.export())
    }

    @Test(arguments: ["keep", "index"])
    func `packs that somebody holds on to are not removed`(by holder: String) throws {
        for round in 0..<16 {
            try peer.append("round \(round)")
            try pack()
        }
        let before = try packs()
        if holder == "keep" {
            for pack in before {
                try network.sandbox.write("peer/.git/objects/pack/\(pack.dropLast(5)).keep", "")
            }
        } else {
            try peer.git("multi-pack-index", "write")
        }
        try peer.append("one more")
        try pack()
        #expect(try Set(packs()).isSuperset(of: before))
        try check(try peer.export())
    }

    @Test func `many single appends are packed in the background`() throws {
        let count = 600
        var journal = try peer.journal()
        for number in 0..<count {
            _ = try journal.append(Peer.decision("event \(number)"), by: Peer.identity)
        }
        let isTold = journal.wantsPacking
        #expect(isTold)
        #expect(try looseObjects() >= count)
        // What a hook or the next command of somebody starts; the process goes on behind it.
        var appended = count
        let stopwatch = Stopwatch()
        while try looseObjects() > 100 {
            try #require(stopwatch.elapsed < .seconds(60), "nobody packs")
            let outcome = try peer.autowrk("journal", "append", "--stream", "task/1", "--type", "noted")
            #expect(outcome.status == 0 && outcome.stderr == "")
            appended += 1
        }
        #expect(try peer.export().count == appended)
        #expect(try peer.fsck() == "")
    }

    @Test func `gc on request packs only what is worth it and says nothing`() throws {
        try peer.append("one")
        var outcome = try peer.autowrk("gc", "--auto")
        #expect(outcome.status == 0 && outcome.stdout == "" && outcome.stderr == "")
        #expect(try packs().isEmpty)
        try peer.append((0..<512).map { "event \($0)" })
        outcome = try peer.autowrk("gc", "--auto")
        #expect(outcome.status == 0 && outcome.stdout == "" && outcome.stderr == "")
        #expect(try packs().count == 1)
        #expect(try looseObjects() == 0)
        try check(try peer.export())
    }

    @Test func `gc prints what it did`() throws {
        try peer.append("one")
        let outcome = try peer.autowrk("gc")
        #expect(outcome.status == 0 && outcome.stdout == "packed\n" && outcome.stderr == "")
        let json = try peer.autowrk("gc", "--json")
        #expect(
            json.stdout == """
                {"adopted":[],"checkouts_removed":0,"compaction":null,"dropped":[],"points_dropped":[],"schema":1}

                """)
    }

    @Test func `a clone without a journal has nothing to tidy up`() throws {
        #expect(try peer.autowrk("gc").status == 0)
        #expect(try peer.autowrk("gc", "--auto").status == 0)
        #expect(try peer.export().isEmpty)
    }

    @Test func `two that tidy up at once don't get into each other's way`() throws {
        try peer.append((0..<50).map { "event \($0)" })
        let before = try peer.export()
        let outcomes = try atOnce(4) { _ in try peer.autowrk("gc") }
        #expect(outcomes.contains { $0.status == 0 })
        for outcome in outcomes where outcome.status != 0 {
            #expect(outcome.status == 1)
            #expect(outcome.stderr.hasPrefix("error: cannot tidy up: another process is at it\n"))
        }
        try check(before)
    }
}
