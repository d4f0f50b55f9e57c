import Git
import JSON
import Platform
import TestSupport
import Testing

@testable import Journal

/// Waiting for what others append.
@Suite struct WatchTests {
    private let network: Network
    private let peer: Peer
    private let other: Peer

    init() throws {
        network = try Network()
        peer = try network.peer("peer")
        other = try network.peer("other")
    }

    private static func decision(_ stream: String) throws -> Decision {
        Decision(events: [try JournalSandbox.draft(stream)])
    }

    private func append(_ stream: String, to peer: Peer? = nil, at offset: Int64 = 0) throws {
        let time = Timestamp(milliseconds: Peer.now.milliseconds + offset)
        var journal = try (peer ?? self.peer).journal(at: time)
        _ = try journal.append(Self.decision(stream), by: Peer.identity)
    }

    private func fetch() throws {
        try peer.git("fetch", "--quiet", "origin", Lanes.fetchRefspec("origin"))
    }

    private func expectNews(
        _ expected: Bool, to journal: borrowing Journal, since cursor: IntakeCursor,
        at location: SourceLocation = #_sourceLocation
    ) {
        let hasNews = journal.hasNews(since: cursor)
        #expect(hasNews == expected, sourceLocation: location)
    }

    @Test func `what others append is news until it is taken in`() throws {
        var journal = try peer.journal()
        var cursor = try journal.cursor()
        expectNews(false, to: journal, since: cursor)
        try append("run/1")
        expectNews(true, to: journal, since: cursor)
        cursor = try journal.cursor()
        expectNews(false, to: journal, since: cursor)
        try append("run/1", to: other)
        try other.sync()
        expectNews(false, to: journal, since: cursor)
        try fetch()
        expectNews(true, to: journal, since: cursor)
        #expect(try journal.count() == 2)
        expectNews(true, to: journal, since: cursor)
        cursor = try journal.cursor()
        expectNews(false, to: journal, since: cursor)
    }

    @Test func `what a journal appends itself is no news to it`() throws {
        var journal = try peer.journal()
        var cursor = try journal.cursor()
        for _ in 0..<3 {
            _ = try journal.append(Self.decision("run/1"), by: Peer.identity)
            expectNews(false, to: journal, since: cursor)
        }
        let second = try peer.journal()
        expectNews(true, to: second, since: cursor)
        // What somebody else has appended in between still is.
        try append("run/2")
        _ = try journal.append(Self.decision("run/1"), by: Peer.identity)
        expectNews(true, to: journal, since: cursor)
        cursor = try journal.cursor()
        _ = try journal.append(Self.decision("run/1"), by: Peer.identity)
        expectNews(false, to: journal, since: cursor)
    }

    @Test func `an append that takes in what was fetched does not hide it`() throws {
        var journal = try peer.journal()
        let cursor = try journal.cursor()
        try append("run/1", to: other)
        try other.sync()
        try fetch()
        _ = try journal.append(Self.decision("run/2"), by: Peer.identity)
        expectNews(true, to: journal, since: cursor)
        #expect(try names(journal.changes(since: cursor)).sorted() == ["run/1", "run/2"])
    }

