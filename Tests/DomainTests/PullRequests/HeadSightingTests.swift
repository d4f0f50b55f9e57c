import Domain
import Testing

@Suite struct HeadSightingTests {
    private func sighting(
        _ number: Int, _ relation: HeadSighting.Relation, isLocal: Bool = true
    ) -> HeadSighting {
        HeadSighting(.numbered(number), relation: relation, isLocal: isLocal)
    }

    private let opened = PullRequestEvent.opened(.sample())

    @Test func `the cause follows from how the places lie to each other`() {
        let state = state([opened])
        for (relation, isLocal, cause) in [
            (HeadSighting.Relation.ahead, true, HeadMove.commit), (.ahead, false, .push),
            (.sibling, true, .amend), (.sibling, false, .amend), (.apart, true, .rebase),
            (.apart, false, .rebase), (.behind, true, .reset),
        ] {
            #expect(
                state.move(to: sighting(2, relation, isLocal: isLocal), seenBy: "here")
                    == .moveHead(.numbered(2), cause))
        }
    }

    @Test func `a branch that stands still is no news`() {
        #expect(state([opened]).move(to: sighting(1, .apart), seenBy: "here") == nil)
    }

    @Test func `closed and merged ones are not followed`() {
        #expect(state([opened, .closed]).move(to: sighting(2, .ahead), seenBy: "here") == nil)
        let merged = PullRequestEvent.merged(.init(commit: "m", method: .merge))
        #expect(state([opened, merged]).move(to: sighting(2, .ahead), seenBy: "here") == nil)
    }

    @Test func `a clone that has not fetched yet does not move the branch back`() {
        let moved = PullRequestEvent.headMoved(.numbered(2), .commit)
        let facts = [record(opened, 1, replica: "here"), record(moved, 2, replica: "there")]
        guard let state = PullRequestState.fold(facts, of: .sample) else { return }
        // It stands where it stood when the clone looked last.
        #expect(state.move(to: sighting(1, .behind), seenBy: "here") == nil)
        #expect(state.move(to: sighting(1, .apart), seenBy: "here") == nil)
        // It has fetched a part.
        #expect(state.move(to: sighting(3, .behind), seenBy: "here") == nil)
        // A third clone, which has never looked.
        #expect(state.move(to: sighting(1, .behind), seenBy: "elsewhere") == nil)
        #expect(state.move(to: sighting(1, .apart), seenBy: "elsewhere") == nil)
        #expect(state.move(to: sighting(3, .behind), seenBy: "elsewhere") == nil)
    }

    @Test func `whoever moves a branch on is believed`() {
        let moved = PullRequestEvent.headMoved(.numbered(2), .commit)
        let facts = [record(opened, 1, replica: "here"), record(moved, 2, replica: "there")]
        guard let state = PullRequestState.fold(facts, of: .sample) else { return }
        #expect(
            state.move(to: sighting(3, .ahead), seenBy: "here") == .moveHead(.numbered(3), .commit))
        #expect(
            state.move(to: sighting(3, .apart), seenBy: "here") == .moveHead(.numbered(3), .rebase))
        #expect(
            state.move(to: sighting(1, .behind), seenBy: "there") == .moveHead(.numbered(1), .reset))
        #expect(
            state.move(to: sighting(4, .apart), seenBy: "elsewhere") == .moveHead(.numbered(4), .rebase))
    }
}
