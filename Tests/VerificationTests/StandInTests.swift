import Domain
import Git
import Testing

@testable import Verification

/// Checks that are skipped as nothing that they depend on has changed.
@Suite struct StandInTests {
    let place: VerificationPlace

    init() throws { place = try VerificationPlace() }

    private let file = """
        checks:
          - name: unit
            kind: test
            command: "echo 'ok 1'; test ! -e src/broken"
            output: tap
            paths: ["src/**", "!**/*.md"]
        """

    @Test func `the verdict of a parent stands in, and that of its parent`() throws {
        let first = try place.commit([".autowrk/verify.yml": file, "src/a": "a"])
        let original = try place.verify(first)
        let second = try place.commit(["docs": "b", "src/README.md": "c"])
        let result = try place.verify(second).verdict
        #expect(result.checks[0].status == .skipped)
        #expect(result.checks[0].standIn == original.tree.hex)
        #expect(result.checks[0].counts == TestCounts(passed: 1))
        #expect(result.isPassed && result.hasTests)
        #expect(place.seen == ["planned unit", "ended unit skipped true"])
        let third = try place.commit(["docs": "c"])
        #expect(try place.verify(third).verdict.checks[0].standIn == original.tree.hex)
        #expect(try place.verify(third).performed.isEmpty)
    }

    @Test func `what is only excluded is taken from everything`() throws {
        let file = "checks:\n  - { name: unit, command: \"test ! -e broken\", paths: [\"!docs/**\"] }\n"
        _ = try place.verify(try place.commit([".autowrk/verify.yml": file]))
        let documents = try place.verify(try place.commit(["docs/a": "a"]))
        #expect(documents.verdict.checks[0].standIn != nil)
        #expect(try place.verify(try place.commit(["broken": ""])).verdict.checks[0].status == .failed)
    }

    @Test func `a change within the paths, or a failed verdict, has it performed`() throws {
        let first = try place.commit([".autowrk/verify.yml": file, "src/a": "a"])
        _ = try place.verify(first)
        let second = try place.commit(["src/broken": ""])
        #expect(try place.verify(second).verdict.checks[0].status == .failed)
        let third = try place.commit(["docs": "d"])
        #expect(try place.verify(third).verdict.checks[0].status == .failed)
        #expect(place.seen.contains("began unit"))
    }
}
