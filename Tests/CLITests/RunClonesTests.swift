import JSON
import TestSupport
import Testing

/// One run in several clones.
@Suite struct RunClonesTests {
    let here: RunPlace
    let there: RunPlace

    init() throws {
        here = try RunPlace([
            "asks": "steps:\n  - id: ask\n    wait: { approval: anyone }\n  - id: b\n    run: echo b > b\n"
        ])
        let sandbox = here.sandbox
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: here.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: here.path)
        _ = try sandbox.clone(from: "remote.git", to: "there")
        there = RunPlace(Clone("there", in: sandbox))
    }

    private func sync(_ places: RunPlace...) throws {
        for place in places { #expect(try place.autowrk("sync").status == 0) }
    }

    private func replica(_ place: RunPlace) throws -> String {
        let text = try place.autowrk("init", "--json").stdout
        return try #require(try JSON(parsing: String(text.dropLast()))["replica"]?.stringValue)
    }

    @Test func `an approval in another clone lets the run go on after a sync`() throws {
        let run = try here.start("asks", status: 4)
        try sync(here, there)
        let outcome = try there.autowrk("approve", run)
        #expect(outcome.status == 0)
        #expect(
            outcome.stderr == """
                . ask  approved
                recorded; clone \(try replica(here)) goes on with run \(run.prefix(4)) after 'git autowrk sync'
                hint: 'git autowrk resume \(run.prefix(4))' takes it over

                """)
        #expect(try there.status(run) == "waiting")
        #expect(try there.autowrk("resume").stderr.hasPrefix("error: no run can go on\n"))
        try sync(there, here)
        #expect(try here.autowrk("work", "--once").status == 0)
        try sync(here, there)
        #expect(try there.status(run) == "completed")
    }

    @Test func `another clone can take a run over, and what the former owner does then is lost`() throws {
        let run = try here.start("asks", status: 4)
        try sync(here, there)
        let taken = try there.autowrk("resume", run)
        #expect(taken.status == 4)
        #expect(
            taken.stderr.contains("run \(run.prefix(4)) is taken over from clone \(try replica(here))\n"),
            "\(taken.stderr)")
        // Here nobody knows yet.
        #expect(try here.autowrk("approve", run).status == 0)
        try sync(there, here, there)
        #expect(try here.status(run) == there.status(run))
        let lost = try #require(try here.document(run)["lost_work"]?.arrayValue)
        #expect(!lost.isEmpty)
        #expect(try here.autowrk("show", run).stdout.contains("\n  lost: done by clones that were not"))
        // The vote is a request, which counts wherever it was cast.
        #expect(try there.autowrk("resume", run).status == 0)
        try sync(there, here)
        #expect(try here.status(run) == "completed")
        #expect(try here.document(run)["owner"]?.stringValue == replica(there))
    }
}
