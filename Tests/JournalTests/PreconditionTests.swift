import Git
import JSON
import Platform
import TestSupport
import Testing

@testable import Journal

/// Decisions that count on the newest event of a stream.
@Suite struct PreconditionTests {
    private let network: Network
    private let peer: Peer
    private let other: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        other = try network.peer("other")
    }

    private static func stream(_ name: String) throws -> StreamName { try #require(StreamName(name)) }

    private static func decision(
        _ stream: StreamName, _ precondition: Decision.Precondition = .none
    ) throws -> Decision {
        Decision(
            events: [
                EventDraft(stream: stream, type: try #require(EventType("noted")), actor: "worker/test")
            ],
            precondition: precondition)
    }

    /// The newest event of each stream, read by `git log` and without any cache.
    private func truth() throws -> [StreamName: EventID] {
        let log = try peer.git("log", "--format=%b", "--glob=refs/autowrk")
        var newest: [StreamName: EventID] = [:]
        for line in log.split(separator: "\n") {
            let event = try Event(line: line.utf8)
            newest[event.stream] = max(newest[event.stream] ?? event.id, event.id)
        }
        return newest
    }

    private func isAccepted(
        _ journal: inout Journal, _ stream: StreamName, at expected: EventID?
    ) throws -> Bool {
        let outcome = try journal.append(
            [Self.decision(stream, .streamAt(stream, expected))], by: Peer.identity)
        return (try? outcome[0].get()) != nil
    }

    @Test(arguments: Array(1...6) as [UInt64])
    func `of any mixture of decisions just those are recorded that are not stale`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let streams = try (0..<6).map { try Self.stream("run/\($0)") }
        var journals = Journals(one: try peer.journal(), two: try peer.journal())
        var old: [EventID] = []
        for _ in 0..<60 {
            switch Int.random(in: 0..<24, using: &generator) {
            case 0..<16:
                var newest = try truth()
                let decisions = try (0...Int.random(in: 0..<6, using: &generator)).map { _ in
                    let stream = streams[Int.random(in: streams.indices, using: &generator)]
                    let guesses: [Decision.Precondition] = [
                        .none, .streamAt(stream, newest[stream]), .streamAt(stream, newest[stream]),
                        .streamAt(stream, nil), .streamAt(stream, old.randomElement(using: &generator)),
                    ]
                    return try Self.decision(
                        stream, guesses[Int.random(in: guesses.indices, using: &generator)])
                }
                let outcomes = try journals.append(decisions, toFirst: Bool.random(using: &generator))
                for (decision, outcome) in zip(decisions, outcomes) {
                    let stream = decision.events[0].stream
                    let isFresh = decision.precondition.holds(newest)
                    #expect(((try? outcome.get()) != nil) == isFresh)
                    if isFresh, let id = try? outcome.get().events[0] {
                        newest[stream] = id
                        old.append(id)
                    }
                }
            case 16..<20:
                let stream = streams[Int.random(in: streams.indices, using: &generator)]
                var theirs = try other.journal()
                _ = try theirs.append(Self.decision(stream), by: Peer.identity)
                try other.sync()
                if Bool.random(using: &generator) {
                    try peer.git("fetch", "--quiet", "origin", Lanes.fetchRefspec("origin"))
                }
            case 20: try peer.sync()
            case 21: try peer.deleteCache()
            case 22:
                // What the other clone has written is gone until it is fetched again.
                for lane in try peer.git("for-each-ref", "--format=%(refname)", "refs/autowrk")
                    .split(separator: "\n") where try lane.hasSuffix("\(other.replica?.description ?? "?")")
                { try peer.git("update-ref", "-d", String(lane)) }
            default: _ = try peer.autowrk("gc", "--compact")
            }
        }
        #expect(try Set(peer.ids()).isSuperset(of: old))
    }

    @Test func `a process of its own in between is noticed`() throws {
        let stream = try Self.stream("run/1")
        var journal = try peer.journal()
        #expect(try isAccepted(&journal, stream, at: nil))
        for _ in 0..<3 {
            let ours = try #require(try truth()[stream])
            let append = ["journal", "append", "--stream", "run/1", "--type", "noted", "--expect", "\(ours)"]
            #expect(try network.sandbox.autowrk(append, in: "peer").status == 0)
            #expect(try !isAccepted(&journal, stream, at: ours))
            let theirs = try #require(try truth()[stream])
            #expect(try isAccepted(&journal, stream, at: theirs))
            let stale = [
                "journal", "append", "--stream", "run/1", "--type", "noted", "--expect", "\(theirs)",
            ]
            #expect(try network.sandbox.autowrk(stale, in: "peer").status != 0)
        }
    }

    @Test func `the cache is asked once and not kept up to date`() throws {
        var journal = try peer.journal()
        for run in 0..<20 {
            let stream = try Self.stream("run/\(run)")
            var newest: EventID?
            for _ in 0..<3 {
                let decision = try Self.decision(stream, .streamAt(stream, newest))
                newest = try journal.append(decision, by: Peer.identity).events.last
            }
        }
        let cache = try QueryCache.open(in: StateDirectory(of: journal.repository))
        #expect(try cache.count() == 0)
        #expect(try journal.count() == 60)
        #expect(try isAccepted(&journal, Self.stream("run/3"), at: truth()[Self.stream("run/3")]))
    }

    @Test func `a cache that another program empties meanwhile is not believed`() throws {
        let (stream, elsewhere) = try (Self.stream("run/1"), Self.stream("run/2"))
        try peer.append("an event")
        var journal = try peer.journal()
        _ = try journal.append(Self.decision(stream), by: Peer.identity)
        #expect(try isAccepted(&journal, elsewhere, at: nil))
        let cache = try QueryCache.open(in: StateDirectory(of: journal.repository))
        try cache.database.execute("DELETE FROM event; DELETE FROM stream; DELETE FROM tip")
        try cache.database.execute(CacheSchema.begin)
        #expect(try !isAccepted(&journal, stream, at: nil))
        #expect(try isAccepted(&journal, stream, at: truth()[stream]))
    }

    @Test func `what comes from behind the edge of a shallow lane is noticed`() throws {
        let stream = try Self.stream("run/1")
        var theirs = try other.journal()
        let hidden = try theirs.append(Self.decision(stream), by: Peer.identity).events[0]
        try other.append((0..<3).map { "event \($0)" })
        try other.sync()
        let url = "file://\(network.hub)"
        try peer.git("fetch", "--quiet", "--depth=1", url, Lanes.fetchRefspec("origin"))
        var journal = try peer.journal()
        let elsewhere = try Self.stream("run/2")
        #expect(try isAccepted(&journal, elsewhere, at: nil))
        // No reference moves, but what was missing is there.
        try peer.git("fetch", "--quiet", "--unshallow", url, Lanes.fetchRefspec("origin"))
        #expect(try !isAccepted(&journal, stream, at: nil))
        #expect(try isAccepted(&journal, stream, at: hidden))
    }

    @Test func `what was fetched counts when its lane is locked`() throws {
        let stream = try Self.stream("run/1")
        var theirs = try other.journal()
        let first = try theirs.append(Self.decision(stream), by: Peer.identity).events[0]
        try other.sync()
        try peer.sync()
        var journal = try peer.journal()
        #expect(try !isAccepted(&journal, stream, at: nil))
        let second = try theirs.append(Self.decision(stream), by: Peer.identity).events[0]
        try other.sync()
        try peer.git("fetch", "--quiet", "origin", Lanes.fetchRefspec("origin"))
        let lane = Lanes.reference(try #require(try other.replica))
        try network.sandbox.write("\(peer.gitDirectory)/\(lane).lock", "")
        #expect(try !isAccepted(&journal, stream, at: first))
        #expect(try isAccepted(&journal, stream, at: second))
    }

    @Test func `an event of a far future stays the newest of its stream`() throws {
        let stream = try Self.stream("run/1")
        let wild = EventID(time: 1 << 47, counter: 0, replica: ReplicaID(bits: 5))
        let line = """
            {"actor":"a","at":1,"cause":null,"data":{},"id":"\(wild)","stream":"run/1","type":"c","v":1}
            """
        let commit = try peer.git("commit-tree", ObjectID.emptyTree.hex, "-m", "wild\n\n\(line)")
        try peer.git("update-ref", Lanes.reference(ReplicaID(bits: 5)), commit)
        var journal = try peer.journal()
        #expect(try isAccepted(&journal, Self.stream("run/2"), at: nil))
        _ = try journal.append(Self.decision(stream), by: Peer.identity)
        for _ in 0..<3 { #expect(try isAccepted(&journal, stream, at: wild)) }
        let decision = try Self.decision(stream, .streamAt(stream, wild))
        let outcomes = try journal.append([decision, decision], by: Peer.identity)
        #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
        #expect(try journal.newestID(of: stream) == wild)
    }

    @Test func `more streams than are remembered are asked for anew`() throws {
        let replica = ReplicaID(bits: 1)
        let place = StreamHeads.Place(replica: replica, tip: nil, others: 0)
        let (one, two) = try (Self.stream("run/1"), Self.stream("run/2"))
        let id = EventID(time: 1, counter: 0, replica: replica)
        var heads = StreamHeads(at: place)
        heads.isLasting = true
        heads.follow(to: place, appending: [one: id])
        #expect(heads[one] == id && heads.knows(one) && !heads.knows(two))
        let many = try (0..<StreamHeads.limit).map { try (Self.stream("task/\($0)"), id) }
        heads.follow(to: place, appending: Dictionary(uniqueKeysWithValues: many))
        #expect(!heads.knows(one) && heads.place == nil && !heads.isLasting)
    }
}

/// Two processes that have the same clone.
private struct Journals: ~Copyable {
    var one: Journal
    var two: Journal

    mutating func append(
        _ decisions: [Decision], toFirst: Bool
    ) throws -> [Swift.Result<Receipt, JournalError>] {
        toFirst
            ? try one.append(decisions, by: Peer.identity) : try two.append(decisions, by: Peer.identity)
    }
}

extension Decision.Precondition {
    fileprivate func holds(_ newest: [StreamName: EventID]) -> Bool {
        switch self {
        case .none: true
        case .streamAt(let stream, let expected): newest[stream] == expected
        }
    }
}
