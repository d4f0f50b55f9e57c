import Git
import Platform
import TestSupport
import Testing

@Suite struct ReferenceTests {
    private let name = "refs/autowrk/journal/one"

    /// A repository with two commits without a parent, `first` and `second`.
    private final class Fixture {
        let sandbox: Sandbox
        let top: String
        let repository: Repository
        let first: ObjectID
        let second: ObjectID

        init() throws {
            sandbox = try Sandbox()
            top = try sandbox.repository()
            repository = try Repository.open(top)
            first = try repository.writeCommit(
                tree: .emptyTree, parents: [], author: .ada, committer: .ada, message: "first\n")
            second = try repository.writeCommit(
                tree: .emptyTree, parents: [], author: .ada, committer: .ada, message: "second\n")
        }

        func update(_ name: String, to id: ObjectID, _ precondition: Precondition) -> GitError? {
            failure { () throws(GitError) in
                try repository.updateReference(name, to: id, expecting: precondition, logMessage: "test")
            }
        }

        func delete(_ name: String, _ precondition: Precondition) -> GitError? {
            failure { () throws(GitError) in try repository.deleteReference(name, expecting: precondition) }
        }

        func packReferences() throws { try sandbox.git("pack-refs", "--all", "--prune", in: top) }
    }

    @Test func `a missing reference is nil`() throws {
        let fixture = try Fixture()
        #expect(try fixture.repository.reference(name) == nil)
    }

    @Test func `a created reference is there for git`() throws {
        let fixture = try Fixture()
        #expect(fixture.update(name, to: fixture.first, .mustNotExist) == nil)
        #expect(try fixture.sandbox.id(name, in: fixture.top) == fixture.first)
        try fixture.sandbox.fsck(fixture.top)
    }

    @Test(arguments: [false, true])
    func `creating what exists is stale`(packed: Bool) throws {
        let fixture = try Fixture()
        #expect(fixture.update(name, to: fixture.first, .mustNotExist) == nil)
        if packed { try fixture.packReferences() }
        let error = fixture.update(name, to: fixture.second, .mustNotExist)
        #expect(error?.kind == .modified)
        #expect(error?.message == "reference '\(name)' exists already")
        #expect(fixture.update(name, to: fixture.first, .mustNotExist)?.kind == .modified)
        #expect(try fixture.repository.reference(name) == fixture.first)
    }

    @Test(arguments: [false, true])
    func `moving from an old value is stale`(packed: Bool) throws {
        let fixture = try Fixture()
        #expect(fixture.update(name, to: fixture.first, .none) == nil)
        if packed { try fixture.packReferences() }
        #expect(fixture.update(name, to: fixture.second, .mustMatch(fixture.second))?.kind == .modified)
        #expect(fixture.update(name, to: fixture.second, .mustMatch(fixture.first)) == nil)
        #expect(fixture.update(name, to: fixture.first, .mustMatch(fixture.first))?.kind == .modified)
        #expect(try fixture.sandbox.id(name, in: fixture.top) == fixture.second)
    }

    @Test func `moving what is missing is stale`() throws {
        let fixture = try Fixture()
        #expect(fixture.update(name, to: fixture.second, .mustMatch(fixture.first))?.kind == .modified)
        #expect(try fixture.repository.reference(name) == nil)
    }

    @Test func `a value written by git meanwhile is seen`() throws {
        let fixture = try Fixture()
        #expect(fixture.update(name, to: fixture.first, .mustNotExist) == nil)
        try fixture.packReferences()
        try fixture.sandbox.git("update-ref", name, fixture.second.hex, in: fixture.top)
        #expect(try fixture.repository.reference(name) == fixture.second)
        try fixture.packReferences()
        #expect(try fixture.repository.reference(name) == fixture.second)
        #expect(fixture.update(name, to: fixture.first, .mustMatch(fixture.first))?.kind == .modified)
    }

    @Test func `a lock file stops update and delete`() throws {
        let fixture = try Fixture()
        #expect(fixture.update(name, to: fixture.first, .mustNotExist) == nil)
        let lock = "\(fixture.top)/.git/\(name).lock"
        try fixture.sandbox.write(lock, "")
        #expect(fixture.update(name, to: fixture.second, .none)?.kind == .locked)
        #expect(fixture.delete(name, .none)?.kind == .locked)
        #expect(Files.exists(lock))
    }

    @Test func `a reference to a missing object is refused`() throws {
        let fixture = try Fixture()
        let absent = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
        #expect(fixture.update(name, to: absent, .none)?.kind == .notFound)
    }

