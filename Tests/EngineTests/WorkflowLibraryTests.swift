import Engine
import Git
import TestSupport
import Testing

@Suite struct WorkflowLibraryTests {
    let place: EngineSandbox
    private let library = WorkflowLibrary(builtIns: [
        "change": Array("built in".utf8), "deploy": Array("built in".utf8),
    ])

    init() throws { place = try EngineSandbox() }

    private func commit(_ files: [String: String]) throws -> ObjectID {
        let named = Dictionary(
            uniqueKeysWithValues: files.map { ("\(WorkflowLibrary.folder)/\($0.key)", $0.value) })
        try place.sandbox.commit("workflows", files: named, in: place.repository)
        return try place.base()
    }

    private func repository() throws -> Repository {
        try Repository(discovering: place.repository, useEnvironment: false)
    }

    private func text(_ source: WorkflowSource) -> String { String(decoding: source.text, as: UTF8.self) }

    @Test func `a commit goes before what is built in`() throws {
        let commit = try commit([
            "change.yml": "ours", "other.yaml": "other", "both.yml": "1", "both.yaml": "2",
        ])
        let found = try library.workflows(at: commit, in: repository())
        #expect(found.map(\.name) == ["both", "change", "deploy", "other"])
        #expect(found.map(text) == ["1", "ours", "built in", "other"])
        let blob = try place.sandbox.git(
            "rev-parse", "HEAD:.autowrk/workflows/change.yml", in: place.repository)
        #expect(found[1].blob?.hex == blob)
        #expect(
            found[1].origin
                == .commit(commit, path: ".autowrk/workflows/change.yml", blob: try #require(found[1].blob)))
        #expect(found[2].origin == .builtIn && found[2].blob == nil)
        #expect(try library.workflow("other", at: commit, in: repository()) == found[3])
    }

    @Test func `the working directory goes before the commit where it is asked for`() throws {
        let commit = try commit(["change.yml": "old"])
        try place.sandbox.write("repository/.autowrk/workflows/change.yml", "new")
        try place.sandbox.write("repository/.autowrk/workflows/fresh.yml", "fresh")
        let found = try library.workflows(at: commit, in: repository(), workingDirectory: place.repository)
        #expect(found.map(text) == ["new", "built in", "fresh"])
        #expect(found[0].origin == .workingDirectory(path: ".autowrk/workflows/change.yml"))
        #expect(try text(library.workflow("change", at: commit, in: repository())) == "old")
        #expect(throws: WorkflowLibraryError.self) {
            try library.workflow("fresh", at: commit, in: repository())
        }
    }

    @Test func `what is no workflow's file is passed over`() throws {
        try place.sandbox.write("repository/target", "x")
        _ = try place.sandbox.run(
            [
                "sh", "-c",
                "mkdir -p .autowrk/workflows/folder.yml && ln -s ../../target .autowrk/workflows/link.yml",
            ],
            in: "repository")
        let commit = try commit([
            ".yml": "x", "README.md": "x", "folder.yml/inner.yml": "x", ".hidden.yml": "x", "a.yml": "a",
        ])
        #expect(try library.workflows(at: commit, in: repository()).map(\.name) == ["a", "change", "deploy"])
        try place.sandbox.write("repository/file", "x")
        let named = try library.file(place.sandbox.path("repository/file"))
        #expect(named.name == "file" && named.origin == .file(place.sandbox.path("repository/file")))
    }

    @Test func `a repository without a commit has what is built in`() throws {
        let empty = try Repository(discovering: place.sandbox.repository("empty"), useEnvironment: false)
        #expect(try library.workflows(at: nil, in: empty).map(\.name) == ["change", "deploy"])
        #expect(throws: WorkflowLibraryError.self) { try library.workflow("other", at: nil, in: empty) }
    }

    @Test(arguments: [
        ("a", false), ("a.b", false), ("a.yml", true), ("x/a", true), ("./a", true), ("a.yaml", true),
    ])
    func `a word with a slash or an ending names a file`(word: String, isPath: Bool) {
        #expect(WorkflowLibrary.isPath(word) == isPath)
        #expect(WorkflowLibrary.name(ofFile: "x/release.prod.yml") == "release.prod")
    }
}
