import Domain
import Git
import Platform
import TestSupport
import Testing
import Workflow

@testable import Verification

@Suite struct VerifyFileTests {
    let place: VerificationPlace

    init() throws { place = try VerificationPlace() }

    /// The checks that a file makes of a Rust package; or what is said of it.
    private func checks(_ text: String) throws -> [CheckDefinition] {
        let commit = try place.commit(["Cargo.toml": "[package]\n", ".autowrk/verify.yml": text])
        return try place.plan(commit).checks
    }

    private func diagnostics(_ text: String) throws -> String {
        do {
            _ = try checks(text)
            return ""
        } catch VerificationError.configuration(let path, let bytes, let diagnostics) {
            let writer = DiagnosticText(path: path, text: bytes)
            return diagnostics.map { writer.text(of: $0) }.joined()
        }
    }

    @Test func `it replaces what was detected`() throws {
        let checks = try checks("checks:\n  - { name: unit, command: make test, kind: test }\n")
        #expect(checks.map(\.name) == ["unit"])
        #expect(checks[0].isCritical)
        #expect(checks[0].kind == .test)
        #expect(checks[0].timeLimit == 30 * 60_000)
    }

    @Test func `it extends and changes what was detected`() throws {
        let checks = try checks(
            """
            extends: detected
            without: cargo build
            checks:
              - name: cargo test
                timeout: 2m
                env: { RUST_BACKTRACE: 1 }
                critical: false
              - name: links
                command: ./check-links
                paths: [docs/**]
                working-directory: ./docs/
            """)
        #expect(checks.map(\.name) == ["cargo test", "links"])
        #expect(checks[0].command == "cargo test --no-fail-fast")
        #expect(checks[0].timeLimit == 120_000)
        #expect(checks[0].environment == ["RUST_BACKTRACE": "1"])
        #expect(!checks[0].isCritical)
        #expect(checks[0].formats.map(\.name) == ["cargo"])
        #expect(checks[1].folder == "docs")
        #expect(checks[1].paths == ["docs/**"])
    }

    @Test(arguments: [
        ("checks: [{ name: a, command: a, paths: [b] }]", false),
        ("checks: [{ name: a, command: a, output: tap }]", true),
        ("checks: [{ name: a, command: a, toolchain: rust }]", true), ("extends: detected", true),
    ])
    func `tables are read where something depends on them`(_ text: String, _ isNeeded: Bool) throws {
        let commit = try place.commit([".autowrk/verify.yml": text])
        let repository = try place.repository()
        var count = 0
        _ = try CheckPlan(of: try repository.commit(commit).tree, in: repository) {
            count += 1
            return Fixture.tables
        }
        #expect(count == (isNeeded ? 1 : 0))
    }

