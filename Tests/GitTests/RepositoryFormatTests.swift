import Git
import TestSupport
import Testing

@Suite struct RepositoryFormatTests {
    @Test(arguments: [
        (
            "objectformat", "sha256",
            "repository uses the extension 'objectformat' (sha256), which is not supported"
        ),
        (
            "refstorage", "reftable",
            "repository uses the extension 'refstorage' (reftable), which is not supported"
        ),
        (
            "relativeworktrees", "true",
            "repository uses the extension 'relativeworktrees', which is not supported"
        ),
        ("fromthefuture", "1", "repository uses the extension 'fromthefuture', which is not supported"),
    ])
    func `an extension that can't be read is named`(name: String, value: String, message: String) throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        try configure(top, version: 1, "\(name) = \(value)", sandbox)
        let starts: [(String, [String: String])] = [(top, [:]), ("/", ["GIT_DIR": top + "/.git"])]
        for (start, environment) in starts {
            let error = failure { () throws(GitError) in
                _ = try Repository.open(start, environment: environment)
            }
            #expect(error?.kind == .unsupportedRepository)
            #expect(error?.message == message)
        }
    }

    @Test func `a linked worktree is refused for its repository's extension`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git("worktree", "add", "--quiet", "../linked", "-b", "side", in: top)
        try configure(top, version: 1, "refStorage = reftable", sandbox)
        let error = failure { () throws(GitError) in _ = try Repository.open(sandbox.path("linked")) }
        #expect(error?.kind == .unsupportedRepository)
    }

    @Test func `a real SHA-256 repository is refused`() throws {
        let sandbox = try Sandbox()
        try sandbox.git("init", "--quiet", "--object-format=sha256", "wide")
        let error = failure { () throws(GitError) in _ = try Repository.open(sandbox.path("wide")) }
        #expect(error?.kind == .unsupportedRepository)
    }

    @Test func `a format version of the future is refused`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.repository()
        try configure(top, version: 2, "noop = true", sandbox)
        let error = failure { () throws(GitError) in _ = try Repository.open(top) }
        #expect(error?.kind == .unsupportedRepository)
        #expect(error?.message == "unsupported repository version 2; only versions up to 1 are supported")
    }

    @Test(arguments: ["noop = true", "objectFormat = sha1", "refStorage = files", "preciousObjects = true"])
    func `an extension that changes nothing here opens`(line: String) throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let main = try sandbox.id("main", in: top)
        try configure(top, version: 1, line, sandbox)
        #expect(try Repository.open(top).head().id == main)
    }

    @Test func `worktree configuration is read with the last word`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git("config", "core.repositoryFormatVersion", "1", in: top)
        try sandbox.git("config", "extensions.worktreeConfig", "true", in: top)
        try sandbox.git("config", "autowrk.fsync", "true", in: top)
        try sandbox.git("config", "--worktree", "autowrk.fsync", "false", in: top)
        let configuration = try Repository.open(top).configuration()
        #expect(configuration.bool("autowrk.fsync") == false)
        #expect(configuration.strings("autowrk.fsync") == ["true", "false"])
    }

    @Test func `a partial clone opens and reports what it lacks as not found`() throws {
        let sandbox = try Sandbox()
        let source = try sandbox.populatedRepository("source")
        try sandbox.git("config", "uploadpack.allowFilter", "true", in: source)
        try sandbox.git(
            "clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://\(source)", "partial")
        let before = try sandbox.read(sandbox.path("partial/.git/config"))
        let repository = try Repository.open(sandbox.path("partial"))
        let commit = try repository.commit(try sandbox.id("main", in: source))
        let entry = try #require(try repository.entry(at: "README", in: commit.tree))
        #expect(repository.contains(entry.id) == false)
        #expect(failure { () throws(GitError) in _ = try repository.blob(entry.id) }?.kind == .notFound)
        #expect(try sandbox.read(sandbox.path("partial/.git/config")) == before)
    }

    private func configure(_ top: String, version: Int, _ line: String, _ sandbox: Sandbox) throws {
        let config = try sandbox.read(top + "/.git/config")
        try sandbox.write(
            top + "/.git/config",
            config + "[core]\n\trepositoryformatversion = \(version)\n[extensions]\n\t\(line)\n")
    }
}
