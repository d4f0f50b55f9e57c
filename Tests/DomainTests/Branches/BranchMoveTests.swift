import Domain
import JSON
import Testing

@Suite("Moves of branches") struct BranchMoveTests {
    @Test(arguments: BranchMove.Cause.allCases)
    func `a move is read as it was written`(cause: BranchMove.Cause) {
        let move = BranchMove(branch: "fix/issue-1", commit: "ab", previous: "cd", cause: cause)
        #expect(BranchMove(move.data) == move)
        let first = BranchMove(branch: "fix/issue-1", commit: "ab", cause: cause)
        #expect(BranchMove(first.data) == first)
        #expect(first.data["previous"] == nil)
    }

    @Test func `what is unknown is no fault, what is missing is`() {
        let later: JSON.Object = ["branch": "b", "commit": "c", "cause": "teleport", "more": 1]
        #expect(BranchMove(later) == BranchMove(branch: "b", commit: "c", cause: nil))
        #expect(BranchMove(["branch": "b"]) == nil)
        #expect(BranchMove(["commit": "c"]) == nil)
        #expect(BranchMove(["branch": 1, "commit": "c"]) == nil)
    }
}
