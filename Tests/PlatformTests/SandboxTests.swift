import Platform
import TestSupport
import Testing

@Suite("Sandbox")
struct SandboxTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    @Test("Git sees the sandbox's configuration and no other")
    func configuration() throws {
        let scopes = try sandbox.git("config", "--list", "--show-scope", "--name-only")
        #expect(!scopes.isEmpty)
        #expect(scopes.split(separator: "\n").allSatisfy { $0.hasPrefix("global\t") })
        #expect(try sandbox.git("config", "--show-origin", "user.name").hasPrefix("file:\(sandbox.home)"))
    }

    @Test("The same commit has the same id on every run and machine")
    func fixedIdentity() throws {
        let repository = try sandbox.repository()
        let commit = try sandbox.commit("first", files: ["a/b.txt": "text\n"], in: repository)
        #expect(commit == "c5b37cde39ac2949025a84828a1b05be25955539")
    }

    @Test("A clone has its source as origin, a bare repository takes a push")
    func remotes() throws {
        let source = try sandbox.repository("source")
        try sandbox.commit("first", files: [:], in: source)
        let clone = try sandbox.clone(from: "source", to: "clone")
        #expect(try sandbox.git("remote", "get-url", "origin", in: clone) == source)
        let bare = try sandbox.bareRepository()
        try sandbox.git("push", "--quiet", bare, "main", in: clone)
        #expect(
            try sandbox.git("rev-parse", "main", in: bare) == sandbox.git("rev-parse", "HEAD", in: source))
    }

    @Test("A failing git fails the test with all it said, unless failure is what is looked for")
    func failure() throws {
        let failure = #expect(throws: CommandFailure.self) { try sandbox.git("rev-parse", "HEAD") }
        #expect(failure?.description.contains("fatal: not a git repository") == true)
        #expect(try sandbox.gitOutcome("rev-parse", "HEAD").status == 128)
    }

    @Test("A snapshot shows each change of a folder")
    func snapshot() throws {
        try sandbox.write("folder/file", "text")
        try Files.createDirectories(sandbox.path("folder/empty"))
        let before = try sandbox.snapshot(of: "folder")
        #expect(before == ["file": Array("text".utf8), "empty/": []])
        try sandbox.write("folder/file", "Text")
        #expect(try sandbox.snapshot(of: "folder") != before)
    }

    @Test("The sandbox's input, folder and variables reach the command")
    func command() throws {
        try sandbox.write("folder/file", "")
        let outcome = try sandbox.run(
            ["sh", "-c", "cat; ls; echo $EXTRA $HOME"], in: "folder", input: "input\n",
            environment: ["EXTRA": "1"])
        #expect(outcome.stdout == "input\nfile\n1 \(sandbox.home)\n")
    }

    @Test("git-autowrk of this build runs by itself and through git")
    func autowrk() throws {
        #expect(try sandbox.run(["sh", "-c", "command -v git-autowrk"]).status == 0)
        #expect(try sandbox.autowrk("--version") == sandbox.gitOutcome("autowrk", "--version"))
    }

    @Test("The folder goes with its last reference")
    func removal() throws {
        var temporary: Sandbox? = try Sandbox()
        let path = try #require(temporary?.path)
        #expect(Files.exists(path))
        temporary = nil
        #expect(!Files.exists(path))
    }
}
