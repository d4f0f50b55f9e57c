import Git
import TestSupport
import Testing

@Suite struct HistoryTests {
    /// `root ← left ← merge` and `root ← right ← merge`, and a commit without relation.
    private struct Diamond {
        let root, left, right, merge, stranger: ObjectID

        init(_ repository: borrowing Repository) throws {
            func commit(_ name: String, _ parents: [ObjectID]) throws -> ObjectID {
                try repository.writeCommit(
                    tree: .emptyTree, parents: parents, author: .ada, committer: .ada, message: name)
            }
            root = try commit("root", [])
            left = try commit("left", [root])
            right = try commit("right", [root])
            merge = try commit("merge", [left, right])
            stranger = try commit("stranger", [])
        }
    }

    private let sandbox: Sandbox
    private let top: String

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.repository()
    }

    @Test func `a reversed topological walk shows parents first`() throws {
        let repository = try Repository.open(top)
        let diamond = try Diamond(repository)
        let walk = try repository.revisions(from: [diamond.merge], order: [.topological, .reverse])
        #expect(walk.first == diamond.root)
        #expect(walk.last == diamond.merge)
        #expect(Set(walk) == [diamond.root, diamond.left, diamond.right, diamond.merge])
    }

    @Test func `hidden commits hide their history, even when they are missing`() throws {
        let repository = try Repository.open(top)
        let diamond = try Diamond(repository)
        let absent = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
        let walk = try repository.revisions(from: [diamond.merge], hiding: [diamond.left, absent])
        #expect(walk == [diamond.merge, diamond.right])
        #expect(try repository.revisions(from: []) == [])
    }

    @Test func `a walk ends when the visitor has seen enough`() throws {
        let repository = try Repository.open(top)
        let diamond = try Diamond(repository)
        var seen: [ObjectID] = []
        try repository.revisionWalk(from: [diamond.merge]) { id in
            seen.append(id)
            return seen.count < 2
        }
        #expect(seen.count == 2)
    }

    @Test func `a missing tip is not found`() throws {
        let repository = try Repository.open(top)
        let absent = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
        let error = failure { () throws(GitError) in _ = try repository.revisions(from: [absent]) }
        #expect(error?.kind == .notFound)
    }

    @Test func `ancestry includes the commit itself`() throws {
        let repository = try Repository.open(top)
        let diamond = try Diamond(repository)
        #expect(try repository.isAncestor(diamond.root, of: diamond.merge))
        #expect(try repository.isAncestor(diamond.left, of: diamond.left))
        #expect(try repository.isAncestor(diamond.left, of: diamond.right) == false)
        #expect(try repository.isReachable(diamond.root, fromAny: [diamond.stranger, diamond.left]))
        #expect(try repository.isReachable(diamond.left, fromAny: [diamond.left]))
        #expect(
            try repository.isReachable(diamond.left, fromAny: [diamond.right, diamond.stranger]) == false)
        #expect(try repository.isReachable(diamond.left, fromAny: []) == false)
    }

    @Test func `merge base and distance are those of git`() throws {
        let repository = try Repository.open(top)
        let diamond = try Diamond(repository)
        #expect(try repository.mergeBase(diamond.left, diamond.right) == diamond.root)
        #expect(try repository.mergeBase(diamond.left, diamond.stranger) == nil)
        let distance = try repository.aheadBehind(local: diamond.merge, upstream: diamond.right)
        #expect(distance == (2, 0))
        let counted = try sandbox.git(
            "rev-list", "--left-right", "--count", "\(diamond.left)...\(diamond.stranger)", in: top)
        let strangers = try repository.aheadBehind(local: diamond.left, upstream: diamond.stranger)
        #expect("\(strangers.ahead)\t\(strangers.behind)" == counted)
    }

    @Test func `a complete clone has no boundary`() throws {
        let repository = try Repository.open(top)
        #expect(repository.isShallow == false)
        #expect(try repository.shallowBoundary() == [])
    }

    @Test func `the boundary of a shallow clone is known in its linked worktrees too`() throws {
        let source = try sandbox.populatedRepository("source")
        for number in 1...3 {
            try sandbox.commit("\(number)", files: ["file": "\(number)\n"], in: source)
        }
        try sandbox.git("clone", "--quiet", "--depth=2", "file://\(source)", "shallow")
        let shallow = sandbox.path("shallow")
        try sandbox.git("worktree", "add", "--quiet", "--detach", "../linked", in: shallow)
        for folder in [shallow, sandbox.path("linked")] {
            let repository = try Repository.open(folder)
            #expect(repository.isShallow == true)
            #expect(try repository.shallowBoundary() == [try sandbox.id("HEAD~1", in: source)])
            let tip = try sandbox.id("HEAD", in: source)
            let error = failure { () throws(GitError) in _ = try repository.revisions(from: [tip]) }
            #expect(error?.kind == .notFound)
        }
    }
}
