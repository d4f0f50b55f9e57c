import Git
import Platform
import TestSupport
import Testing

@Suite struct RepositoryDiscoveryTests {
    @Test func `a subfolder, the top and the git folder all lead to the repository`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        for start in [top, top + "/Sources", top + "/.git"] {
            let repository = try Repository.open(start)
            #expect(repository.gitDirectory == top + "/.git")
            #expect(repository.commonDirectory == top + "/.git")
            #expect(repository.workingDirectory == top)
            #expect(repository.objectsDirectory == top + "/.git/objects")
            #expect(repository.isBare == false)
        }
    }

    @Test func `a linked worktree shares the common directory`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git("worktree", "add", "--quiet", "../linked", "-b", "side", in: top)
        let repository = try Repository.open(sandbox.path("linked/Sources"))
        #expect(repository.gitDirectory == top + "/.git/worktrees/linked")
        #expect(repository.commonDirectory == top + "/.git")
        #expect(repository.objectsDirectory == top + "/.git/objects")
        #expect(repository.workingDirectory == sandbox.path("linked"))
        #expect(
            try repository.head() == .branch(name: "refs/heads/side", id: try sandbox.id("main", in: top)))
    }

    @Test func `a bare repository has no working directory`() throws {
        let sandbox = try Sandbox()
        let path = try sandbox.bareRepository("bare.git")
        let repository = try Repository.open(path)
        #expect(repository.isBare == true)
        #expect(repository.workingDirectory == nil)
        #expect(repository.gitDirectory == path)
    }

    @Test func `a created bare repository is one for git too`() throws {
        let sandbox = try Sandbox()
        let path = sandbox.path("new.git")
        let repository = try Repository.create(bareAt: path)
        #expect(repository.isBare == true)
        #expect(try sandbox.git("rev-parse", "--is-bare-repository", in: path) == "true")
        try sandbox.fsck(path)
    }

    @Test func `a folder without a repository says so`() throws {
        let sandbox = try Sandbox()
        let error = failure { () throws(GitError) in _ = try Repository.open(sandbox.path) }
        #expect(error?.kind == .notARepository)
        #expect(error?.message == "'\(sandbox.path)' is not in a git repository")
    }

    @Test func `GIT_DIR has precedence over the folder when the environment counts`() throws {
        let sandbox = try Sandbox()
        let here = try sandbox.populatedRepository("here")
        let there = try sandbox.populatedRepository("there")
        let repository = try Repository.open(here, environment: ["GIT_DIR": there + "/.git"])
        #expect(repository.gitDirectory == there + "/.git")
        #expect(try Repository.open(here).gitDirectory == here + "/.git")
    }

    @Test func `GIT_DIR of a linked worktree finds its files`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        try sandbox.git("worktree", "add", "--quiet", "../linked", "-b", "side", in: top)
        let repository = try Repository.open(
            "/", environment: ["GIT_DIR": top + "/.git/worktrees/linked"])
        #expect(repository.workingDirectory == sandbox.path("linked"))
        #expect(repository.commonDirectory == top + "/.git")
    }

    @Test func `GIT_DIR that is no repository is an error even inside one`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let error = failure { () throws(GitError) in
            _ = try Repository.open(top, environment: ["GIT_DIR": top + "/Sources"])
        }
        #expect(error?.kind == .notARepository)
    }

    @Test func `GIT_WORK_TREE moves the working directory`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let other = sandbox.path("elsewhere")
        try sandbox.write(other + "/file", "")
        let repository = try Repository.open(
            top, environment: ["GIT_DIR": top + "/.git", "GIT_WORK_TREE": other])
        #expect(repository.workingDirectory == other)
        #expect(try sandbox.read(top + "/.git/config").contains("worktree") == false)
    }

    @Test func `objects are written where GIT_OBJECT_DIRECTORY says and read from the alternates`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let quarantine = sandbox.path("quarantine")
        try Files.createDirectories(quarantine)
        let before = try sandbox.files(in: top + "/.git/objects")
        let repository = try Repository.open(
            top,
            environment: [
                "GIT_OBJECT_DIRECTORY": quarantine, "GIT_ALTERNATE_OBJECT_DIRECTORIES": top + "/.git/objects",
            ])
        let blob = try repository.writeBlob(Array("new".utf8))
        let main = try sandbox.id("main", in: top)
        #expect(repository.contains(main) == true)
        #expect(try repository.writePack(objects: [blob]) != nil)
        #expect(try sandbox.files(in: quarantine + "/pack").count == 2)
        #expect(try sandbox.files(in: top + "/.git/objects") == before)
    }

    @Test func `a ceiling stops the search`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let error = failure { () throws(GitError) in
            _ = try Repository.open(top + "/Sources", environment: ["GIT_CEILING_DIRECTORIES": top])
        }
        #expect(error?.kind == .notARepository)
    }

    @Test func `a foreign GIT_COMMON_DIR is refused, the repository's own accepted`() throws {
        let sandbox = try Sandbox()
        let top = try sandbox.populatedRepository()
        let own = try Repository.open(top, environment: ["GIT_COMMON_DIR": top + "/.git"])
        #expect(own.commonDirectory == top + "/.git")
        let error = failure { () throws(GitError) in
            _ = try Repository.open(top, environment: ["GIT_COMMON_DIR": sandbox.path])
        }
        #expect(error?.kind == .unsupportedRepository)
    }

    @Test func `a repository can be handed to an actor`() async throws {
        actor Owner {
            private let repository: Repository
            init(_ repository: consuming sending Repository) { self.repository = repository }
            func head() throws(GitError) -> Head { try repository.head() }
        }
        let sandbox = try Sandbox()
        let owner = Owner(try Repository.open(try sandbox.repository()))
        #expect(try await owner.head() == .unborn(branch: "refs/heads/main"))
    }
}
