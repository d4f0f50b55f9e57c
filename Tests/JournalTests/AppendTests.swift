import Git
import JSON
import Platform
import TestSupport
import Testing

@testable import Journal

@Suite struct AppendTests {
    private let box: JournalSandbox

    init() throws { box = try JournalSandbox() }

    private func decision(_ stream: String, _ data: JSON.Object = [:]) throws -> Decision {
        Decision(events: [try JournalSandbox.draft(stream, "noted", data)])
    }

    @Test func `what was appended is read back by another process`() throws {
        var journal = try box.journal()
        let receipt = try journal.append(decision("task/1", ["n": 1]), by: JournalSandbox.identity)
        var other = try box.journal()
        let events = try other.events(of: StreamName("task/1"))
        #expect(events.map(\.id) == receipt.events)
        #expect(events.first?.data == ["n": 1])
        #expect(events.first?.at == JournalSandbox.now)
        #expect(try box.sandbox.git("fsck", "--full", "--strict", in: box.path).isEmpty)
    }

    @Test func `the events of a decision share one commit`() throws {
        var journal = try box.journal()
        let drafts = try [
            JournalSandbox.draft("run/1", "started"), JournalSandbox.draft("task/1", "claimed"),
        ]
        let receipt = try journal.append(
            Decision(subject: "run 1 starts", events: drafts), by: JournalSandbox.identity)
        let log = try box.sandbox.git("log", "--format=%s", receipt.commit.hex, in: box.path)
        #expect(log == "run 1 starts")
        #expect(try journal.events().map(\.stream.description) == ["run/1", "task/1"])
    }

    @Test func `many decisions share a commit, in order`() throws {
        var journal = try box.journal()
        let decisions = try (0..<2500).map { try decision("task/\($0 % 7)", ["n": .integer(Int64($0))]) }
        let receipts = try journal.append(decisions, by: JournalSandbox.identity).map { try $0.get() }
        #expect(Set(receipts.map(\.commit)).count == 3)
        #expect(try journal.events().compactMap { $0.data["n"]?.integerValue } == Array(0..<2500))
        #expect(try journal.events(of: StreamName("task/3")).count == 357)
    }

