import Foundation
import TestSupport
import Testing

/// `kill -9` of a writer at moments that a seed chooses.
@Suite struct KilledWriterTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    /// `AUTOWRK_KILL_ROUNDS` asks for more than the default.
    static let rounds = ProcessInfo.processInfo.environment["AUTOWRK_KILL_ROUNDS"].flatMap { Int($0) } ?? 40

    @Test func `what a killed writer has acknowledged is in the journal, and the next writer goes on`() throws
    {
        var generator = SeededGenerator(seed: 1)
        var acknowledged: [String] = []
        var sent = 0
        for round in 1...Self.rounds {
            let writer = try clone.sandbox.start(
                ["git-autowrk", "journal", "append", "--batch"], in: clone.path)
            let before = acknowledged.count
            let enough = before + Int.random(in: 1...40, using: &generator)
            while acknowledged.count < enough {
                let portion = Int.random(in: 1...30, using: &generator)
                writer.send((sent..<sent + portion).map { batchLine($0) }.joined())
                sent += portion
                guard let lines = try writer.nextLines() else { break }
                acknowledged += lines
            }
            // More than can be acknowledged before the end, so that it is hit in the midst of its work.
            writer.send((sent..<sent + 50).map { batchLine($0) }.joined())
            sent += 50
            _ = try writer.hasEnded(within: Int.random(in: 0...20_000, using: &generator))
            writer.kill(.process)
            while let lines = try writer.nextLines() { acknowledged += lines }
            let (status, stderr) = try writer.finish()
            try #require(status == 128 + SIGKILL, "round \(round): \(stderr)")
            try #require(acknowledged.count > before, "round \(round): a lock stopped the writer: \(stderr)")
        }
        try expectIntact(acknowledged)
    }

    @Test func `what killed processes acknowledged one by one is in the journal`() throws {
        var generator = SeededGenerator(seed: 2)
        var acknowledged: [String] = []
        for round in 1...Self.rounds {
            let writer = try clone.sandbox.start(
                ["git-autowrk", "journal", "append", "--stream", "task/1", "--type", "task_added"],
                in: clone.path)
            // A debug build needs some 30 ms from its start to its end.
            _ = try writer.hasEnded(within: Int.random(in: 0...40_000, using: &generator))
            writer.kill(.process)
            while let lines = try writer.nextLines() { acknowledged += lines }
            let (status, stderr) = try writer.finish()
            #expect(status == 0 || status == 128 + SIGKILL, "round \(round): \(stderr)")
        }
        try expectIntact(acknowledged)
    }

    private func expectIntact(_ acknowledged: [String]) throws {
        let last = try clone.append()
        let exported = try clone.exportedIDs()
        #expect(Set(acknowledged).count == acknowledged.count, "no id is given out twice")
        #expect(Set(acknowledged).isSubset(of: exported), "nothing that was acknowledged is lost")
        #expect(Set(exported).count == exported.count)
        #expect(exported.last == last)
        let numbers = try clone.exportedNumbers()
        #expect(Set(numbers).count == numbers.count, "nothing is recorded twice")
        #expect(try clone.laneLocks().isEmpty, "the next append has cleared what was left")
        #expect(try clone.autowrk("fsck").status == 0)
        try clone.expectSound(allowingUnreachable: true)
        // Git's own maintenance takes away what the killed ones left in the object folder.
        try clone.sandbox.git("gc", "--quiet", "--prune=now", in: clone.path)
        try clone.expectSound()
        #expect(try clone.exportedIDs() == exported)
        let left = try clone.sandbox.snapshot(of: clone.path + "/.git/objects").keys.filter {
            $0.contains("tmp_")
        }
        #expect(left.isEmpty)
    }
}
