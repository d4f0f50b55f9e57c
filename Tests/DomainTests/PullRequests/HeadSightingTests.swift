import Domain
import TestSupport
import Testing

@Suite struct HeadSightingTests {
    private func sighting(
        _ number: Int, _ relation: HeadSighting.Relation, isKnown: Bool = false, isLocal: Bool = true
    ) -> HeadSighting {
        HeadSighting(.numbered(number), relation: relation, isKnown: isKnown, isLocal: isLocal)
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

    @Test func `what was seen before is news only where the branch was moved last`() throws {
        let moved = PullRequestEvent.headMoved(.numbered(2), .commit)
        let facts = [record(opened, 1, replica: "here"), record(moved, 2, replica: "there")]
        let state = try #require(PullRequestState.fold(facts, of: .sample))
        for relation in [HeadSighting.Relation.ahead, .behind, .sibling, .apart] {
            #expect(state.move(to: sighting(1, relation, isKnown: true), seenBy: "here") == nil)
            #expect(state.move(to: sighting(1, relation, isKnown: true), seenBy: "elsewhere") == nil)
            #expect(state.move(to: sighting(1, relation, isKnown: true), seenBy: "there") != nil)
            #expect(state.move(to: sighting(3, relation), seenBy: "elsewhere") != nil)
        }
    }

    /// Clones that do anything to their branches, and look whenever they like; all know the same events.
    @Test(arguments: 0..<200)
    func `whoever has not touched a branch since the last look moves nothing`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var world = World()
        for _ in 0..<40 {
            let clone = Int.random(in: 0..<World.clones, using: &random)
            world.change(clone, &random)
            let before = world.records.count
            world.look(clone)
            #expect(world.records.count <= before + 1)
            // All others are where they were.
            for other in 0..<World.clones where other != clone && world.hasLooked.contains(other) {
                let count = world.records.count
                world.look(other)
                #expect(world.records.count == count, "clone \(other) has moved the branch")
            }
            if Bool.random(using: &random) { world.look(Int.random(in: 0..<World.clones, using: &random)) }
        }
    }
}

/// A history, clones with a branch each, and one pull request.
private struct World {
    static let clones = 3

    /// By commit: its parent; the first has none.
    private var parents: [Int?] = [nil, 0]
    private var tips = [Int](repeating: 1, count: clones)
    private(set) var records = [
        record(
            .opened(
                PullRequestOpening(
                    title: "x", head: "fix/it", base: "main", commit: PullRequestHead.numbered(1))), 1,
            replica: "0")
    ]
    /// The clones that have looked since they touched their branch.
    private(set) var hasLooked: Set<Int> = [0, 1, 2]

    /// A commit, an amend, a reset, a rebase, or a fetch.
    mutating func change(_ clone: Int, _ random: inout SeededGenerator) {
        switch Int.random(in: 0...4, using: &random) {
        case 0: add(clone, parent: tips[clone])
        case 1: add(clone, parent: parents[tips[clone]] ?? 0)
        case 2: tips[clone] = max(1, parents[tips[clone]] ?? 1)
        case 3: add(clone, parent: 0)
        default: tips[clone] = tips[Int.random(in: 0..<Self.clones, using: &random)]
        }
        hasLooked.remove(clone)
    }

    private mutating func add(_ clone: Int, parent: Int) {
        parents.append(parent)
        tips[clone] = parents.count - 1
    }

    mutating func look(_ clone: Int) {
        hasLooked.insert(clone)
        guard let state = PullRequestState.fold(records, of: .sample) else { return }
        let (tip, known) = (tips[clone], number(state.head.commit))
        let relation: HeadSighting.Relation =
            if isAncestor(known, of: tip) {
                .ahead
            } else if isAncestor(tip, of: known) {
                .behind
            } else if parents[tip] == parents[known] {
                .sibling
            } else {
                .apart
            }
        let sighting = HeadSighting(
            .numbered(tip), relation: relation,
            isKnown: state.heads.contains { isAncestor(tip, of: number($0.head.commit)) }, isLocal: true)
        if case .moveHead(let head, let cause)? = state.move(to: sighting, seenBy: String(clone)) {
            records.append(record(.headMoved(head, cause), records.count + 1, replica: String(clone)))
        }
    }

    private func isAncestor(_ ancestor: Int, of commit: Int) -> Bool {
        var place: Int? = commit
        while let current = place {
            if current == ancestor { return true }
            place = parents[current]
        }
        return false
    }

    private func number(_ commit: String) -> Int { Int(commit.dropFirst()) ?? 0 }
}
