import Git
import TestSupport
import Testing

@Suite struct ObjectTests {
    @Test func `a blob is the same object as git makes and comes back as it was`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        let repository = try Repository.open(top)
        let bytes: [UInt8] = (0..<1000).map { UInt8($0 % 256) }
        let id = try repository.writeBlob(bytes)
        #expect(try repository.blob(id) == bytes)
        #expect(try repository.kind(of: id) == .blob)
        #expect(try repository.size(of: id) == 1000)
        #expect(try sandbox.git("cat-file", "-s", id.hex, in: top) == "1000")
        #expect(try repository.blob(repository.writeBlob([])) == [])
    }

    @Test func `a file becomes a blob without any conversion`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        try sandbox.write(top + "/.gitattributes", "* text eol=lf\n")
        let text = String(repeating: "line\r\n", count: 30_000)
        try sandbox.write(top + "/file", text)
        let repository = try Repository.open(top)
        let id = try repository.writeBlob(fromFile: top + "/file")
        #expect(
            id == (try sandbox.id(sandbox.git("hash-object", "-w", "--no-filters", "file", in: top), in: top))
        )
        #expect(try repository.blob(id) == Array(text.utf8))
        try sandbox.write(top + "/empty", "")
        #expect(try repository.blob(repository.writeBlob(fromFile: top + "/empty")).isEmpty)
    }

    @Test func `a missing file is not found`() throws {
        let sandbox = try Sandbox()
        let repository = try Repository.open(try sandbox.repository())
        let error = failure { () throws(GitError) in _ = try repository.writeBlob(fromFile: "/nonexistent/x")
        }
        #expect(error?.kind == .notFound)
        #expect(error?.message == "can't open '/nonexistent/x': No such file or directory")
    }

    @Test func `an object of any kind can be written raw`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let commit = try sandbox.id("main", in: top)
        let repository = try Repository.open(top)
        let text = "object \(commit)\ntype commit\ntag v1\ntagger Ada <a@example.org> 1 +0000\n\nv1\n"
        let tag = try repository.writeObject(.tag, Array(text.utf8))
        #expect(try repository.kind(of: tag) == .tag)
        #expect(try repository.peel(revision: tag.hex) == commit)
        try sandbox.git("update-ref", "refs/tags/v1", tag.hex, in: top)
        try sandbox.fsck(top)
    }

    @Test func `a damaged object is corrupt, not missing`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        let repository = try Repository.open(top)
        let id = try repository.writeBlob(Array("content".utf8))
        let file = "\(top)/.git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
        try sandbox.git("update-index", "--add", "--cacheinfo", "100644,\(id),x", in: top)
        try sandbox.write(file, "not zlib")
        let error = failure { () throws(GitError) in _ = try repository.blob(id) }
        #expect(error?.kind == .corrupt)
    }

    @Test(arguments: [
        ["gc", "--quiet"], ["repack", "-ad", "--quiet"], ["repack", "-ad", "--write-midx", "--quiet"],
    ])
    func `what another process packs stays readable`(command: [String]) throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        var known = [try sandbox.id("main", in: top)]
        for round in 0..<4 {
            try sandbox.commit("round \(round)", files: ["file\(round)": "\(round)\n"], in: top)
            known.append(try sandbox.id("main", in: top))
            try sandbox.git(command, in: top)
            for id in known {
                #expect(try repository.entry(at: "README", in: repository.commit(id).tree) != nil)
            }
            let blob = try sandbox.id("main:file\(round)", in: top)
            #expect(try repository.blob(blob) == Array("\(round)\n".utf8))
            #expect(try repository.revisions(from: [known[known.count - 1]]).count == known.count)
        }
    }

    @Test func `a new pack is overlooked only by who asks for that`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git("repack", "-ad", "--quiet", in: top)
        let repository = try Repository.open(top)
        let first = try sandbox.id("main", in: top)
        #expect(repository.contains(first, refreshing: false) == true)
        try sandbox.commit("second", files: ["more": "more\n"], in: top)
        try sandbox.git("repack", "-d", "--quiet", in: top)
        let second = try sandbox.id("main", in: top)
        #expect(repository.contains(second, refreshing: false) == false)
        #expect(repository.contains(second) == true)
        #expect(repository.contains(second, refreshing: false) == true)
        let error = failure { () throws(GitError) in _ = try repository.size(of: .zero) }
        #expect(error?.kind == .notFound)
    }

    @Test func `a new pack is found by every question`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let repository = try Repository.open(top)
        let main = try sandbox.id("main", in: top)
        #expect(try repository.kind(of: main) == .commit)
        try sandbox.commit("second", files: ["more": "more\n"], in: top)
        try sandbox.git("gc", "--quiet", in: top)
        let second = try sandbox.id("main", in: top)
        #expect(repository.contains(second) == true)
        #expect(try repository.isAncestor(main, of: second))
        #expect(try repository.changes(from: main, to: second).map(\.path) == ["more"])
        try repository.refreshObjects()
    }
}
