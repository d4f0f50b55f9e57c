import Domain
import Testing

struct IssueIDTests {
    @Test func `a number is a name`() throws {
        let id = try #require(IssueID("#12"))
        #expect((id.description, id.number, id.stream) == ("12", 12, "issue/12"))
        #expect(id == IssueID(number: 12))
        #expect((id.branch(.bug), id.branch(.feature)) == ("fix/issue-12", "feature/issue-12"))
        #expect(IssueBranch(id.branch(.bug))?.issue == id.description)
    }

    @Test func `an issue without a number has twelve characters, the first no digit`() throws {
        for bits in [0, 1, 0x0123_4567_89AB_CDEF, UInt64.max] {
            let id = IssueID(bits: bits)
            #expect(id.number == nil)
            #expect(IssueID(id.description) == id)
            #expect(IssueBranch(id.branch(.feature))?.issue == id.description)
        }
    }

    @Test(arguments: [
        "", "#", "0", "-1", "1x", "x", "main", "abcdefghijkl", "1abcdefghjkm", "99999999999", "+3",
    ])
    func `other texts are none`(_ text: String) {
        #expect(IssueID(text) == nil)
    }
}
