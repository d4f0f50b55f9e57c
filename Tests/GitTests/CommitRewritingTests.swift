import Git
import TestSupport
import Testing

@Suite struct CommitRewritingTests {
    @Test func `author, date, encoding and message stay byte for byte, a signature goes`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        let (tree, parent) = (try sandbox.id("HEAD^{tree}", in: top), try sandbox.id("HEAD", in: top))
        let head = "tree \(tree)\nparent \(parent)\n"
        let author = Array("author J".utf8) + [0xF6] + Array("rg <j@example.org> 1234567890 -0330\n".utf8)
        let message = Array("\ngr".utf8) + [0xFC] + Array("n\n\nauthor of this\n".utf8)
        let bytes =
            Array(head.utf8) + author + Array("committer Bo <bo@example.org> 5 +0000\n".utf8)
            + Array("encoding ISO-8859-1\ngpgsig -----BEGIN\n more\n -----END\n".utf8) + message
        let original = try repository.writeObject(.commit, bytes)
        let rewritten = try repository.rewriteCommit(
            original, tree: .emptyTree, parents: [original], committer: .ada)
        let expected =
            Array("tree \(ObjectID.emptyTree)\nparent \(original)\n".utf8) + author
            + Array("committer Ada <ada@example.org> 1700000000 +0100\nencoding ISO-8859-1\n".utf8) + message
        #expect(try repository.object(rewritten, as: .commit) == expected)
        try sandbox.git("update-ref", "refs/heads/rewritten", rewritten.hex, in: top)
        #expect(try sandbox.git("log", "-1", "--format=%an|%s", "rewritten", in: top) == "Jörg|grün")
        try sandbox.fsck(top)
    }

    @Test func `a commit without a message stays without one`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        let tree = try sandbox.id("HEAD^{tree}", in: top)
        let commit = try repository.writeCommit(
            tree: tree, parents: [], author: .ada, committer: .ada, message: "")
        let rewritten = try repository.rewriteCommit(commit, tree: tree, parents: [commit], committer: .ada)
        #expect(try repository.commit(rewritten).message == "")
        #expect(try repository.commit(rewritten).parents == [commit])
    }
}