    @Test func `a decision with files has a commit of its own that holds them`() throws {
        var journal = try box.journal()
        let file = Attachment(name: "output/test.log", content: .bytes(Array("green\n".utf8)))
        let attached = Decision(events: [try JournalSandbox.draft("check/1", attachments: [file])])
        let decisions = try [decision("a/1"), attached, decision("a/2"), decision("a/3")]
        let receipts = try journal.append(decisions, by: JournalSandbox.identity).map { try $0.get() }
        #expect(receipts.map(\.commit).count == 4 && Set(receipts.map(\.commit)).count == 3)
        let tree = try box.sandbox.git("ls-tree", "-r", "--name-only", receipts[1].commit.hex, in: box.path)
        #expect(tree == "output/test.log")
        let blob = try #require(
            try journal.events(of: StreamName("check/1")).first?.attachments["output/test.log"])
        #expect(try journal.attachment(blob) == Array("green\n".utf8))
    }

    @Test func `a decision that can't be recorded keeps none of its group back`() throws {
        var journal = try box.journal()
        let large = try decision(
            "task/1", ["text": .string(String(repeating: "x", count: Event.maximumSize))])
        var nameless = try decision("task/1")
        nameless.events[0].actor = ""
        let nothing = Decision(events: [])
        let outcomes = try journal.append(
            [decision("task/1"), large, nameless, nothing, decision("task/2")], by: JournalSandbox.identity)
        #expect(outcomes.map { (try? $0.get()) != nil } == [true, false, false, false, true])
        #expect(try journal.count() == 2)
    }

    @Test(arguments: ["", "/a", "a/", "../a", "a/../b", ".git/config", "a\nb", "a//b", "x/.GIT/y"])
    func `an attachment whose name is no path of a tree is refused`(name: String) throws {
        var journal = try box.journal()
        let file = Attachment(name: name, content: .bytes([]))
        let bad = Decision(events: [try JournalSandbox.draft("a/b", attachments: [file])])
        #expect(throws: JournalError.self) { try journal.append(bad, by: JournalSandbox.identity) }
        #expect(try journal.count() == 0)
    }

    @Test func `a name can't be a file and a folder at once`() throws {
        var journal = try box.journal()
        let files = ["a", "a/b"].map { Attachment(name: $0, content: .bytes([])) }
        let bad = Decision(events: [try JournalSandbox.draft("a/b", attachments: files)])
        #expect(throws: JournalError.self) { try journal.append(bad, by: JournalSandbox.identity) }
    }

    @Test func `a stale decision is not recorded`() throws {
        var journal = try box.journal()
        let stream = try #require(StreamName("run/1"))
        let first = try journal.append(
            Decision(events: [JournalSandbox.draft("run/1")], precondition: .streamAt(stream, nil)),
            by: JournalSandbox.identity)
        let onFirst = Decision.Precondition.streamAt(stream, first.events[0])
        let second = Decision(events: [try JournalSandbox.draft("run/1")], precondition: onFirst)
        // Of two decisions made from the same state only one can win, in one group or in two.
        let outcomes = try journal.append([second, second], by: JournalSandbox.identity)
        #expect(outcomes.map { (try? $0.get()) != nil } == [true, false])
        #expect(throws: JournalError.self) { try journal.append(second, by: JournalSandbox.identity) }
        #expect(try journal.count() == 2)
    }

    @Test func `ids go on after the newest one when the clock jumps back`() throws {
        var journal = try box.journal()
        let first = try journal.append(decision("a/b"), by: JournalSandbox.identity).events[0]
        var later = try box.journal(at: Timestamp(milliseconds: JournalSandbox.now.milliseconds - 86_400_000))
        let second = try later.append(decision("a/b"), by: JournalSandbox.identity).events[0]
        #expect(second > first)
        #expect(try later.events().map(\.id) == [first, second])
    }

    @Test func `a lane that another program has moved back is brought forward again`() throws {
        var journal = try box.journal()
        let first = try journal.append(decision("a/1"), by: JournalSandbox.identity)
        let second = try journal.append(decision("a/2"), by: JournalSandbox.identity)
        let lane = Lanes.reference(try #require(try journal.replica()))
        try box.sandbox.git("update-ref", lane, first.commit.hex, in: box.path)
        var later = try box.journal()
        _ = try later.append(decision("a/3"), by: JournalSandbox.identity)
        #expect(try later.events().map(\.stream.description) == ["a/1", "a/2", "a/3"])
        try box.sandbox.git("update-ref", "-d", lane, in: box.path)
        var latest = try box.journal()
        _ = try latest.append(decision("a/4"), by: JournalSandbox.identity)
        #expect(try latest.count() == 4)
        #expect(try latest.events().map(\.id).contains(second.events[0]))
    }

    @Test(arguments: [1, 2])
    func `a lane that asks for a later version stops the next writer`(read: Int) throws {
        var journal = try box.journal()
        let first = try journal.append(decision("a/b"), by: JournalSandbox.identity)
        let line = """
            {"actor":"a","at":1,"cause":null,"data":{"read":\(read),"write":2},\
            "id":"\(first.events[0])","stream":"journal/format","type":"format_raised","v":1}
            """
        let commit = try box.sandbox.git(
            "commit-tree", ObjectID.emptyTree.hex, "-m", "a later program\n\n\(line)", in: box.path)
        try box.sandbox.git("update-ref", Lanes.reference(ReplicaID(bits: 5)), commit, in: box.path)
        var later = try box.journal()
        #expect(throws: JournalError.self) { try later.append(decision("a/b"), by: JournalSandbox.identity) }
        if read == 1 {
            #expect(try later.count() == 2)
        } else {
            #expect(throws: JournalError.self) { try later.count() }
        }
    }

    @Test func `the streams of the journal itself are not for others`() throws {
        var journal = try box.journal()
        #expect(throws: JournalError.self) {
            try journal.append(decision("journal/format"), by: JournalSandbox.identity)
        }
    }

    @Test func `ids are ahead of what a plain fetch has brought`() throws {
        var journal = try box.journal()
        _ = try journal.append(decision("a/b"), by: JournalSandbox.identity)
        let ahead = EventID(
            time: JournalSandbox.now.milliseconds + 3_600_000, counter: 0, replica: ReplicaID(bits: 5))
        let line = """
            {"actor":"a","at":1,"cause":null,"data":{},"id":"\(ahead)","stream":"a/b","type":"c","v":1}
            """
        let commit = try box.sandbox.git(
            "commit-tree", ObjectID.emptyTree.hex, "-m", "from elsewhere\n\n\(line)", in: box.path)
        try box.sandbox.git(
            "update-ref", Lanes.tracking(ReplicaID(bits: 5), at: "origin"), commit, in: box.path)
        let next = try journal.append(decision("a/b"), by: JournalSandbox.identity)
        #expect(next.events[0] > ahead)
    }
}
