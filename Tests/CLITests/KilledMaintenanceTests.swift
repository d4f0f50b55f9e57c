import Foundation
import TestSupport
import Testing

/// `kill -9` of what works on a whole journal, at moments that a seed chooses.
@Suite struct KilledMaintenanceTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    static let rounds = max(4, KilledWriterTests.rounds / 4)

    @Test(arguments: [["gc"], ["gc", "--compact"]])
    func `events survive a killed gc, and the next one works`(command: [String]) throws {
        try killAgainAndAgain(command) {}
        #expect(try clone.sandbox.autowrk(command, in: clone.path).status == 0)
    }

    @Test func `events survive a killed sync, and the next one brings all of them`() throws {
        let sandbox = clone.sandbox
        let remote = try sandbox.bareRepository()
        try sandbox.git("remote", "add", "origin", remote, in: clone.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: clone.path)
        let other = Clone(try sandbox.clone(from: "remote.git", to: "other"), in: sandbox)
        #expect(try clone.autowrk("init").status == 0)
        #expect(try other.autowrk("init").status == 0)
        try killAgainAndAgain(["sync"]) {
            // So that there is something to fetch as well.
            try other.append("other/1")
            #expect(try other.autowrk("sync").status == 0)
        }
        let last = try clone.autowrk("sync")
        #expect(last.status == 0, "\(last.stderr)")
        #expect(try other.autowrk("sync").status == 0)
        #expect(try other.export() == clone.export())
        #expect(
            try sandbox.gitOutcome("fsck", "--full", "--strict", "--no-dangling", in: remote).stdout == "")
    }

    /// Kills the command in the midst of its work, again and again, with new events before each time.
    private func killAgainAndAgain(_ command: [String], _ prepare: () throws -> Void) throws {
        var generator = SeededGenerator(seed: 3)
        var acknowledged: [String] = []
        try clone.append()
        let started = Date.now
        #expect(try clone.sandbox.autowrk(command, in: clone.path).status == 0)
        let whole = Int(Date.now.timeIntervalSince(started) * 1_000_000)
        var interrupted = 0
        for round in 1...Self.rounds {
            for _ in 0..<3 { acknowledged.append(try clone.append("task/\(round)")) }
            try prepare()
            let before = try own(clone.export())
            let victim = try clone.sandbox.start(["git-autowrk"] + command, in: clone.path)
            _ = try victim.hasEnded(within: Int.random(in: 0...whole, using: &generator))
            // The children of a killed process go on; those of a machine that stops do not.
            victim.kill(Bool.random(using: &generator) ? .group : .process)
            if try victim.finish().status != 0 { interrupted += 1 }
            #expect(try own(clone.export()) == before, "round \(round)")
        }
        #expect(interrupted > 0, "some were hit in the midst of their work")
        acknowledged.append(try clone.append())
        #expect(Set(acknowledged).isSubset(of: try clone.exportedIDs()))
        #expect(try clone.autowrk("fsck").status == 0)
        try clone.expectSound(allowingUnreachable: true)
    }

    /// The events that the test has made here: without those of the maintenance, and of other clones.
    private func own(_ lines: String) -> [Substring] {
        lines.split(separator: "\n").filter { $0.contains(#""stream":"task/"#) }
    }
}
