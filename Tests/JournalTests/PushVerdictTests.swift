import Testing

@testable import Journal

@Suite struct PushVerdictTests {
    private let lane = "refs/autowrk/journal/g5s7jtw24s4g"

    @Test func `a lane that was taken`() throws {
        for flag in [" ", "*", "="] {
            let verdict = try #require(PushVerdict("\(flag)\tabc:\(lane)\t1..2"))
            #expect(verdict.isAccepted)
            #expect(verdict.replica == ReplicaID("g5s7jtw24s4g"))
        }
    }

    @Test(arguments: [
        ("[rejected] (fetch first)", true), ("[rejected] (non-fast-forward)", true),
        ("[remote rejected] (deny updating a hidden ref)", false),
        ("[remote rejected] (pre-receive hook declined)", false),
    ])
    func `a lane that was refused, and whether to look again`(summary: String, isOutdated: Bool) throws {
        let verdict = try #require(PushVerdict("!\tabc:\(lane)\t\(summary)"))
        #expect(!verdict.isAccepted)
        #expect(verdict.isOutdated == isOutdated)
        #expect(summary.contains(verdict.reason))
    }

    @Test(arguments: ["To ../up.git", "Done", "", "*\tabc:refs/heads/main\t[new branch]"])
    func `other lines are passed over`(line: String) { #expect(PushVerdict(line) == nil) }
}
