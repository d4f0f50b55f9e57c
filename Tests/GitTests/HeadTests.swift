import Git
import TestSupport
import Testing

@Suite struct HeadTests {
    @Test func `a new repository has an unborn branch`() throws {
        let sandbox = try Sandbox()
        let head = try Repository.open(try sandbox.repository()).head()
        #expect(head == .unborn(branch: "refs/heads/main"))
        #expect(head.id == nil)
    }

    @Test func `a branch has a name and a tip`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let tip = try sandbox.id("main", in: top)
        #expect(try Repository.open(top).head() == .branch(name: "refs/heads/main", id: tip))
    }

    @Test func `a detached head is a commit`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git("checkout", "--quiet", "--detach", in: top)
        #expect(try Repository.open(top).head() == .detached(try sandbox.id("main", in: top)))
    }

    @Test func `a revision means what git says`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.commit("second", files: ["two": "2\n"], in: top)
        try sandbox.git("tag", "-a", "-m", "v1", "v1", "HEAD~1", in: top)
        let repository = try Repository.open(top)
        for revision in ["HEAD", "main~1", "v1", "main^", "@{0}", "HEAD^{/first}"] {
            let expected = try sandbox.id(revision + "^{commit}", in: top)
            #expect(try repository.peel(revision: revision) == expected)
        }
        let short = try sandbox.git("rev-parse", "--short", "HEAD", in: top)
        #expect(try repository.peel(revision: short) == (try sandbox.id("HEAD", in: top)))
    }

    @Test(arguments: [
        ("nothing", GitError.Kind.notFound), ("HEAD^{tree}", .invalidName), ("a..^{", .invalidName),
    ])
    func `a revision that means no commit is an error`(revision: String, kind: GitError.Kind) throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.populatedRepository())
        #expect(failure { () throws(GitError) in _ = try repository.peel(revision: revision) }?.kind == kind)
    }
}