    @Test func `references that are packed, removed or named by others are noticed`() throws {
        try append("run/1")
        try append("run/1", to: other)
        try other.sync()
        try peer.sync()
        var journal = try peer.journal()
        try peer.git("pack-refs", "--all")
        var cursor = try journal.cursor()
        _ = try journal.append(Self.decision("run/1"), by: Peer.identity)
        try peer.git("pack-refs", "--all")
        expectNews(true, to: journal, since: cursor)
        cursor = try journal.cursor()
        try peer.git("update-ref", "-d", Lanes.reference(try #require(try other.replica)))
        expectNews(true, to: journal, since: cursor)
        let lane = Lanes.reference(try #require(try peer.replica))
        try peer.git("symbolic-ref", Lanes.reference(ReplicaID(bits: 5)), lane)
        cursor = try journal.cursor()
        // Where a symbolic reference leads, its file does not tell.
        expectNews(true, to: journal, since: cursor)
    }

    @Test func `more moves than are remembered are news`() throws {
        let tips = (0..<5000).map { number in
            ObjectID(bytes: [UInt8(number / 250), UInt8(number % 250)] + [UInt8](repeating: 0, count: 18))
        }
        var moves = OwnMoves()
        for (old, new) in zip(tips, tips.dropFirst()) { moves.add("lane", from: old, to: new) }
        #expect(moves.lead(from: tips[4998], to: tips[4999]))
        #expect(!moves.lead(from: tips[4999], to: tips[4998]))
        #expect(!moves.lead(from: tips[0], to: tips[4999]))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `without news there is nothing to take in`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var journal = try peer.journal()
        var cursor = try journal.cursor()
        var known: Set<EventID> = []
        for step in 0..<60 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<2:
                known.formUnion(
                    try journal.append(Self.decision("run/\(step)"), by: Peer.identity).events)
            case 2: try append("run/\(step)")
            case 3:
                try append("run/\(step)", to: other)
                try other.sync()
            case 4: try fetch()
            case 5: try peer.sync()
            case 6: try peer.git("pack-refs", "--all")
            case 7: _ = try peer.autowrk("gc")
            default:
                cursor = try journal.cursor()
                known = try Set(journal.events().map(\.id))
            }
            let hasNews = journal.hasNews(since: cursor)
            if !hasNews { #expect(try known == peer.ids()) }
        }
        cursor = try journal.cursor()
        expectNews(false, to: journal, since: cursor)
    }

    private func names(_ changes: StreamChanges) -> [String] { changes.streams.map(\.stream.description) }

    @Test func `changes name the streams that got events since`() throws {
        for stream in ["run/1", "run/2", "task/1"] { try append(stream) }
        var journal = try peer.journal()
        let all = try journal.changes()
        #expect(all.isAnew && names(all).sorted() == ["run/1", "run/2", "task/1"])
        #expect(try journal.cursor().position == all.cursor.position)
        let nothing = try journal.changes(since: all.cursor)
        #expect(!nothing.isAnew && nothing.streams.isEmpty)
        for stream in ["task/1", "run/3", "run/1", "run/3"] { try append(stream) }
        let some = try journal.changes(since: all.cursor, startingWith: "run/")
        #expect(!some.isAnew && names(some).sorted() == ["run/1", "run/3"])
        #expect(some.streams.first { $0.stream.description == "run/1" }?.count == 2)
        for change in some.streams {
            #expect(try change.newest == journal.newestID(of: change.stream))
            #expect(try change.count == journal.events(of: change.stream).count)
        }
        // Another process goes on from there.
        var second = try peer.journal()
        #expect(try names(second.changes(since: some.cursor)).isEmpty)
        try append("run/2")
        #expect(try names(second.changes(since: some.cursor)) == ["run/2"])
        #expect(try names(journal.changes(since: some.cursor)) == ["run/2"])
    }

    @Test func `events of others that belong further up are not missed`() throws {
        try append("run/1", at: 10)
        var journal = try peer.journal()
        let cursor = try journal.cursor()
        try append("run/1", to: other, at: -10)
        try other.sync()
        try fetch()
        let changes = try journal.changes(since: cursor)
        #expect(names(changes) == ["run/1"] && changes.streams[0].count == 2)
        // The same events on another lane are nothing new.
        try peer.sync()
        let later = try journal.changes(since: changes.cursor)
        #expect(!later.isAnew && later.streams.isEmpty)
    }

    @Test func `a cache that begins anew says so`() throws {
        try append("run/1")
        try append("run/2", to: other)
        try Network.settle([other, peer])
        var journal = try peer.journal()
        let cursor = try journal.cursor()
        try peer.deleteCache()
        var second = try peer.journal()
        let again = try second.changes(since: cursor)
        #expect(again.isAnew && names(again).sorted() == ["run/1", "run/2"])
        // A lane that was taken away takes its streams along.
        let name = try #require(try other.replica).description
        for lane in try peer.git("for-each-ref", "--format=%(refname)", "refs/autowrk").split(separator: "\n")
        where lane.hasSuffix(name) { try peer.git("update-ref", "-d", String(lane)) }
        let rest = try second.changes(since: again.cursor)
        #expect(rest.isAnew && names(rest) == ["run/1"])
    }

    @Test func `tasks that share a journal can wait, too`() async throws {
        let shared = SharedJournal(try peer.journal(), identity: Peer.identity)
        let cursor = try await shared.read { try $0.cursor() }
        _ = try await shared.append(Self.decision("run/1"))
        #expect(try await shared.read { $0.hasNews(since: cursor) } == false)
        try append("run/2")
        #expect(try await shared.read { $0.hasNews(since: cursor) })
        let changes = try await shared.read { try $0.changes(since: cursor) }
        #expect(names(changes).sorted() == ["run/1", "run/2"])
    }
}
