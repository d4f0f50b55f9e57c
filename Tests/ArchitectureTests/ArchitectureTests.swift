import Testing

@Suite("The architecture")
struct ArchitectureTests {
    private let tree = SourceTree()

    @Test("Every target imports only what its place in the architecture allows")
    func imports() throws {
        let sources = try tree.sources()
        #expect(Set(sources.map(\.target)) == Set(allowedImports.keys), "one rule for each target")
        let found = sources.flatMap { path, target, text in
            violations(in: text, file: path, allowed: allowedImports[target, default: []])
        }
        #expect(found.isEmpty, "\(found.map(\.description).joined(separator: "\n"))")
    }

    @Test("A forbidden import is found however it is written, with its file and line")
    func forbiddenImports() {
        let source = """
            import Glibc
            import Foundation
              public import JSON
            @_exported import Git
            @testable import Journal
            internal import struct Platform.Timestamp
            @_spi(Private) package import CSQLite // why
            import CLibgit2.Tree
            // import Commented
            let text = "import Quoted"
            important()
            """
        let found = violations(in: source, file: "Sources/X/y.swift", allowed: ["Glibc"])
        #expect(
            found.map(\.module) == [
                "Foundation", "JSON", "Git", "Journal", "Platform", "CSQLite", "CLibgit2",
            ])
        #expect(found.map(\.line) == Array(2...8))
        #expect(found.first?.description == "Sources/X/y.swift:2: may not import 'Foundation'")
        #expect(violations(in: "import Glibc", file: "y.swift", allowed: ["Glibc"]).isEmpty)
    }

    @Test("Nothing lies at the top of the tree that does not belong there")
    func topLevel() throws {
        let required: Set = ["Package.swift", "Sources", "Tests", "hooks", "templates"]
        let names = try tree.topLevel()
        #expect(names.isSuperset(of: required), "missing: \(required.subtracting(names))")
        let allowed = required.union(["README.md"])
        #expect(names.isSubset(of: allowed), "not ours: \(names.subtracting(allowed))")
    }
}
