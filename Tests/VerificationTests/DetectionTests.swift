import Domain
import TestSupport
import Testing

@testable import Verification

@Suite struct DetectionTests {
    /// Files of a tree, and the checks that it shows.
    struct Case: Sendable {
        let files: [String: String]
        let checks: [String]
    }

    static let cases: [Case] = [
        Case(files: ["README.md": "x"], checks: []),
        Case(
            files: ["pyproject.toml": "[tool.ruff]\n", "tests/test_a.py": "import pytest\n"],
            checks: ["ruff", "pytest"]),
        Case(files: ["setup.py": "", "tests/test_a.py": "import unittest\n"], checks: ["unittest"]),
        Case(
            files: [
                "setup.py": "", "tests/test_a.py": "import unittest\n",
                "tox.ini": "[testenv]\ndeps = pytest\n",
            ], checks: ["pytest"]),
        Case(files: ["setup.py": "", "tox.ini": "[testenv]\n"], checks: ["tox"]),
        Case(files: ["setup.cfg": "[mypy]\n[tool:pytest]\n"], checks: ["mypy", "pytest"]),
        Case(
            files: [
                "package.json":
                    #"{"scripts":{"test":"jest","lint":"eslint","build":"tsc","typecheck":"tsc"}}"#
            ], checks: ["lint", "typecheck", "build", "test"]),
        Case(
            files: ["package.json": #"{"scripts":{"test":"echo \"Error: no test specified\" && exit 1"}}"#],
            checks: []),
        Case(files: ["package.json": "{}", "src/a.test.js": ""], checks: ["node --test"]),
        Case(files: ["package.json": "not json"], checks: []),
        Case(files: ["Cargo.toml": "[package]\n"], checks: ["cargo build", "cargo test"]),
        Case(files: ["go.mod": "module a\n"], checks: ["go vet", "go build", "go test"]),
        Case(files: ["pom.xml": ""], checks: ["mvn test-compile", "mvn test"]),
        Case(files: ["build.gradle.kts": "", "gradlew": ""], checks: ["gradle testClasses", "gradle test"]),
        Case(
            files: ["CMakeLists.txt": "project(a)\nenable_testing()\n"], checks: ["cmake --build", "ctest"]),
        Case(files: ["CMakeLists.txt": "project(a)\n"], checks: ["cmake --build"]),
        Case(
            files: ["meson.build": "project('a')\n", "t/meson.build": "test('a', b)\n"],
            checks: ["meson compile", "meson test"]),
        Case(files: ["Makefile": "all:\ncheck: all\n\ttrue\n"], checks: ["make", "make check"]),
        Case(
            files: ["Makefile": "test:\n\ttrue\n", "Cargo.toml": ""], checks: ["cargo build", "cargo test"]),
        Case(files: ["Makefile": "check := a\nall:\n"], checks: []),
        Case(
            files: ["Gemfile": "", "spec/a_spec.rb": "", ".rubocop.yml": ""], checks: ["rubocop", "rspec"]),
        Case(files: ["Rakefile": "Rake::TestTask.new", "test/a_test.rb": ""], checks: ["rake test"]),
        Case(files: ["test/a_test.rb": ""], checks: ["ruby tests"]),
        Case(files: ["composer.json": #"{"require-dev":{"phpunit/phpunit":"^9"}}"#], checks: ["phpunit"]),
        Case(files: ["a.sln": ""], checks: ["dotnet build", "dotnet test"]),
        Case(
            files: ["mix.exs": "", ".formatter.exs": "", "test/a_test.exs": ""],
            checks: ["mix format", "mix compile", "mix test"]),
        Case(
            files: ["Package.swift": "", "Tests/ATests/A.swift": ""], checks: ["swift build", "swift test"]),
        // Several ecosystems at the top, and folders only where there is none.
        Case(
            files: ["Cargo.toml": "", "package.json": #"{"scripts":{"test":"x"}}"#],
            checks: ["cargo build", "test", "cargo test"]),
        Case(
            files: ["Cargo.toml": "", "web/package.json": #"{"scripts":{"test":"x"}}"#],
            checks: ["cargo build", "cargo test"]),
        Case(
            files: ["web/package.json": #"{"scripts":{"test":"x"}}"#, "api/go.mod": ""],
            checks: ["api/go vet", "api/go build", "api/go test", "web/test"]),
        Case(
            files: ["packages/a/go.mod": "", "node_modules/b/go.mod": ""],
            checks: ["packages/a/go vet", "packages/a/go build", "packages/a/go test"]),
        Case(files: ["a/b/c/go.mod": ""], checks: []),
    ]

    @Test(arguments: cases)
    func `the files of a tree show its checks`(_ expected: Case) throws {
        let place = try VerificationPlace()
        let commit = try place.commit(expected.files)
        #expect(try place.plan(commit).checks.map(\.name) == expected.checks)
    }

    @Test(arguments: [
        ("pnpm-lock.yaml", "pnpm"), ("yarn.lock", "yarn"), ("bun.lock", "bun"), ("package-lock.json", "npm"),
    ])
    func `the lock file tells who manages the packages`(_ lock: String, _ program: String) throws {
        let place = try VerificationPlace()
        let commit = try place.commit([
            "package.json": #"{"scripts":{"test":"x"},"devDependencies":{"a":"1"}}"#, lock: "",
        ])
        let check = try #require(try place.plan(commit).checks.first)
        #expect(check.command.hasPrefix(program))
        #expect(check.preparation?.command.contains(lock) == true)
        #expect(check.tools.map(\.name).contains(program))
    }

    @Test func `what is not committed does not count`() throws {
        let place = try VerificationPlace()
        let commit = try place.commit(["README.md": "x"])
        try place.sandbox.write("repo/go.mod", "module a\n")
        #expect(try place.plan(commit).checks.isEmpty)
    }
}
