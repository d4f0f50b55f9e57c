import JSON
import TestSupport
import Testing

/// What the action `verify` does for a run.
@Suite struct RunVerifyTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "check": """
            inputs:
              cache: { default: "true" }
              checks: { default: "" }
            steps:
              - { id: change, run: "mkdir -p docs; echo a > docs/a" }
              - id: verify
                uses: verify
                with:
                  cache: ${{ inputs.cache }}
                  checks: ${{ inputs.checks }}
            """
        ])
    }

    private func commit(_ checks: String) throws {
        try place.sandbox.commit("checks", files: [".autowrk/verify.yml": checks], in: place.path)
    }

    /// The checks that a run's verdict has, by name.
    private func checks(_ run: String) throws -> [String: JSON] {
        let shown = try place.autowrk("show", run, "--step", "verify", "--json").stdout
        let checks = try JSON(parsing: String(shown.dropLast()))["step"]?["outputs"]?["checks"]?.arrayValue
        return Dictionary(
            uniqueKeysWithValues: try #require(checks, "\(shown)").map { ($0["name"]?.stringValue ?? "", $0) }
        )
    }

    @Test func `checks are named by commas or lines, and have spaces`() throws {
        try commit(
            """
            checks:
              - { name: go test, command: "true" }
              - { name: web/unit, command: "true" }
              - { name: go vet, command: "true" }
            """)
        #expect(
            try checks(place.start("check", "-i", "checks= go test ,web/unit")).keys.sorted() == [
                "go test", "web/unit",
            ])
        #expect(try checks(place.start("check", "-i", "checks=go vet\ngo test\n")).count == 2)
        let part = try place.autowrk(
            "show", place.start("check", "-i", "checks=go vet"), "--step", "verify", "--json")
        let outputs = try JSON(parsing: String(part.stdout.dropLast()))["step"]?["outputs"]
        #expect(outputs?["passed"] == false)
        #expect(outputs?["headline"] == "incomplete: without go test, web/unit")
        #expect(try checks(place.start("check")).count == 3)
        let run = try place.start("check", "-i", "checks=go", status: 1)
        let shown = try place.autowrk("show", run).stdout
        #expect(shown.contains("there is no check 'go'; there are: go test, web/unit, go vet"), "\(shown)")
    }

    @Test func `a run has the verdicts of the commit that it began with`() throws {
        try commit(
            """
            checks:
              - { name: unit, command: "true", paths: ["src/**"] }
              - { name: docs, command: "true", paths: ["docs/**"] }
            """)
        #expect(try place.autowrk("verify").status == 0)
        let found = try checks(place.start("check"))
        #expect(found["unit"]?["status"] == "skipped")
        #expect(found["unit"]?["stand-in"] != nil)
        #expect(found["docs"]?["status"] == "passed")
    }

    @Test func `known verdicts are done without, however that is said`() throws {
        let log = place.sandbox.path("log")
        try commit("checks: [{ name: unit, command: 'echo x >>\(log)' }]")
        for cache in ["true", "true", "false"] { _ = try place.start("check", "-i", "cache=\(cache)") }
        #expect(try place.sandbox.run(["cat", log]).stdout == "x\nx\n")
        let run = try place.start("check", "-i", "cache=perhaps", status: 1)
        let shown = try place.autowrk("show", run).stdout
        #expect(
            shown.contains("input 'cache' of step 'verify' must be true or false, not 'perhaps'"), "\(shown)")
    }
}
