import Domain
import Testing

/// Every state and every command.
@Suite struct PullRequestDecisionTests {
    enum Standing: String, CaseIterable {
        case open, draft, closed, merged, rejected

        var state: PullRequestState {
            let opened = PullRequestEvent.opened(.sample(isDraft: self == .draft))
            switch self {
            case .open, .draft: return Self.fold([opened])
            case .closed: return Self.fold([opened, .closed])
            case .merged: return Self.fold([opened, .merged(Self.merge)])
            case .rejected:
                return Self.fold([opened, .reviewed(PullRequestReview(.reject, "no", commit: "c1"))])
            }
        }

        static let merge = PullRequestMerge(commit: "m", method: .merge, previous: "p")

        private static func fold(_ events: [PullRequestEvent]) -> PullRequestState {
            DomainTests.state(events)
        }
    }

    enum Answer: Equatable {
        case event(PullRequestEvent)
        case nothing
        case refused(PullRequestRefusal)
    }

    private static let comment = PullRequestComment("hm", path: "a", line: 2, commit: "c1")
    private static let approval = PullRequestReview(.approve, "", commit: "c1")
    private static let edit = PullRequestEdit(title: "Fix it well")

    static let table: [(PullRequestCommand, [Standing: Answer])] = [
        (
            .edit(edit),
            [
                .open: .event(.edited(edit)), .draft: .event(.edited(edit)), .closed: .event(.edited(edit)),
                .merged: .event(.edited(edit)), .rejected: .event(.edited(edit)),
            ]
        ),
        (
            .edit(PullRequestEdit(base: "next")),
            [
                .open: .event(.edited(PullRequestEdit(base: "next"))),
                .draft: .event(.edited(PullRequestEdit(base: "next"))),
                .closed: .event(.edited(PullRequestEdit(base: "next"))), .merged: .refused(.isMerged),
                .rejected: .event(.edited(PullRequestEdit(base: "next"))),
            ]
        ),
        (
            .moveHead(.numbered(2), .rebase),
            [
                .open: .event(.headMoved(.numbered(2), .rebase)),
                .draft: .event(.headMoved(.numbered(2), .rebase)), .closed: .nothing, .merged: .nothing,
                .rejected: .event(.headMoved(.numbered(2), .rebase)),
            ]
        ),
        (
            .comment(comment),
            [
                .open: .event(.commented(comment)), .draft: .event(.commented(comment)),
                .closed: .event(.commented(comment)), .merged: .event(.commented(comment)),
                .rejected: .event(.commented(comment)),
            ]
        ),
        (
            .review(approval),
            [
                .open: .event(.reviewed(approval)), .draft: .event(.reviewed(approval)),
                .closed: .refused(.isClosed), .merged: .refused(.isMerged),
                .rejected: .event(.reviewed(approval)),
            ]
        ),
        (
            .ready,
            [
                .open: .refused(.isReady), .draft: .event(.readied), .closed: .refused(.isClosed),
                .merged: .refused(.isMerged), .rejected: .refused(.isReady),
            ]
        ),
        (
            .close,
            [
                .open: .event(.closed), .draft: .event(.closed), .closed: .refused(.isClosed),
                .merged: .refused(.isMerged), .rejected: .event(.closed),
            ]
        ),
        (
            .reopen,
            [
                .open: .refused(.isOpen), .draft: .refused(.isOpen), .closed: .event(.reopened),
                .merged: .refused(.isMerged), .rejected: .refused(.isOpen),
            ]
        ),
        (
            .merged(Standing.merge),
            [
                .open: .event(.merged(Standing.merge)), .draft: .event(.merged(Standing.merge)),
                .closed: .event(.merged(Standing.merge)), .merged: .nothing,
                .rejected: .event(.merged(Standing.merge)),
            ]
        ),
    ]

    @Test func `every command has an answer in every state`() {
        for (command, answers) in Self.table {
            for standing in Standing.allCases {
                let found: Answer
                do throws(PullRequestRefusal) {
                    let events = try standing.state.decide(command)
                    #expect(events.count < 2)
                    found = events.first.map { .event($0) } ?? .nothing
                } catch { found = .refused(error) }
                #expect(found == answers[standing], "\(command) when \(standing)")
            }
        }
    }

    @Test func `a branch that stands still has not moved`() throws {
        #expect(try Standing.open.state.decide(.moveHead(.numbered(1), .commit)).isEmpty)
    }

    @Test func `only open ones that are ready and that nobody rejects may be merged`() throws {
        try Standing.open.state.requireMergeable()
        #expect(throws: PullRequestRefusal.isDraft) { try Standing.draft.state.requireMergeable() }
        #expect(throws: PullRequestRefusal.isClosed) { try Standing.closed.state.requireMergeable() }
        #expect(throws: PullRequestRefusal.isMerged) { try Standing.merged.state.requireMergeable() }
        #expect(throws: PullRequestRefusal.isRejected(by: ["person/ada"])) {
            try Standing.rejected.state.requireMergeable()
        }
    }

    @Test func `words that say nothing are refused`() {
        let state = Standing.open.state
        #expect(throws: PullRequestRefusal.isEmpty) { try state.decide(.comment(.init(" \n"))) }
        #expect(throws: PullRequestRefusal.isEmpty) { try state.decide(.review(.init(.reject, ""))) }
        #expect(throws: PullRequestRefusal.isEmpty) { try state.decide(.review(.init(.comment, " "))) }
        #expect(throws: PullRequestRefusal.lineWithoutFile) {
            try state.decide(.comment(.init("hm", line: 1)))
        }
    }
}
