import JSON
import TestSupport
import Testing

/// The coding agent on a machine that has no sandboxes.
struct ModelAgentBareTests {
    private let place: ModelAgentPlace

    init() throws {
        place = try ModelAgentPlace(ModelAgentPlace.twelveTurns)
        try place.sandbox.git("config", "--unset", "autowrk.sandbox", in: place.path)
        try place.sandbox.script(
            "mkdir bin; for name in sh git env cat rm mkdir; do ln -s $(command -v $name) bin; done")
    }

    private var machine: [String: String] { ["PATH": place.sandbox.path("bin")] }

    @Test func `that checks run without one is said, to the model as well`() throws {
        let outcome = try place.run(environment: machine)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let remark =
            "autowrk: commands run without a sandbox: there is no program 'bwrap' (package 'bubblewrap')"
        #expect(outcome.stderr.components(of: remark) == 1, "\(outcome.stderr)")
        let run = try place.id(of: outcome)
        #expect(
            try place.autowrk("show", run, "--step", "implement", "--output").stdout
                .contains("checks run without a sandbox"))
        let tools = try #require(place.model.request(ofTurn: 1)?["tools"]?.arrayValue)
        #expect(!tools.contains { $0["description"]?.stringValue?.contains("no network") ?? true })
    }

    @Test func `where one is required no model is paid, and what is missing is said`() throws {
        try place.sandbox.git("config", "autowrk.sandbox", "all", in: place.path)
        let outcome = try place.run(environment: machine)
        #expect(outcome.status == 1)
        #expect(place.model.answered.isEmpty)
        #expect(
            outcome.stderr.contains(
                "a sandbox is required, and there is no program 'bwrap' (package 'bubblewrap')"),
            "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("StepFailure"))
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