    @Test func `a name that git forbids is refused`() throws {
        let fixture = try Fixture()
        for wrong in ["refs/heads/a..b", "refs/heads/.x", "refs/heads/x.lock", "nonsense"] {
            #expect(fixture.update(wrong, to: fixture.first, .none)?.kind == .invalidName)
        }
    }

    @Test(arguments: [false, true])
    func `a reference and a folder of references can't have one name`(packed: Bool) throws {
        let fixture = try Fixture()
        #expect(fixture.update("refs/autowrk/one/two", to: fixture.first, .mustNotExist) == nil)
        if packed { try fixture.packReferences() }
        for wrong in ["refs/autowrk/one", "refs/autowrk/one/two/three"] {
            #expect(fixture.update(wrong, to: fixture.first, .mustNotExist)?.kind == .exists)
        }
        #expect(
            try fixture.repository.references(under: "refs/autowrk").map(\.name) == ["refs/autowrk/one/two"])
    }

    @Test(arguments: [false, true])
    func `deleting from an old value is stale and keeps everything`(packed: Bool) throws {
        let fixture = try Fixture()
        let branch = "refs/heads/main"
        #expect(fixture.update(branch, to: fixture.first, .mustNotExist) == nil)
        if packed { try fixture.packReferences() }
        #expect(fixture.delete(branch, .mustMatch(fixture.second))?.kind == .modified)
        #expect(fixture.delete(branch, .mustNotExist)?.kind == .modified)
        #expect(try fixture.repository.reference(branch) == fixture.first)
        #expect(try fixture.sandbox.git("reflog", "show", branch, in: fixture.top).contains("test"))
    }

    @Test func `deleting takes the loose and the packed value and the reflog`() throws {
        let fixture = try Fixture()
        let branch = "refs/heads/main"
        #expect(fixture.update(branch, to: fixture.first, .mustNotExist) == nil)
        try fixture.packReferences()
        #expect(fixture.update(branch, to: fixture.second, .none) == nil)
        #expect(fixture.delete(branch, .mustMatch(fixture.second)) == nil)
        #expect(try fixture.sandbox.git("for-each-ref", in: fixture.top).isEmpty)
        #expect(!Files.exists("\(fixture.top)/.git/logs/\(branch)"))
        #expect(fixture.update(branch, to: fixture.first, .mustNotExist) == nil)
    }

    @Test func `deleting what is missing is stale only when a value was expected`() throws {
        let fixture = try Fixture()
        #expect(fixture.delete(name, .none) == nil)
        #expect(fixture.delete(name, .mustNotExist) == nil)
        #expect(fixture.delete(name, .mustMatch(fixture.first))?.kind == .modified)
    }

    @Test func `references are listed by name, symbolic ones followed and dangling ones left out`() throws {
        let fixture = try Fixture()
        for name in ["refs/x/b", "refs/x/a/deep", "refs/x/a.b", "refs/xy"] {
            #expect(fixture.update(name, to: fixture.first, .none) == nil)
        }
        try fixture.packReferences()
        #expect(fixture.update("refs/x/b", to: fixture.second, .none) == nil)
        try fixture.sandbox.git("symbolic-ref", "refs/x/link", "refs/x/b", in: fixture.top)
        try fixture.sandbox.git("symbolic-ref", "refs/x/nowhere", "refs/x/missing", in: fixture.top)
        let found = try fixture.repository.references(under: "refs/x/")
        #expect(found.map(\.name) == ["refs/x/a.b", "refs/x/a/deep", "refs/x/b", "refs/x/link"])
        #expect(found.map(\.target) == [fixture.first, fixture.first, fixture.second, fixture.second])
    }

    @Test func `of many creators at once exactly one wins`() async throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        let ids = try Self.commits(8, in: top)
        let winners = await withTaskGroup(of: Bool.self) { group in
            for id in ids {
                group.addTask {
                    let error = failure { () throws(GitError) in
                        let repository = try Repository.open(top)
                        try repository.updateReference(
                            "refs/autowrk/journal/race", to: id, expecting: .mustNotExist, logMessage: "")
                    }
                    return error == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
    }

    private static func commits(_ count: Int, in top: String) throws -> [ObjectID] {
        let repository = try Repository.open(top)
        return try (0..<count).map { number in
            try repository.writeCommit(
                tree: .emptyTree, parents: [], author: .ada, committer: .ada, message: "\(number)\n")
        }
    }
}
