import Git
import TestSupport
import Testing

@testable import Verification

struct PlanComparisonTests {
    private let place: VerificationPlace

    init() throws { place = try VerificationPlace() }

    /// What is said of the second commit after the first.
    private func remarks(_ before: [String: String], _ after: [String: String]) throws -> [String] {
        let (first, second) = (try commit(only: before), try commit(only: after))
        let repository = try place.repository()
        return try PlanComparison(
            from: try repository.commit(first).tree, to: try repository.commit(second).tree, in: repository
        ) { Fixture.tables }.remarks
    }

    private func commit(only files: [String: String]) throws -> ObjectID {
        try place.sandbox.git(["rm", "--quiet", "-r", "--ignore-unmatch", "."], in: "repo")
        return try place.commit(files)
    }

    @Test func `a file that says what a check does`() throws {
        let makefile = "test:\n\t./run-tests\n"
        #expect(try remarks(["Makefile": makefile], ["Makefile": makefile, "a": "b"]).isEmpty)
        #expect(
            try remarks(["Makefile": makefile], ["Makefile": "test:\n\ttrue\n"])
                == ["'Makefile' has changed, which says what check 'make test' does"])
    }

    @Test func `of a package only the script counts`() throws {
        func package(_ test: String, _ version: String) -> [String: String] {
            ["package.json": #"{"version": "\#(version)", "scripts": {"test": "\#(test)"}}"#]
        }
        #expect(try remarks(package("mocha", "1"), package("mocha", "2")).isEmpty)
        let remarks = try remarks(package("mocha", "1"), package("true # mocha", "1"))
        #expect(remarks.count == 1)
        #expect(remarks.first?.hasPrefix("'package.json' has changed, which says what check ") == true)
    }

    @Test func `checks that are gone, and commands that are others`() throws {
        func file(_ checks: String...) -> [String: String] {
            [".autowrk/verify.yml": "checks:\n" + checks.map { "  - {\($0)}\n" }.joined()]
        }
        #expect(
            try remarks(
                file("name: a, command: make a", "name: b, command: make b"), file("name: b, command: make b")
            )
                == ["check 'a' is gone"])
        #expect(
            try remarks(file("name: a, command: make a"), file("name: a, command: \"true\""))
                == ["check 'a' runs 'true' in place of 'make a'"])
        #expect(
            try remarks(file("name: a, command: make a"), file("name: a, command: make a, critical: false"))
                == ["check 'a' is another one"])
        #expect(
            try remarks(["Makefile": "test:\n"], ["README": "x"]) == [
                "check 'make' is gone", "check 'make test' is gone",
            ])
    }
}
