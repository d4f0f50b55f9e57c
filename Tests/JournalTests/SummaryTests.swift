import Git
import JSON
import Platform
import Synchronization
import TestSupport
import Testing

@testable import Journal

/// Folded summaries of streams.
@Suite struct SummaryTests {
    private let network: Network
    private let peer: Peer
    /// How often a summary was folded.
    private let folds = Counter()

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
    }

    /// The texts of a stream's events, and the last one as state. A stream that says `hide` has no summary.
    private func projection(
        _ name: String = "runs", version: Int = 1, prefix: String = "run/", separator: String = " "
    ) -> Projection {
        Projection(name: name, version: version, streamPrefix: prefix) { [folds] _, events in
            folds.add()
            let texts = events.compactMap { $0.data["text"]?.stringValue }
            guard let last = texts.last, last != "hide" else { return nil }
            return Summary(state: last, text: texts.joined(separator: separator))
        }
    }

    private func append(
        _ stream: String, _ texts: String..., to peer: Peer? = nil, at offset: Int64 = 0
    ) throws {
        let time = Timestamp(milliseconds: Peer.now.milliseconds + offset)
        var journal = try (peer ?? self.peer).journal(at: time)
        let drafts = try texts.map { text in
            EventDraft(
                stream: try #require(StreamName(stream)), type: try #require(EventType("noted")),
                actor: "worker/test", data: ["text": .string(text)])
        }
        _ = try journal.append(Decision(events: drafts), by: Peer.identity)
    }

    /// What a process of its own is told, in order.
    private func list(
        _ projection: Projection, states: [String]? = nil, newestFirst: Bool = true, limit: Int = .max,
        of peer: Peer? = nil
    ) throws -> [String] {
        var journal = try (peer ?? self.peer).journal()
        return try Self.list(&journal, projection, states: states, newestFirst: newestFirst, limit: limit)
    }

    private static func list(
        _ journal: inout Journal, _ projection: Projection, states: [String]? = nil, newestFirst: Bool = true,
        limit: Int = .max
    ) throws -> [String] {
        var lines: [String] = []
        try journal.forEachSummary(
            of: projection, states: states, newestFirst: newestFirst, limit: limit
        ) { row in
            lines.append("\(row.stream): \(row.summary.text)")
            return true
        }
        return lines
    }

    /// The cache as another process has it open.
    private func cache() throws -> QueryCache {
        try QueryCache.open(in: StateDirectory(of: try peer.journal().repository))
    }

    @Test func `come by the beginnings of their streams, the last one first`() throws {
        try append("run/b", "1")
        try append("run/c", "1", at: 1)
        try append("run/a", "1", at: 2)
        try append("task/1", "1", at: 3)
        try append("run/b", "2", at: 4)
        #expect(try list(projection()) == ["run/a: 1", "run/c: 1", "run/b: 1 2"])
        #expect(try list(projection(), newestFirst: false) == ["run/b: 1 2", "run/c: 1", "run/a: 1"])
        #expect(try list(projection(), limit: 2) == ["run/a: 1", "run/c: 1"])
        #expect(try list(projection(), limit: 0).isEmpty)
        #expect(try list(projection("all", prefix: "")).count == 4)
    }

    @Test func `say where their streams begin and end`() throws {
        try append("run/1", "1", "2", "3")
        var journal = try peer.journal()
        let events = try journal.events()
        let stream = try #require(StreamName("run/1"))
        let row = try #require(try journal.summary(of: stream, in: projection()))
        #expect(row.first == events[0].id && row.newest == events[2].id)
        #expect(row.summary == Summary(state: "3", text: "1 2 3"))
        try journal.forEachSummary(of: projection()) { other in
            #expect(other == row)
            return true
        }
    }

    @Test func `are selected by their states`() throws {
        for (offset, state) in ["running", "waiting", "done", "running", "done"].enumerated() {
            try append("run/\(offset)", state, at: Int64(offset))
        }
        let projection = projection()
        #expect(try list(projection, states: ["running"]) == ["run/3: running", "run/0: running"])
        #expect(try list(projection, states: ["running"], limit: 1) == ["run/3: running"])
        #expect(
            try list(projection, states: ["done", "waiting"], limit: 2) == ["run/4: done", "run/2: done"])
        #expect(try list(projection, states: ["waiting", "x"], newestFirst: false) == ["run/1: waiting"])
        #expect(try list(projection, states: []).isEmpty)
        try append("run/1", "running", at: 9)
        #expect(try list(projection, states: ["waiting"]).isEmpty)
    }

    @Test func `are folded anew only for the streams that got events`() throws {
        for run in 0..<20 { try append("run/\(run)", "1", at: Int64(run)) }
        let projection = projection()
        #expect(try list(projection).count == 20)
        #expect(folds.count == 20)
        try append("run/7", "2")
        try append("task/7", "2")
        #expect(try list(projection, limit: 1).count == 1)
        #expect(folds.count == 21)
        try append("task/8", "3")
        #expect(try list(projection).count == 20)
        #expect(folds.count == 21)
    }

    @Test func `one is told without those of others`() throws {
        for run in 0..<5 { try append("run/\(run)", "1", at: Int64(run)) }
        let (projection, stream) = (projection(), try #require(StreamName("run/3")))
        var journal = try peer.journal()
        #expect(try journal.summary(of: stream, in: projection)?.summary.text == "1")
        #expect(folds.count == 1)
        #expect(try list(projection).count == 5)
        #expect(folds.count == 6)
        #expect(try journal.summary(of: stream, in: projection)?.summary.text == "1")
        #expect(folds.count == 6)
        try append("run/3", "2", at: 9)
        #expect(try journal.summary(of: stream, in: projection)?.summary.text == "1 2")
        try append("run/3", "hide", at: 10)
        for name in ["run/3", "run/30", "task/1"] {
            let stream = try #require(StreamName(name))
            #expect(try journal.summary(of: stream, in: projection) == nil)
        }
        #expect(try list(projection).count == 4)
        #expect(try journal.summary(of: stream, in: projection) == nil)
    }

    @Test func `what comes late from another clone is folded in at its place`() throws {
        let other = try network.peer("other")
        try append("run/1", "b", at: 10)
        try append("run/2", "x", at: 11)
        try append("run/1", "d", at: 14)
        let projection = projection()
        #expect(try list(projection) == ["run/2: x", "run/1: b d"])
        try append("run/2", "w", to: other, at: 2)
        try append("run/1", "c", to: other, at: 12)
        try append("run/3", "z", to: other, at: 13)
        try Network.settle([other, peer])
        #expect(try list(projection) == ["run/3: z", "run/1: b c d", "run/2: w x"])
        #expect(try list(projection) == list(projection, of: other))
    }

    @Test func `another version or prefix begins anew, another name stands beside`() throws {
        try append("run/1", "a", "b")
        try append("task/1", "c", at: 1)
        #expect(try list(projection()) == ["run/1: a b"])
        #expect(try list(projection("more", separator: "+")) == ["run/1: a+b"])
        #expect(try list(projection(version: 2, separator: "-")) == ["run/1: a-b"])
        #expect(folds.count == 3)
        #expect(try list(projection(version: 2, prefix: "task/")) == ["task/1: c"])
        #expect(try list(projection("more")) == ["run/1: a+b"])
        let kept = try cache().database.prepare("SELECT count(*) FROM summary")
        #expect(try kept.step() && kept.integer(0) == 2)
    }

    @Test(arguments: ["garbage", "", "nothing", "a folder"])
    func `are made again when the cache is damaged or gone`(damage: String) throws {
        try append("run/1", "a")
        #expect(try list(projection()) == ["run/1: a"])
        try peer.deleteCache()
        let path = "\(peer.gitDirectory)/autowrk/cache.sqlite"
        switch damage {
        case "nothing": break
        case "a folder": try Files.createDirectories(path)
        default: try network.sandbox.write(path, damage)
        }
        try append("run/1", "b")
        #expect(try list(projection()) == ["run/1: a b"])
        #expect(folds.count == 2)
    }

    @Test func `go with a lane that was taken away`() throws {
        let other = try network.peer("other")
        try append("run/1", "a", to: other)
        try append("run/2", "b", at: 1)
        try Network.settle([other, peer])
        #expect(try list(projection()).count == 2)
        let name = try #require(try other.replica).description
        for lane in try peer.git("for-each-ref", "--format=%(refname)", "refs/autowrk").split(separator: "\n")
        where lane.hasSuffix(name) { try peer.git("update-ref", "-d", String(lane)) }
        #expect(try list(projection()) == ["run/2: b"])
    }

    @Test func `live in memory when they can't be kept`() throws {
        for run in 0..<3 { try append("run/\(run)", "1", at: Int64(run)) }
        var journal = try peer.journal()
        #expect(try journal.count() == 3)
        try cache().database.execute(
            """
            CREATE TRIGGER full BEFORE INSERT ON summary WHEN new.name = 'run/1'
            BEGIN SELECT raise(ABORT, 'no room'); END
            """)
        #expect(try Self.list(&journal, projection()) == ["run/2: 1", "run/1: 1", "run/0: 1"])
        #expect(try list(projection()).count == 3)
        let kept = try cache().database.prepare("SELECT count(*) FROM summary")
        #expect(try kept.step() && kept.integer(0) == 0)
    }

    @Test func `up-to-date ones need no writing, whatever other streams do`() throws {
        try append("run/1", "a")
        #expect(try list(projection()).count == 1)
        try cache().database.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON projection BEGIN SELECT raise(ABORT, 'no room'); END")
        var journal = try peer.journal()
        let drafts = try (0..<1500).map { try JournalSandbox.draft("task/\($0)") }
        _ = try journal.append(Decision(events: drafts), by: Peer.identity)
        for _ in 0..<2 { #expect(try Self.list(&journal, projection()).count == 1) }
        try cache().database.execute("DROP TRIGGER full")
        #expect(try Self.list(&journal, projection()).count == 1)
        let cache = try cache()
        #expect(try cache.record(of: projection())?.seen == cache.position().touched)
        #expect(folds.count == 1)
    }

    @Test func `keep any text`() throws {
        let texts = ["", "\0", "a\0b", "é👩‍👩‍👧", String(repeating: "long ", count: 4000), "'; DROP TABLE event"]
        try append("run/1", "1")
        for (version, text) in texts.enumerated() {
            let projection = Projection(name: text, version: version, streamPrefix: "run/") { _, _ in
                Summary(state: text, text: text)
            }
            for _ in 0..<2 {
                var journal = try peer.journal()
                var found: [Summary] = []
                try journal.forEachSummary(of: projection, states: [text]) { row in
                    found.append(row.summary)
                    return true
                }
                #expect(found == [Summary(state: text, text: text)])
            }
        }
    }

    @Test func `more than are folded in one go are all there`() throws {
        var journal = try peer.journal()
        let drafts = try (0..<1234).map { try JournalSandbox.draft("run/\($0)", "noted", ["text": "1"]) }
        _ = try journal.append(Decision(events: drafts), by: Peer.identity)
        #expect(try list(projection()).count == 1234)
        #expect(folds.count == 1234)
        #expect(try list(projection()).count == 1234)
        #expect(folds.count == 1234)
    }

    @Test func `are folded a few streams or events at a time`() throws {
        for run in 0..<6 { try append("run/\(run)", "1", "2", "3", at: Int64(run)) }
        for task in 0..<3 { try append("task/\(task)", "1", at: Int64(task)) }
        var journal = try peer.journal()
        #expect(try journal.count() == 21)
        let projection = projection()
        let cache = try cache()
        for (streamLimit, eventLimit, expected) in [(100, 4, 2), (3, 100, 5), (100, 1, 6), (1, 1, 6)] {
            try cache.foldSome(projection, streamLimit: streamLimit, eventLimit: eventLimit)
            #expect(folds.count == expected)
        }
        #expect(try cache.record(of: projection)?.seen == cache.position().touched)
        #expect(try Self.list(&journal, projection).count == 6)
        #expect(folds.count == 6)
    }

    @Test func `a walk ends when it is told to`() throws {
        for run in 0..<5 { try append("run/\(run)", "1", at: Int64(run)) }
        var journal = try peer.journal()
        var count = 0
        try journal.forEachSummary(of: projection()) { _ in
            count += 1
            return count < 3
        }
        #expect(count == 3)
        #expect(try Self.list(&journal, projection()).count == 5)
    }

    @Test func `commits that are no events are passed over`() throws {
        try append("run/1", "a")
        let commit = try peer.git("commit-tree", ObjectID.emptyTree.hex, "-m", "no event\n\n{}")
        try peer.git("update-ref", Lanes.reference(ReplicaID(bits: 5)), commit)
        #expect(try list(projection()) == ["run/1: a"])
        #expect(try peer.journal().check().findings.count == 1)
    }

    @Test func `several processes at once all see what is there`() throws {
        for run in 0..<50 { try append("run/\(run)", "0", at: Int64(run)) }
        let projection = projection()
        let lists = try atOnce(6) { number in
            var lists: [[String]] = []
            for round in 1...10 {
                if number < 2 { try append("run/\(number)", "\(round)") }
                if number == 2 && round % 4 == 0 { try peer.deleteCache() }
                lists.append(try list(projection))
            }
            return lists
        }
        for list in lists.joined() { #expect(list.count == 50) }
        let rest = (1...10).map { " \($0)" }.joined()
        #expect(try list(projection).suffix(2) == ["run/1: 0\(rest)", "run/0: 0\(rest)"])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `are at any time what folding all events gives`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let other = try network.peer("other")
        let projection = projection()
        for step in 0..<40 {
            let run = "run/\(Int.random(in: 0..<8, using: &generator))"
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<4: try append(run, "\(step)", at: Int64(step))
            case 4..<6: try append(run, "other \(step)", "hide", to: other, at: Int64(step) - 5)
            case 6: try peer.sync()
            case 7: try other.sync()
            case 8: try peer.deleteCache()
            default: _ = try peer.autowrk("gc", "--compact")
            }
            var journal = try peer.journal()
            var expected: [(first: EventID, line: String)] = []
            for stream in try journal.streams(startingWith: "run/") {
                let events = try journal.events(of: stream)
                guard let summary = projection.fold(stream, events), let first = events.first else {
                    continue
                }
                expected.append((first.id, "\(stream): \(summary.text)"))
            }
            #expect(
                try Self.list(&journal, projection) == expected.sorted { $0.first > $1.first }.map(\.line))
        }
    }
}

/// Counts from several threads.
private final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    func add() { value.withLock { $0 += 1 } }
}
