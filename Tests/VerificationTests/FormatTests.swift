import Domain
import Patterns
import Testing

@testable import Verification

/// The patterns of the tables on what the tools have really printed.
@Suite struct FormatTests {
    /// A fixture, the formats that its check has, and what is to come of it.
    struct Case: Sendable {
        let fixture: String
        let formats: [String]
        var kind = CheckKind.test
        var emptyStatuses: [Int] = []
        let status: CheckResult.Status
        var counts: TestCounts?
        var excerpt: [String] = []
    }

    static let node = ["jest", "vitest", "mocha", "node-test", "ava", "tap", "npm"]

    static let cases: [Case] = [
        Case(
            fixture: "pytest-9.0.3/pass", formats: ["pytest"], status: .passed,
            counts: .init(passed: 3, skipped: 1)),
        Case(
            fixture: "pytest-9.0.3/fail", formats: ["pytest"], status: .failed,
            counts: .init(passed: 1, failed: 2),
            excerpt: ["assert add(2, 2) == 4", "RuntimeError: no database"]),
        Case(
            fixture: "pytest-9.0.3/quiet", formats: ["pytest"], status: .failed,
            counts: .init(passed: 1, failed: 2),
            excerpt: ["assert add(2, 2) == 4"]),
        Case(
            fixture: "pytest-9.0.3/plain", formats: ["pytest"], status: .failed,
            counts: .init(passed: 1, failed: 2),
            excerpt: ["assert add(2, 2) == 4"]),
        Case(
            fixture: "pytest-9.0.3/error", formats: ["pytest"], status: .failed,
            counts: .init(passed: 0, failed: 1),
            excerpt: ["No module named 'nothing_of_this_name'"]),
        Case(fixture: "pytest-9.0.3/empty", formats: ["pytest"], emptyStatuses: [5], status: .skipped),
        Case(
            fixture: "pytest-9.0.3/missing", formats: ["pytest"], status: .missing,
            excerpt: ["No module named pytest"]),
        Case(
            fixture: "unittest-3.11.7/pass", formats: ["unittest"], status: .passed,
            counts: .init(passed: 3, skipped: 1)),
        Case(
            fixture: "unittest-3.11.7/fail", formats: ["unittest"], status: .failed,
            counts: .init(passed: 1, failed: 2, skipped: 1),
            excerpt: ["AssertionError: 1 != 2", "RuntimeError: boom"]),
        Case(fixture: "unittest-3.11.7/empty", formats: ["unittest"], status: .skipped),
        Case(
            fixture: "ruff-0.17.6/fail", formats: ["ruff"], kind: .lint, status: .failed,
            excerpt: ["a.py:5:12: F821"]),
        Case(fixture: "ruff-0.17.6/missing", formats: ["ruff"], kind: .lint, status: .missing),
        Case(
            fixture: "mypy-2.4.1/fail", formats: ["mypy"], kind: .types, status: .failed,
            excerpt: ["a.py:2: error: Incompatible return value type"]),
        Case(
            fixture: "cargo-1.95.0/pass", formats: ["cargo"], status: .passed,
            counts: .init(passed: 3, skipped: 1)),
        Case(
            fixture: "cargo-1.95.0/fail", formats: ["cargo"], status: .failed,
            counts: .init(passed: 2, failed: 2, skipped: 1),
            excerpt: ["assertion `left == right` failed", "left: 0"]),
        Case(
            fixture: "cargo-1.95.0/broken", formats: ["cargo"], status: .failed,
            excerpt: ["error[E0308]: mismatched types"]),
        Case(fixture: "cargo-1.95.0/empty", formats: ["cargo"], status: .skipped),
        Case(
            fixture: "go-1.19.8/pass", formats: ["go"], status: .passed, counts: .init(passed: 4, skipped: 1)),
        Case(
            fixture: "go-1.19.8/fail", formats: ["go"], status: .failed,
            counts: .init(passed: 3, failed: 1, skipped: 1),
            excerpt: ["--- FAIL: TestAdd", "a_test.go:3: wrong"]),
        Case(
            fixture: "go-1.19.8/broken", formats: ["go"], status: .failed,
            counts: .init(passed: 0, failed: 1),
            excerpt: [#"cannot use "x""#]),
        Case(fixture: "go-1.19.8/empty", formats: ["go"], status: .skipped),
        // One package has no test files, the test of the other one ends the process.
        Case(
            fixture: "go-1.19.8/fatal", formats: ["go"], status: .failed, excerpt: ["no database"]),
        Case(
            fixture: "cmake-3.25.1/pass", formats: ["ctest"], status: .passed,
            counts: .init(passed: 2, skipped: 1)),
        Case(
            fixture: "cmake-3.25.1/fail", formats: ["ctest"], status: .failed,
            counts: .init(passed: 1, failed: 1, skipped: 1), excerpt: ["add(2, 2) is not 4"]),
        Case(fixture: "cmake-3.25.1/empty", formats: ["ctest"], status: .skipped),
        Case(
            fixture: "cmake-3.25.1/broken", formats: ["compiler", "cmake"], kind: .build, status: .failed,
            excerpt: ["error: ‘nothing’ undeclared", "return nothing;"]),
        Case(
            fixture: "cmake-3.25.1/configure", formats: ["compiler", "cmake"], kind: .build, status: .failed,
            excerpt: ["No SOURCES given to target: check"]),
        Case(
            fixture: "meson-1.0.1/pass", formats: ["meson"], status: .passed,
            counts: .init(passed: 2, skipped: 1)),
        Case(
            fixture: "meson-1.0.1/fail", formats: ["meson"], status: .failed,
            counts: .init(passed: 1, failed: 1, skipped: 1), excerpt: ["add(2, 2) is not 4"]),
        Case(fixture: "meson-1.0.1/empty", formats: ["meson"], status: .skipped),
        Case(
            fixture: "meson-1.0.1/broken", formats: ["compiler", "meson-setup"], kind: .build,
            status: .failed,
            excerpt: ["error: ‘nothing’ undeclared"]),
        Case(
            fixture: "make-4.3/fail", formats: ["automake", "tap", "make"], status: .failed,
            counts: .init(passed: 1, failed: 1), excerpt: ["not ok 2 - two"]),
        Case(
            fixture: "minitest-5.17.0/pass", formats: ["minitest", "test-unit"], status: .passed,
            counts: .init(passed: 1, skipped: 1)),
        Case(
            fixture: "minitest-5.17.0/fail", formats: ["minitest", "test-unit"], status: .failed,
            counts: .init(passed: 0, failed: 2), excerpt: ["Expected: 4", "RuntimeError: boom"]),
        Case(fixture: "minitest-5.17.0/empty", formats: ["minitest", "test-unit"], status: .skipped),
        Case(
            fixture: "test-unit-3.5.3/pass", formats: ["minitest", "test-unit"], status: .passed,
            counts: .init(passed: 1, skipped: 1)),
        Case(
            fixture: "test-unit-3.5.3/fail", formats: ["minitest", "test-unit"], status: .failed,
            counts: .init(passed: 0, failed: 2), excerpt: ["<4> expected but was", "RuntimeError: boom"]),
        Case(
            fixture: "rspec-3.12.0/pass", formats: ["rspec"], status: .passed,
            counts: .init(passed: 1, skipped: 1)),
        Case(
            fixture: "rspec-3.12.0/fail", formats: ["rspec"], status: .failed,
            counts: .init(passed: 0, failed: 1, skipped: 1), excerpt: ["expected: 4"]),
        Case(fixture: "rspec-3.12.0/empty", formats: ["rspec"], status: .skipped),
        Case(
            fixture: "rspec-3.12.0/error", formats: ["rspec"], status: .failed,
            counts: .init(passed: 0, failed: 1),
            excerpt: ["cannot load such file -- nothing_of_this"]),
        Case(
            fixture: "rubocop-1.39.0/fail", formats: ["rubocop"], kind: .lint, status: .failed,
            excerpt: ["Lint/UselessAssignment"]),
        Case(
            fixture: "phpunit-9.6.7/pass", formats: ["phpunit"], status: .passed,
            counts: .init(passed: 1, skipped: 1)),
        Case(
            fixture: "phpunit-9.6.7/fail", formats: ["phpunit"], status: .failed,
            counts: .init(passed: 0, failed: 2),
            excerpt: ["0 is identical to 4", "RuntimeException: boom"]),
        Case(fixture: "phpunit-9.6.7/empty", formats: ["phpunit"], status: .skipped),
        Case(
            fixture: "elixir-1.14.0/pass", formats: ["exunit"], status: .passed,
            counts: .init(passed: 1, skipped: 1)),
        Case(
            fixture: "elixir-1.14.0/fail", formats: ["exunit"], status: .failed,
            counts: .init(passed: 0, failed: 1, skipped: 1), excerpt: ["assert Sample.add(2, 2) == 4"]),
        Case(fixture: "elixir-1.14.0/empty", formats: ["exunit"], status: .skipped),
        Case(
            fixture: "elixir-1.14.0/broken", formats: ["mix"], kind: .build, status: .failed,
            excerpt: ["undefined function x/0"]),
        Case(
            fixture: "node-20.20.2/pass", formats: node, status: .passed, counts: .init(passed: 2, skipped: 1)
        ),
        Case(
            fixture: "node-20.20.2/fail", formats: node, status: .failed,
            counts: .init(passed: 1, failed: 1, skipped: 1), excerpt: ["4 == 5"]),
        Case(
            fixture: "node-20.20.2/tap-pass", formats: node, status: .passed,
            counts: .init(passed: 2, skipped: 1)),
        Case(
            fixture: "node-20.20.2/tap-fail", formats: node, status: .failed,
            counts: .init(passed: 1, failed: 1, skipped: 1), excerpt: ["4 == 5"]),
        Case(
            fixture: "swift-6.3.1/pass", formats: ["swift-test", "swift"], status: .passed,
            counts: .init(passed: 4, skipped: 2)),
        Case(
            fixture: "swift-6.3.1/fail", formats: ["swift-test", "swift"], status: .failed,
            counts: .init(passed: 2, failed: 2, skipped: 2),
            excerpt: ["XCTAssertEqual failed", "Expectation failed: (add(2, 2) → 0) == 4"]),
        Case(
            fixture: "swift-6.3.1/broken", formats: ["swift-test", "swift"], status: .failed,
            excerpt: ["cannot convert return expression"]),
        Case(
            fixture: "mocha-10.1.0/pass", formats: node, status: .passed, counts: .init(passed: 1, skipped: 1)
        ),
        Case(
            fixture: "mocha-10.1.0/fail", formats: node, status: .failed,
            counts: .init(passed: 0, failed: 1, skipped: 1), excerpt: ["1) sums", "AssertionError"]),
        Case(
            fixture: "tap-16.3.2/pass", formats: node, status: .passed, counts: .init(passed: 1, skipped: 1)),
        Case(
            fixture: "tap-16.3.2/fail", formats: node, status: .failed,
            counts: .init(passed: 0, failed: 1, skipped: 1), excerpt: ["wanted: 4"]),
        Case(
            fixture: "typescript-4.8.4/fail", formats: ["typescript", "npm"], kind: .types, status: .failed,
            excerpt: ["error TS2322"]),
        Case(
            fixture: "maven-3.8.7/pass", formats: ["maven"], status: .passed,
            counts: .init(passed: 2, skipped: 1)),
        Case(
            fixture: "maven-3.8.7/fail", formats: ["maven"], status: .failed,
            counts: .init(passed: 1, failed: 1, skipped: 1),
            excerpt: ["SampleTest.adds:4 expected:<4> but was:<0>"]),
        Case(
            fixture: "maven-3.8.7/broken", formats: ["maven"], status: .failed,
            excerpt: ["Sample.java:[1,61] incompatible types"]),
        Case(fixture: "maven-3.8.7/empty", formats: ["maven"], status: .skipped),
        Case(
            fixture: "gradle-4.4.1/fail", formats: ["gradle"], status: .failed,
            counts: .init(passed: 1, failed: 1, skipped: 1),
            excerpt: ["java.lang.AssertionError at SampleTest.java:4"]),
        Case(fixture: "gradle-4.4.1/empty", formats: ["gradle"], status: .skipped),
        Case(fixture: "node-20.20.2/empty", formats: node, status: .skipped),
    ]

    @Test(arguments: cases)
    func `what a tool has printed is understood`(_ expected: Case) throws {
        let result = try Fixture(expected.fixture).result(
            expected.formats, kind: expected.kind, emptyStatuses: expected.emptyStatuses)
        #expect(result.status == expected.status, "\(expected.fixture)")
        #expect(result.counts == expected.counts, "\(expected.fixture)")
        #expect(result.foundNoTests == (expected.status == .skipped), "\(expected.fixture)")
        for part in expected.excerpt {
            #expect(
                result.excerpt?.contains(part) == true,
                "\(expected.fixture): '\(part)' in \(result.excerpt ?? "nothing")")
        }
        #expect((result.excerpt ?? "").split(separator: "\n").count <= Excerpt.mostLines + 1)
    }

    /// Both engines of PCRE2, on what real tools and people abroad print.
    @Test func `every pattern finds the same, compiled to machine code or not`() throws {
        var lines = [
            "pâth/é.py:12:3: E501 zu lang", "/tmp/ä b/é.rb:3:1: C: ü", "тест.go:1:2: x", "é.c:1: error: ß",
        ]
        for name in Set(Self.cases.map(\.fixture)) {
            lines += String(decoding: try Fixture(name).output, as: UTF8.self)
                .split(separator: "\n").map { String($0) }.filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
        }
        lines += ["✔ Test run with 0 tests in 0 suites passed after 0.001 seconds."]
        #expect(lines.count > 60)
        for name in Fixture.tables.formatNames {
            let format = try #require(Fixture.tables.format(name))
            for text in format.allPatterns {
                let (plain, fast) = (try Pattern(text), try Pattern(text, options: .optimized))
                for line in lines {
                    #expect(
                        try plain.firstMatch(in: line)?.groups == fast.firstMatch(in: line)?.groups,
                        "\(name): \(text): \(line)")
                }
            }
        }
    }

