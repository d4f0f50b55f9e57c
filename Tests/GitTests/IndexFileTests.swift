import Git
import TestSupport
import Testing

@Suite struct IndexFileTests {
    private let sandbox: Sandbox
    private let top: String

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.populatedRepository()
    }

    private var index: String { "\(top)/.git/index" }

    @Test func `the tree of an index is what git write-tree says`() throws {
        let repository = try Repository.open(top)
        try sandbox.write("\(top)/folder/new", "new\n")
        try sandbox.git("add", "--all", in: top)
        let tree = try IndexFile(reading: index).writeTree(in: repository)
        #expect(try tree != sandbox.id("HEAD^{tree}", in: top))
        let expected = try sandbox.git("write-tree", in: top)
        #expect(tree.description == expected)
        try sandbox.fsck(top)
    }

    @Test func `an index that is missing has no entries`() throws {
        let repository = try Repository.open(top)
        let missing = try IndexFile(reading: "\(top)/nothing")
        let tree = try missing.writeTree(in: repository)
        #expect(tree == .emptyTree)
    }

    @Test(arguments: ["--assume-unchanged", "--skip-worktree"])
    func `files that git is told not to look at are found`(option: String) throws {
        let before = try IndexFile(reading: index).hidesChanges
        #expect(!before)
        try sandbox.git("update-index", option, "README", in: top)
        let after = try IndexFile(reading: index).hidesChanges
        #expect(after)
    }

    @Test func `submodules are found by their mode`() throws {
        let id = try sandbox.id("HEAD", in: top)
        try sandbox.git("update-index", "--add", "--cacheinfo", "160000,\(id),deep/sub", in: top)
        let submodules = try IndexFile(reading: index).submodules
        #expect(submodules == ["deep/sub"])
    }

    @Test func `a split index is refused, and so is garbage`() throws {
        try sandbox.git("update-index", "--split-index", in: top)
        #expect(failure { () throws(GitError) in _ = try IndexFile(reading: index) } != nil)
        try sandbox.write(index, "garbage")
        #expect(failure { () throws(GitError) in _ = try IndexFile(reading: index) } != nil)
    }

    @Test func `an unfinished merge is a conflict`() throws {
        let repository = try Repository.open(top)
        let blob = try sandbox.id("HEAD:README", in: top)
        try sandbox.git(
            ["update-index", "--index-info"], in: top,
            input: "0 \(ObjectID.zero)\tREADME\n100644 \(blob) 2\tREADME\n100644 \(blob) 3\tREADME\n")
        let read = try IndexFile(reading: index)
        var kind: GitError.Kind?
        do throws(GitError) { _ = try read.writeTree(in: repository) } catch { kind = error.kind }
        #expect(kind == .conflict)
    }
}
