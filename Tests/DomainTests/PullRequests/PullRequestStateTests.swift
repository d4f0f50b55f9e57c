import Domain
import Platform
import TestSupport
import Testing

@Suite struct PullRequestStateTests {
    @Test func `without a beginning there is nothing`() {
        #expect(PullRequestState.fold(records([.closed, .readied]), of: .sample) == nil)
        #expect(PullRequestState.fold([], of: .sample) == nil)
    }

    @Test func `what lies before the beginning does not count, and nothing begins twice`() {
        var second = PullRequestOpening.sample()
        second.title = "another"
        let state = PullRequestState.fold(
            records([.closed, .opened(.sample()), .opened(second)]), of: .sample)
        #expect(state?.status == .open)
        #expect(state?.title == "Fix it")
    }

    @Test func `a merge counts whatever else was said`() {
        let merge = PullRequestEvent.merged(.init(commit: "m", method: .squash))
        for others: [PullRequestEvent] in [
            [.closed, merge], [merge, .closed], [merge, .reopened], [merge, .closed, .reopened],
            [.closed, merge, .reopened], [merge, .headMoved(.numbered(9), .push)],
        ] {
            let state = state([.opened(.sample())] + others)
            #expect(state.status == .merged)
            #expect(state.head == .numbered(1))
            #expect(state.merge?.content.commit == "m")
        }
    }

    @Test func `of two merges the first counts and both are known`() {
        let state = state([
            .opened(.sample()), .merged(.init(commit: "m1", method: .merge)),
            .merged(.init(commit: "m2", method: .squash)),
        ])
        #expect(state.merge?.content.commit == "m1")
        #expect(state.merges.map(\.content.commit) == ["m1", "m2"])
        #expect(state.endedAt?.milliseconds == 2000)
    }

    @Test func `a review counts as long as the files are the same`() {
        let rejection = PullRequestEvent.reviewed(.init(.reject, "no", commit: "c1"))
        let opened = PullRequestEvent.opened(.sample())
        #expect(state([opened, rejection]).rejectedBy == ["person/ada"])
        let rebased = PullRequestEvent.headMoved(.numbered(2, tree: 1), .rebase)
        #expect(state([opened, rejection, rebased]).rejectedBy == ["person/ada"])
        let changed = PullRequestEvent.headMoved(.numbered(3), .commit)
        #expect(state([opened, rejection, changed]).rejectedBy == [])
        #expect(state([opened, rejection, changed]).opinions.map(\.isOutdated) == [true])
        let approval = PullRequestEvent.reviewed(.init(.approve, commit: "c1"))
        #expect(state([opened, rejection, approval]).approvedBy == ["person/ada"])
        #expect(state([opened, approval, rejection]).approvedBy == [])
        #expect(
            state([opened, rejection, .reviewed(.init(.comment, "hm"))]).rejectedBy == ["person/ada"])
    }

    /// Two clones that know nothing of each other record whatever they like; the journal orders it.
    @Test(arguments: 0..<200)
    func `any interleaving of two clones adds up to something sound`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var facts = [record(.opened(.sample(isDraft: Bool.random(using: &random))), 1)]
        for number in 2..<Int.random(in: 3...30, using: &random) {
            let replica = Bool.random(using: &random) ? "here" : "there"
            facts.append(
                record(
                    Self.fact(&random), number, replica: replica,
                    actor: "person/\(Int.random(in: 0...2, using: &random))"))
        }
        let state = try #require(PullRequestState.fold(facts, of: .sample))
        let merges = facts.filter { if case .merged = $0.event { true } else { false } }
        #expect((state.status == .merged) == !merges.isEmpty)
        #expect(state.merges.count == merges.count)
        #expect((state.endedAt == nil) == (state.status == .open))
        #expect(state.newest == facts.map(\.id).max())
        #expect(state.updatedAt == facts.map(\.at).max())
        #expect(state.heads.first?.head == .numbered(1))
        #expect(Set(state.approvedBy).isDisjoint(with: state.rejectedBy))
        // What arrives late is sorted in: the order of arrival makes no difference.
        let late = facts.shuffled(using: &random).sorted { $0.id < $1.id }
        #expect(PullRequestState.fold(late, of: .sample) == state)
        // Once merged, always merged.
        for length in 1...facts.count {
            let earlier = PullRequestState.fold(Array(facts.prefix(length)), of: .sample)
            if earlier?.status == .merged { #expect(state.status == .merged) }
        }
        let summary = state.summary
        #expect(PullRequestSummary(.sample, text: summary.text) == summary)
    }

    private static func fact(_ random: inout SeededGenerator) -> PullRequestEvent {
        let number = Int.random(in: 1...5, using: &random)
        switch Int.random(in: 0...8, using: &random) {
        case 0: return .edited(.init(title: "title \(number)", base: number == 1 ? "next" : nil))
        case 1, 2:
            return .headMoved(
                .numbered(number, tree: number % 3), HeadMove.allCases[number - 1])
        case 3: return .commented(.init("text\twith a tab", path: "a", line: number, commit: "c1"))
        case 4, 5:
            return .reviewed(
                .init(
                    PullRequestReview.Opinion.allCases[number % 3], "why",
                    commit: "c\(number)"))
        case 6: return .readied
        case 7: return number == 1 ? .merged(.init(commit: "m", method: .rebase)) : .closed
        default: return .reopened
        }
    }
}
