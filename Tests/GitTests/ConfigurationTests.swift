import Git
import TestSupport
import Testing

@Suite struct ConfigurationTests {
    private let sandbox: Sandbox
    private let top: String

    init() throws {
        sandbox = try Sandbox()
        top = try sandbox.repository()
    }

    private func configuration(_ text: String) throws -> Configuration {
        try sandbox.write(top + "/.git/config", try sandbox.read(top + "/.git/config") + text)
        return try Repository.open(top).configuration()
    }

    @Test func `the last value wins and all of them can be had`() throws {
        let read = try configuration("[remote \"o\"]\n\tfetch = a\n\tfetch = b\n")
        #expect(read.string("remote.o.fetch") == "b")
        #expect(read.strings("remote.o.fetch") == ["a", "b"])
        #expect(read.string("remote.o.push") == nil)
        #expect(read.strings("remote.o.push") == [])
    }

    @Test func `section and key compare without case, what is between with case`() throws {
        let read = try configuration("[Branch \"Main.X\"]\n\tReMote = origin\n")
        #expect(read.string("branch.Main.X.remote") == "origin")
        #expect(read.string("BRANCH.Main.X.REMOTE") == "origin")
        #expect(read.string("branch.main.x.remote") == nil)
    }

    @Test func `booleans and numbers are read as git reads them`() throws {
        let read = try configuration("[a]\n\tyes = on\n\tno = off\n\tbare\n\tsize = 2k\n\tword = many\n")
        #expect(read.bool("a.yes") == true)
        #expect(read.bool("a.no") == false)
        #expect(read.bool("a.bare") == true)
        #expect(read.bool("a.word") == nil)
        #expect(read.bool("a.missing") == nil)
        #expect(read.int("a.size") == 2048)
        #expect(read.int("a.word") == nil)
    }

    @Test func `included files count where they are included`() throws {
        try sandbox.write(sandbox.path("more"), "[a]\n\tb = included\n")
        let read = try configuration("[a]\n\tb = first\n[include]\n\tpath = \(sandbox.path)/more\n")
        #expect(read.string("a.b") == "included")
    }

    @Test func `remotes are named once, in order`() throws {
        try sandbox.git("remote", "add", "upstream", "/u", in: top)
        try sandbox.git("remote", "add", "fork.of.mine", "/f", in: top)
        try sandbox.git("remote", "set-url", "--add", "upstream", "/v", in: top)
        let read = try configuration("[remote]\n\tpushDefault = upstream\n")
        #expect(read.remotes == ["fork.of.mine", "upstream"])
    }

    @Test func `a changed file is seen by the next reading`() throws {
        let repository = try Repository.open(top)
        #expect(try repository.configuration().string("a.b") == nil)
        try sandbox.git("config", "a.b", "c", in: top)
        #expect(try repository.configuration().string("a.b") == "c")
    }
}