    @Test func `a file that can't be read is not passed over`() throws {
        let large = "checks:\n" + String(repeating: "# filling\n", count: 60_000)
        #expect(
            try diagnostics(large).hasPrefix(
                ".autowrk/verify.yml:1:1: error: it has 600008 bytes: at most 524288 are read [unreadable-file]\n"
            ))
        try place.sandbox.git(["rm", "--quiet", ".autowrk/verify.yml"], in: "repo")
        try place.sandbox.write("repo/own.yml", "checks: [{ name: a, command: a }]")
        try Files.createDirectories(place.path + "/.autowrk")
        try #require(
            try place.sandbox.run(["ln", "-s", "../own.yml", "repo/.autowrk/verify.yml"]).status == 0)
        let commit = try place.commit([:])
        #expect {
            try place.plan(commit)
        } throws: { error in
            guard case VerificationError.configuration(_, _, let found) = error else { return false }
            return found.map(\.message) == ["it is a symbolic link, which is not followed"]
        }
    }

    @Test func `the order can be that of the file`() throws {
        let text =
            "checks:\n  - { name: a, command: a, kind: test }\n  - { name: b, command: b, kind: lint }\n"
        #expect(try checks(text).map(\.name) == ["b", "a"])
        #expect(try checks("order: file\n" + text).map(\.name) == ["a", "b"])
    }

    @Test func `own patterns go before those of the formats`() throws {
        let checks = try checks(
            """
            checks:
              - name: a
                command: a
                output: [tap, pytest]
                toolchain: [rust]
                empty-status: 4
                patterns:
                  counts: '(?<passed>\\d+) good'
                  lines: [bad, ugly]
            """)
        #expect(checks[0].formats.map(\.name) == ["a", "tap", "pytest"])
        #expect(checks[0].formats[0].lines == ["bad", "ugly"])
        #expect(checks[0].tools.map(\.name) == ["rust"])
        #expect(checks[0].emptyStatuses == [4])
    }

    @Test func `what is wrong is told with its place and what may help`() throws {
        let text = """
            fail-fast: perhaps
            without: cargo buidl
            checks:
              - name: unit
                comand: make test
              - name: unit
                command: "true"
            """
        #expect(
            try diagnostics(text) == """
                .autowrk/verify.yml:1:12: error: 'fail-fast' must be true or false [wrong-type]
                  |
                1 | fail-fast: perhaps
                  |            ^~~~~~~
                .autowrk/verify.yml:2:10: error: 'without' leaves out detected checks, which are not used [conflicting-keys]
                  |
                2 | without: cargo buidl
                  |          ^~~~~~~~~~~
                  = hint: add 'extends: detected'
                .autowrk/verify.yml:4:5: error: the check 'unit' needs 'command' [missing-key]
                  |
                4 |   - name: unit
                  |     ^~~~~~~~~~
                  = hint: only a detected check can be changed without it, with 'extends: detected'
                .autowrk/verify.yml:5:5: error: unknown key 'comand' in a check [unknown-key]
                  |
                5 |     comand: make test
                  |     ^~~~~~
                  = hint: did you mean 'command'?
                .autowrk/verify.yml:6:11: error: there is another check 'unit' [duplicate-name]
                  |
                6 |   - name: unit
                  |           ^~~~

                """)
    }

    @Test(arguments: [
        ("", "'.autowrk/verify.yml' must be a mapping"), ("checks: [", "yaml-syntax"),
        ("fail-fast: true", "there is no check"),
        ("checks:\n  - { name: a }", "the check 'a' needs 'command'"),
        ("extends: nothing", "'nothing' is no value for 'extends'"),
        ("extends: detected\nwithout: cargo buidl", "did you mean 'cargo build'?"),
        ("checks:\n  - { name: a, command: b, timeout: 5 }", "the duration '5' has no unit"),
        ("checks:\n  - { name: a, command: b, junit: ../a }", "'../a' is not within the folder of the check"),
        (
            "checks:\n  - { name: a, command: b, working-directory: /etc }",
            "'/etc' is not within the repository"
        ),
        ("checks:\n  - { name: a, command: b, output: pytets }", "did you mean 'pytest'?"),
        (
            "checks:\n  - { name: a, command: b, patterns: { counts: '(a' } }",
            "missing closing parenthesis at byte 3"
        ),
        ("checks:\n  - { name: a, command: b, env: { 'A B': c } }", "'A B' is no name of a variable"),
        ("checks:\n  - { name: a, command: b, env: { A: [1] } }", "the value of 'A' must be a text"),
        ("checks:\n  - { name: a, command: b, env: { A: { b: c } } }", "the value of 'A' must be a text"),
        ("checks:\n  - { name: a, command: b, toolchain: cargoo }", "did you mean 'cargo'?"),
        ("checks:\n  - { name: a, command: b, empty-status: 0 }", "'empty-status' must be from 1 to 255"),
        ("checks:\n  - { name: [a], command: b }", "'name' must be a text"),
        ("checks: { a: b }", "unknown key 'a' in a check"),
    ])
    func `each mistake is found`(_ text: String, _ message: String) throws {
        #expect(try diagnostics(text).contains(message))
    }
}
