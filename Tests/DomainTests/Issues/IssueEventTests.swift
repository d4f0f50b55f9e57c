import Domain
import JSON
import Platform
import Testing

struct IssueEventTests {
    static let record = IssueRecord(
        number: 12, title: "T", labels: ["bug"], author: "ada", source: "issue.md")
    static let bare = IssueRecord(number: nil, title: "T", labels: [], author: nil, source: "-")
    static let events: [IssueEvent] = [
        .opened(record), .revised(bare), .commented(text: "x", run: "7k2"), .commented(text: "x", run: nil),
        .closed,
    ]

    @Test(arguments: events) func `what is written is read`(_ event: IssueEvent) {
        #expect(IssueEvent(type: event.type, data: event.data) == event)
    }

    @Test func `the written form stays`() throws {
        #expect(
            Self.events.map { "\($0.type) \(JSON.object($0.data).canonical)" } == [
                #"issue_opened {"author":"ada","labels":["bug"],"number":12,"source":"issue.md","title":"T"}"#,
                #"issue_revised {"labels":[],"source":"-","title":"T"}"#,
                #"issue_commented {"run":"7k2","text":"x"}"#, #"issue_commented {"text":"x"}"#,
                "issue_closed {}",
            ])
    }

    @Test func `what a later version writes is skipped or read`() {
        #expect(IssueEvent(type: "issue_moved", data: [:]) == nil)
        #expect(IssueEvent(type: "issue_opened", data: ["title": 3]) == nil)
        #expect(
            IssueEvent(type: "issue_opened", data: ["title": "T", "new": 1])
                == .opened(IssueRecord(number: nil, title: "T", labels: [], author: nil, source: "")))
    }

    @Test func `events make a state`() {
        var state = IssueState()
        for (index, event) in Self.events.enumerated() {
            state.apply(event, at: Timestamp(milliseconds: Int64(index)), actor: "ada")
        }
        #expect(state.record == Self.bare)
        #expect((state.revision, state.isClosed, state.comments.map(\.run)) == (2, true, ["7k2", nil]))
        #expect((state.openedAt?.milliseconds, state.changedAt?.milliseconds) == (0, 4))
    }
}
