import Git
import SQLite
import TestSupport
import Testing

@testable import Context

/// What the index knows of trees, and at what price.
@Suite struct TreeIndexTests {
    let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func count(_ what: String, in index: borrowing ContextIndex) throws -> Int64 {
        let query = try index.database.prepare("SELECT count(*) FROM \(what)")
        return try query.step() ? query.integer(0) : -1
    }

    @Test func `equal contents are read once`() throws {
        let top = try sandbox.repository(files: ["a.py": "def one(): pass\n", "b/c.py": "def one(): pass\n"])
        let repository = try Repository(at: top)
        let index = try ContextIndex.inMemory()
        let tree = try sandbox.id("HEAD^{tree}", in: top)
        let files = try index.files(of: tree, in: repository).files
        #expect(files.map(\.path) == ["a.py", "b/c.py"])
        #expect(files[0].blob == files[1].blob)
        #expect(try count("blob", in: index) == 1)
    }

    @Test func `a new tree costs what differs, and deleted files are gone`() throws {
        let top = try sandbox.repository(files: ["a.py": "alpha\n", "b.py": "beta\n", "c/d.py": "gamma\n"])
        let repository = try Repository(at: top)
        let index = try ContextIndex.inMemory()
        _ = try index.files(of: sandbox.id("HEAD^{tree}", in: top), in: repository)
        try sandbox.git("rm", "--quiet", "-r", "c", in: top)
        try sandbox.commit("change", files: ["b.py": "delta\n"], in: top)
        let files = try index.files(of: sandbox.id("HEAD^{tree}", in: top), in: repository).files
        #expect(files.map(\.path) == ["a.py", "b.py"])
        #expect(try count("blob", in: index) == 4)
        #expect(try count("tree", in: index) == 2)
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `by difference the same comes out as anew`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let top = try sandbox.repository(files: ["begin.py": "x = 1\n"])
        let repository = try Repository(at: top)
        let grown = try ContextIndex.inMemory()
        let words = ["alpha", "beta_gamma", "DeltaEpsilon", "zeta", "def", "class", "# eta", "\"theta\""]
        for round in 0..<6 {
            var files: [String: String] = [:]
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let number = Int.random(in: 0..<8, using: &generator)
                let ending = ["py", "rs", "md", "png"].randomElement(using: &generator) ?? "py"
                let text = (0..<20).map { _ in words.randomElement(using: &generator) ?? "" }
                files["f\(number % 3)/g\(number).\(ending)"] = text.joined(separator: " ") + "\n"
            }
            try sandbox.commit("round \(round)", files: files, in: top)
            let tracked = try sandbox.git("ls-files", in: top).split(separator: "\n").map { String($0) }
            if let gone = tracked.randomElement(using: &generator), tracked.count > 2 {
                try sandbox.git("rm", "--quiet", gone, in: top)
                try sandbox.commit("remove", files: [:], in: top)
            }
            let tree = try sandbox.id("HEAD^{tree}", in: top)
            let fresh = try ContextIndex.inMemory()
            let expected = try IndexContent(of: tree, in: fresh, repository)
            #expect(try IndexContent(of: tree, in: grown, repository) == expected)
            #expect(expected.files.map(\.path) == expected.files.map(\.path).sorted())
        }
    }

    @Test func `links, submodules and names that are no text do no harm`() throws {
        let top = try sandbox.repository(files: ["a.py": "alpha\n"])
        try sandbox.run(["ln", "-s", "a.py", "link.py"], in: top).requireSuccess()
        let head = try sandbox.git("rev-parse", "HEAD", in: top)
        try sandbox.git("update-index", "--add", "--cacheinfo", "160000,\(head),module", in: top)
        try sandbox.run(["sh", "-c", "printf 'beta\\n' > \"$(printf 'b\\377.py')\""], in: top)
            .requireSuccess()
        try sandbox.run(["sh", "-c", "printf 'gam\\377ma delta\\n' > c.py"], in: top).requireSuccess()
        try sandbox.git("add", "link.py", "c.py", in: top)
        try sandbox.run(["sh", "-c", "git add b*"], in: top).requireSuccess()
        try sandbox.git("commit", "--quiet", "--message", "odd", in: top)
        let repository = try Repository(at: top)
        let index = try ContextIndex.inMemory()
        let files = try index.files(of: sandbox.id("HEAD^{tree}", in: top), in: repository).files
        #expect(files.map(\.path) == ["a.py", "b\u{FFFD}.py", "c.py", "link.py"])
        #expect(files.map(\.kind) == [.source, .source, .source, .opaque])
        let found = try sandbox.find("delta and beta are lost", in: top)
        #expect(Set(found.files.map(\.path)).isSuperset(of: ["b\u{FFFD}.py", "c.py"]))
    }

    @Test func `an empty tree has no files`() throws {
        let top = try sandbox.repository()
        try sandbox.git("commit", "--quiet", "--allow-empty", "--message", "nothing", in: top)
        let found = try sandbox.find("anything at all", in: top)
        #expect(found.files.isEmpty)
        #expect(found.fileCount == 0)
    }

    @Test func `what an interrupted process has read is not there`() throws {
        let top = try sandbox.repository(files: ["a.py": "alpha\n"])
        let repository = try Repository(at: top)
        let folder = sandbox.path("index")
        let tree = try sandbox.id("HEAD^{tree}", in: top)
        do {
            let index = try ContextIndex.open(in: folder)
            try index.database.execute("BEGIN IMMEDIATE")
            var intake = try Intake.begin(into: index)
            let blob = try sandbox.id("HEAD:a.py", in: top)
            _ = try intake.number(of: blob, as: FileClass(path: "a.py"), from: repository, into: index)
            try intake.flush(into: index)
            // Gone before it commits.
        }
        let index = try ContextIndex.open(in: folder)
        #expect(try count("blob", in: index) == 0)
        let expected = try IndexContent(of: tree, in: ContextIndex.inMemory(), repository)
        #expect(try IndexContent(of: tree, in: index, repository) == expected)
    }

    @Test func `numbers of contents that another process has given away are not taken for those of before`()
        throws
    {
        let top = try sandbox.repository(files: ["a.py": "alpha\n", "b.py": "beta\n"])
        let repository = try Repository(at: top)
        let first = try ContextIndex.open(in: sandbox.path("index"))
        let second = try ContextIndex.open(in: sandbox.path("index"))
        let old = try sandbox.id("HEAD^{tree}", in: top)
        let before = try first.files(of: old, in: repository)
        #expect(try first.reading(before.generation) { true } == true)
        try second.database.transaction { () throws(DatabaseError) in try second.empty() }
        #expect(try first.reading(before.generation) { true } == nil)
        try sandbox.git("rm", "--quiet", "a.py", in: top)
        try sandbox.commit("other", files: ["0.py": "gamma\n"], in: top)
        let other = try second.files(of: sandbox.id("HEAD^{tree}", in: top), in: repository)
        #expect(other.generation == before.generation + 1)
        let again = try first.files(of: old, in: repository)
        #expect(again.generation == other.generation)
        #expect(again.files.map(\.blob) != before.files.map(\.blob))
        #expect(try first.reading(again.generation) { true } == true)
        try second.database.transaction { () throws(DatabaseError) in try second.empty() }
        #expect(try second.generation() == before.generation + 2)
    }

    @Test func `what is missing is not kept`() throws {
        let top = try sandbox.repository(files: ["a.py": "alpha\n", "b.py": "beta\n"])
        let blob = try sandbox.id("HEAD:a.py", in: top)
        let object = ".git/objects/\(blob.hex.prefix(2))/\(blob.hex.dropFirst(2))"
        try sandbox.run(["mv", object, "kept"], in: top).requireSuccess()
        let repository = try Repository(at: top)
        let index = try ContextIndex.inMemory()
        let tree = try sandbox.id("HEAD^{tree}", in: top)
        #expect(try index.files(of: tree, in: repository).files.map(\.blob) == [0, 1])
        #expect(try count("tree", in: index) == 0)
        #expect(try count("blob", in: index) == 1)
        try sandbox.run(["mv", "kept", object], in: top).requireSuccess()
        #expect(try index.files(of: tree, in: repository).files.map(\.blob) == [2, 1])
        #expect(try count("tree", in: index) == 1)
    }

    @Test func `a hit writes nothing`() throws {
        let top = try sandbox.repository(files: ["a.py": "alpha\n"])
        let repository = try Repository(at: top)
        let index = try ContextIndex.open(in: sandbox.path("index"))
        let tree = try sandbox.id("HEAD^{tree}", in: top)
        let files = try index.files(of: tree, in: repository)
        let other = try ContextIndex.open(in: sandbox.path("index"))
        try other.database.execute("BEGIN IMMEDIATE")
        #expect(try index.files(of: tree, in: repository) == files)
        other.database.rollBack()
    }

    @Test func `an index that grew too much is built anew`() throws {
        let top = try sandbox.repository(files: ["a.py": "start\n"])
        let repository = try Repository(at: top)
        let index = try ContextIndex.inMemory()
        _ = try index.files(of: sandbox.id("HEAD^{tree}", in: top), in: repository)
        try index.database.execute("INSERT OR REPLACE INTO meta VALUES ('intake', 1000)")
        try sandbox.commit("change", files: ["b.py": "more\n"], in: top)
        let files = try index.files(of: sandbox.id("HEAD^{tree}", in: top), in: repository).files
        #expect(files.count == 2)
        #expect(try count("tree", in: index) == 1)
        #expect(try count("blob", in: index) == 2)
    }
}

extension CommandOutcome {
    fileprivate func requireSuccess() throws { try #require(status == 0, "\(stderr)") }
}
