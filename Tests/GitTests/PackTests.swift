import Git
import Platform
import TestSupport
import Testing

@Suite struct PackTests {
    private let sandbox: Sandbox
    private let top: String
    private var packs: String { top + "/.git/objects/pack" }

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.repository()
    }

    /// A chain of commits on the empty tree, reachable from `refs/heads/main`; everything that was written.
    private func chain(_ count: Int, _ repository: borrowing Repository) throws -> [ObjectID] {
        var written = [ObjectID.emptyTree]
        for number in 0..<count {
            written.append(
                try repository.writeCommit(
                    tree: .emptyTree, parents: number == 0 ? [] : [written[number]], author: .ada,
                    committer: .ada, message: "event \(number)\n"))
        }
        try repository.updateReference(
            "refs/heads/main", to: written[count], expecting: .mustNotExist, logMessage: "")
        return written
    }

    @Test func `packed objects are all that is needed`() throws {
        let repository = try Repository.open(top)
        let written = try chain(50, repository)
        let name = try #require(try repository.writePack(objects: written))
        #expect(try sandbox.files(in: packs) == ["pack-\(name).idx", "pack-\(name).pack"])
        try sandbox.git("prune-packed", in: top)
        #expect(try sandbox.git("count-objects", in: top).hasPrefix("0 objects"))
        try sandbox.git("verify-pack", packs + "/pack-\(name).pack", in: top)
        try sandbox.fsck(top)
        #expect(try repository.commit(written[50]).message == "event 49\n")
        #expect(try Repository.open(top).revisions(from: [written[50]]).count == 50)
    }

    @Test func `no objects make no pack`() throws {
        let repository = try Repository.open(top)
        #expect(try repository.writePack(objects: []) == nil)
        #expect(try sandbox.files(in: packs).isEmpty)
    }

    @Test func `the same objects again are the same pack`() throws {
        let repository = try Repository.open(top)
        let written = try chain(5, repository)
        let first = try repository.writePack(objects: written)
        #expect(try repository.writePack(objects: written) == first)
        #expect(try sandbox.files(in: packs).count == 2)
        try sandbox.fsck(top)
    }

    @Test func `a missing object makes no pack and leaves nothing behind`() throws {
        let repository = try Repository.open(top)
        let absent = try #require(ObjectID(hex: String(repeating: "a", count: 40)))
        let error = failure { () throws(GitError) in _ = try repository.writePack(objects: [absent]) }
        #expect(error?.kind == .notFound)
        #expect(try sandbox.files(in: top + "/.git/objects") == ["info", "pack"])
    }

    @Test func `what a killed writer leaves is ignored by git and removed by git prune`() throws {
        let repository = try Repository.open(top)
        _ = try chain(3, repository)
        let rest = top + "/.git/objects/tmp_objdir-autowrk-killed"
        try sandbox.write(rest + "/pack_git2_a1b2c3", "half a pack")
        try sandbox.fsck(top)
        #expect(try sandbox.git("log", "--format=%s", "main", in: top).hasPrefix("event 2"))
        try sandbox.git("prune", "--expire=now", in: top)
        #expect(!Files.exists(rest))
        try sandbox.fsck(top)
    }

    @Test func `git gc takes our packs as its own`() throws {
        let repository = try Repository.open(top)
        let written = try chain(20, repository)
        _ = try repository.writePack(objects: written)
        try sandbox.git("gc", "--quiet", in: top)
        try sandbox.fsck(top)
        #expect(try repository.commit(written[1]).subject == "event 0")
        #expect(try sandbox.files(in: packs).filter { $0.hasSuffix(".pack") }.count == 1)
    }
}
