import Testing

@testable import Context

@Suite struct FileClassTests {
    @Test(arguments: [
        ("src/click/core.py", FileKind.source), ("build/tool.py", .generated), ("src/build/plan.rs", .source),
        ("tests/test_core.py", .test), ("src/core_test.go", .test), ("lib/a.spec.ts", .test),
        ("src/test/kotlin/RuleTest.kt", .test), ("src/RuleTest.kt", .test), ("src/latest.kt", .source),
        ("src/contest.py", .source), ("examples/demo.rs", .example), ("docs/index.md", .documentation),
        ("README.md", .documentation), ("Cargo.toml", .configuration),
        (".github/workflows/ci.yml", .configuration), ("package.json", .configuration),
        ("package-lock.json", .opaque), ("Cargo.lock", .opaque), ("logo.png", .opaque),
        ("jquery.min.js", .opaque), ("vendor/x/y.go", .vendored), ("node_modules/a/index.js", .vendored),
        ("data/words.json", .data), ("src/generated/api.ts", .generated), ("LICENSE", .data), ("a", .data),
    ])
    func `a path tells what a file is for`(path: String, kind: FileKind) {
        #expect(FileClass(path: path).kind == kind)
    }

    @Test func `every ending belongs to one language`() {
        let endings = LanguageTable.all.flatMap(\.extensions)
        #expect(Set(endings).count == endings.count)
        #expect(LanguageTable.language(LanguageTable.number(forExtension: "RS")).name == "Rust")
        #expect(LanguageTable.number(forExtension: "unknown") == 0)
    }
}
