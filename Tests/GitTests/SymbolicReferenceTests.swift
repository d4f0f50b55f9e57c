import Git
import TestSupport
import Testing

@Suite struct SymbolicReferenceTests {
    @Test func `a symbolic reference tells where it leads, even to nowhere`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main", in: top)
        let repository = try Repository.open(top)
        #expect(try repository.symbolicTarget(of: "refs/remotes/origin/HEAD") == "refs/remotes/origin/main")
        #expect(try repository.symbolicTarget(of: "HEAD") == "refs/heads/main")
        #expect(try repository.symbolicTarget(of: "refs/heads/main") == nil)
        #expect(try repository.symbolicTarget(of: "refs/heads/nowhere") == nil)
    }
}
