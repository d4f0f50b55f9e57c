import Git
import TestSupport
import Testing

@Suite struct ReferenceDeletionTests {
    private let sandbox: Sandbox
    private let top: String

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.populatedRepository()
    }

    @Test func `a packed reference goes, and its neighbours with what they peel to stay`() throws {
        for name in ["a", "b", "c"] { try sandbox.git("tag", "-a", "-m", name, name, in: top) }
        try sandbox.git("pack-refs", "--all", in: top)
        let before = try sandbox.git("show-ref", "--dereference", in: top).split(separator: "\n")
        let repository = try Repository.open(top)
        try repository.deleteReference("refs/tags/b", expecting: .none)
        let after = try sandbox.git("show-ref", "--dereference", in: top).split(separator: "\n")
        #expect(after == before.filter { !$0.contains("refs/tags/b") })
        #expect(try sandbox.git("fsck", "--strict", "--no-dangling", in: top).isEmpty)
        #expect(try repository.reference("refs/tags/b") == nil)
    }

    @Test(arguments: ["../../config", "refs/heads/../../config", "", "refs/heads/x.lock"])
    func `a name that leads elsewhere is refused`(name: String) throws {
        let repository = try Repository.open(top)
        #expect(throws: GitError.self) { try repository.deleteReference(name, expecting: .none) }
        #expect(try sandbox.git("config", "core.bare", in: top) == "false")
    }

    @Test func `deleting beside git pack-refs takes no branch away`() async throws {
        let (sandbox, top) = (sandbox, top)
        let tip = try Repository.open(top).peel(revision: "HEAD")
        async let branches: Void = {
            for number in 0..<60 {
                try sandbox.git("branch", "branch-\(number)", in: top)
                try sandbox.git("-c", "core.packedRefsTimeout=-1", "pack-refs", "--all", in: top)
            }
        }()
        let repository = try Repository.open(top)
        for number in 0..<300 {
            let name = "refs/autowrk/journal/\(number % 3)"
            try repository.updateReference(name, to: tip, expecting: .none, logMessage: "test")
            // Another program may hold the lock of the reference at this moment.
            while failure({ () throws(GitError) in
                try repository.deleteReference(name, expecting: .none)
            })?.kind == .locked {}
        }
        try await branches
        let names = try sandbox.git("for-each-ref", "--format=%(refname:short)", "refs/heads", in: top)
        #expect(names.split(separator: "\n").count == 61)
    }
}
