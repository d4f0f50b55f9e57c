import Git
import TestSupport
import Testing

@Suite struct LineDifferenceTests {
    private func hunks(_ old: String, _ new: String) throws -> [LineHunk] {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.populatedRepository())
        return try repository.lineDifference(
            from: repository.writeBlob(Array(old.utf8)), to: repository.writeBlob(Array(new.utf8)))
    }

    private func places(_ hunks: [LineHunk]) -> [[Int]] {
        hunks.map { [$0.oldStart, $0.oldCount, $0.newCount] }
    }

    @Test func `hunks are those of git diff without context`() throws {
        let old = (1...9).map { "\($0)\n" }.joined()
        #expect(try places(hunks(old, old)) == [])
        #expect(try places(hunks(old, "0\n" + old)) == [[0, 0, 1]])
        #expect(try places(hunks(old, old + "10\n")) == [[9, 0, 1]])
        #expect(
            try places(hunks(old, old.replacing("3\n", with: "three\n").replacing("7\n", with: "")))
                == [[3, 1, 1], [7, 1, 0]])
        #expect(try places(hunks(old, "")) == [[1, 9, 0]])
        #expect(try places(hunks("", old)) == [[0, 0, 9]])
    }

    @Test func `binary files have no lines`() throws {
        #expect(try hunks("a\0b", "a\0c") == [])
    }

    @Test func `what is no file is refused`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        let (tree, blob) = (try sandbox.id("HEAD^{tree}", in: top), try sandbox.id("HEAD:README", in: top))
        #expect(
            failure { () throws(GitError) in _ = try repository.lineDifference(from: tree, to: blob) } != nil)
    }
}
