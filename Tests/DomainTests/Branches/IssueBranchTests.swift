import Domain
import Testing

@Suite("Branches of issues") struct IssueBranchTests {
    @Test func `the name says what the branch does and for which issue`() {
        let branch = IssueBranch("fix/issue-12")
        #expect(branch?.purpose == .fix)
        #expect(branch?.issue == "12")
        #expect(branch?.number == 12)
        #expect(IssueBranch("feature/issue-7-dark-mode")?.purpose == .feature)
        #expect(IssueBranch("feature/issue-7-dark-mode")?.number == 7)
        #expect(IssueBranch("feature/issue-7/part")?.number == 7)
    }

    @Test func `an issue without a number has its name`() {
        #expect(IssueBranch("fix/issue-12ab34cd56ef")?.issue == "12ab34cd56ef")
        #expect(IssueBranch("fix/issue-12ab34cd56ef")?.number == nil)
        #expect(IssueBranch("fix/issue-99999999999999999999")?.number == nil)
    }

    @Test func `a branch in the folder may name no issue`() {
        for name in ["fix/login", "fix/issue", "fix/issue-", "fix/issues-3", "feature/"] {
            #expect(IssueBranch(name) != nil)
            #expect(IssueBranch(name)?.issue == nil, "\(name)")
        }
    }

    @Test func `other branches are none`() {
        for name in ["", "main", "fix", "fixes/issue-1", "release/issue-1", "Fix/issue-1", "/fix/issue-1"] {
            #expect(IssueBranch(name) == nil, "\(name)")
        }
    }
}
