import Git
import JSON
import TestSupport
import Testing

@testable import Journal

@Suite struct SharedJournalTests {
    private let box: JournalSandbox

    init() throws { box = try JournalSandbox() }

    @Test func `a thousand writers at once share commits, and none is lost`() async throws {
        let shared = SharedJournal(try box.journal(), identity: JournalSandbox.identity)
        let ids = try await withThrowingTaskGroup(of: EventID.self) { group in
            for number in 0..<1000 {
                group.addTask {
                    let draft = try JournalSandbox.draft("task/\(number)")
                    return try await shared.append(Decision(events: [draft])).events[0]
                }
            }
            return try await group.reduce(into: Set<EventID>()) { $0.insert($1) }
        }
        #expect(ids.count == 1000)
        var journal = try box.journal()
        #expect(Set(try journal.events().map(\.id)) == ids)
        let commits = try box.sandbox.git("rev-list", "--count", "--glob=refs/autowrk/journal", in: box.path)
        #expect(try #require(Int(commits.prefix { $0.isNumber })) < 500)
    }

    @Test func `runs that check each step go on beside each other`() async throws {
        let shared = SharedJournal(try box.journal(), identity: JournalSandbox.identity)
        try await withThrowingTaskGroup { group in
            for run in 0..<200 {
                group.addTask {
                    let draft = try JournalSandbox.draft("run/\(run)")
                    var newest: EventID?
                    for _ in 0..<5 {
                        let decision = Decision(
                            events: [draft], precondition: .streamAt(draft.stream, newest))
                        newest = try await shared.append(decision).events.last
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await shared.read { try $0.count() } == 1000)
    }

    @Test func `of those that race for one step one wins, whatever process it is in`() async throws {
        let journals = try (0..<2).map { _ in
            SharedJournal(try box.journal(), identity: JournalSandbox.identity)
        }
        let draft = try JournalSandbox.draft("run/1")
        var newest: EventID?
        for _ in 0..<20 {
            let decision = Decision(events: [draft], precondition: .streamAt(draft.stream, newest))
            let winners = await withTaskGroup(of: EventID?.self) { group in
                for number in 0..<20 {
                    group.addTask { try? await journals[number % 2].append(decision).events.last }
                }
                return await group.reduce(into: [EventID]()) { if let id = $1 { $0.append(id) } }
            }
            #expect(winners.count == 1)
            newest = winners.first
        }
        #expect(try await journals[0].read { try $0.count() } == 20)
    }

    @Test func `a decision that is refused fails alone`() async throws {
        let shared = SharedJournal(try box.journal(), identity: JournalSandbox.identity)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for events in [try? [JournalSandbox.draft("a/b")], []] {
                group.addTask { (try? await shared.append(Decision(events: events ?? []))) != nil }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.sorted { $0 && !$1 } == [true, false])
    }

    @Test func `reads see what was appended before`() async throws {
        let shared = SharedJournal(try box.journal(), identity: JournalSandbox.identity)
        let receipt = try await shared.append(Decision(events: [JournalSandbox.draft("a/b")]))
        let ids = try await shared.read { try $0.events().map(\.id) }
        #expect(ids == receipt.events)
    }
}
