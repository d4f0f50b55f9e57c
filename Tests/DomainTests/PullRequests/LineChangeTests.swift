import Domain
import TestSupport
import Testing

@Suite struct LineChangeTests {
    @Test func `lines behind a change are shifted, lines in it are gone`() {
        // Behind line 2 one line was put in; lines 5 and 6 were replaced by three; 9 was taken out.
        let changes = [
            LineChange(oldStart: 2, oldCount: 0, newCount: 1),
            LineChange(oldStart: 5, oldCount: 2, newCount: 3),
            LineChange(oldStart: 9, oldCount: 1, newCount: 0),
        ]
        #expect((1...11).map { changes.follow($0) } == [1, 2, 4, 5, nil, nil, 9, 10, nil, 11, 12])
    }

    @Test func `lines put in at the beginning shift all`() {
        #expect([LineChange(oldStart: 0, oldCount: 0, newCount: 2)].follow(1) == 3)
        #expect([LineChange]().follow(7) == 7)
    }

    /// Against a file that is really changed.
    @Test(arguments: 0..<100)
    func `a line that is kept is found where it stands`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var (changes, new, line, fresh) = ([LineChange](), [Int](), 1, 1000)
        let old = Array(1...40)
        while line <= old.count {
            if Int.random(in: 0...4, using: &random) == 0 {
                let removed = min(Int.random(in: 0...3, using: &random), old.count - line + 1)
                let added = Int.random(in: removed == 0 ? 1...3 : 0...3, using: &random)
                changes.append(
                    LineChange(
                        oldStart: removed == 0 ? line - 1 : line, oldCount: removed, newCount: added))
                new += (0..<added).map { fresh + $0 }
                (line, fresh) = (line + removed, fresh + added)
            }
            // Hunks without context lie at least one line apart.
            if line <= old.count { new.append(line) }
            line += 1
        }
        for line in old {
            let place = new.firstIndex(of: line).map { $0 + 1 }
            #expect(changes.follow(line) == place)
        }
    }
}