    @Test(arguments: [
        (
            "[INFO] No tests to run.\n[ERROR] The forked VM terminated without saying goodbye\n", "maven",
            false
        ),
        (":a:test NO-SOURCE\n\nFAILURE: Build failed with an exception.\n", "gradle", false),
        ("✔ Test run with 0 tests in 0 suites passed after 0.001 seconds.\n", "swift-test", false),
        ("No tests found, exiting with code 1\n", "jest", true),
        ("No test files found, exiting with code 1\n", "vitest", true),
        ("Error: No test files found: \"test\"\n", "mocha", true),
        ("error: 0 test files matching **{.test,.spec} in --cwd=\"/a\"\n", "bun", true),
    ])
    func `a failure is for want of tests only where the runner says so`(
        _ output: String, _ format: String, _ isEmpty: Bool
    ) throws {
        let result = try Fixture(output: output, exitStatus: 1).result([format])
        #expect(result.status == (isEmpty ? .skipped : .failed))
        #expect(result.foundNoTests == isEmpty)
    }

    /// Where a tool writes a report, it says the same as what is printed.
    @Test(arguments: [
        ("pytest-9.0.3/fail", TestCounts(passed: 1, failed: 2)),
        ("pytest-9.0.3/pass", TestCounts(passed: 3, skipped: 2)),
        ("cmake-3.25.1/fail", TestCounts(passed: 1, failed: 1, skipped: 1)),
        ("meson-1.0.1/fail", TestCounts(passed: 1, failed: 1, skipped: 1)),
        ("node-20.20.2/fail", TestCounts(passed: 1, failed: 1, skipped: 1)),
        ("phpunit-9.6.7/fail", TestCounts(passed: 0, failed: 2)),
        ("maven-3.8.7/fail", TestCounts(passed: 1, failed: 1, skipped: 1)),
        ("gradle-4.4.1/fail", TestCounts(passed: 1, failed: 1, skipped: 1)),
        ("gradle-4.4.1/pass", TestCounts(passed: 2, skipped: 1)),
    ])
    func `reports are counted from`(_ name: String, _ counts: TestCounts) throws {
        let result = try Fixture(name).result([], withReport: true)
        #expect(result.counts == counts)
        if counts.failed > 0 { #expect(result.excerpt != nil) }
    }
}

extension OutputFormat {
    fileprivate var allPatterns: [String] {
        [counts, passed, failed, skipped, empty, emptyFailure, missing, begin, from, to, lines].flatMap { $0 }
    }
}
