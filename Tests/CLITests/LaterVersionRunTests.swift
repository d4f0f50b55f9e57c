import JSON
import TestSupport
import Testing

/// Runs that a later version of the program has been at.
@Suite struct LaterVersionRunTests {
    let place: RunPlace

    init() throws {
        place = try RunPlace([
            "asks": """
            steps:
              - {id: one, run: echo 1 > one}
              - {id: gate, wait: { approval: anyone }}
              - {id: two, run: cat one}
            """
        ])
    }

    private func append(_ run: String, _ type: String, _ data: String = "{}") throws {
        let outcome = try place.autowrk(
            "journal", "append", "--stream", "run/\(run)", "--type", type, "--data", data)
        #expect(outcome.status == 0, "\(outcome.stderr)")
    }

    @Test func `events that this version does not know are passed over`() throws {
        let run = try place.start("asks", status: 4)
        let (document, text) = (try place.document(run), try place.autowrk("show", run).stdout)
        let list = try place.autowrk("runs").stdout
        try append(run, "step_teleported", #"{"step":"one","to":"mars"}"#)
        try append(run, "wait_started", #"{"step":"two","webhook":"x"}"#)
        try append(run, "run_archived")
        #expect(try place.document(run) == document)
        #expect(try place.autowrk("show", run).stdout == text)
        #expect(try place.autowrk("runs").stdout == list)
        #expect(try place.autowrk("log", run).stdout.contains("step_teleported"))
        #expect(try place.autowrk("resume", run).status == 4)
        #expect(try place.autowrk("approve", run).status == 0)
        #expect(try place.status(run) == "completed")
        try append(run, "run_archived")
        #expect(try place.status(run) == "completed")
        #expect(try place.autowrk("fsck").status == 0)
    }

    /// Records what the version would have that knows this definition: a run whose first step is done.
    private func begin(_ definition: String) throws -> String {
        let sandbox = place.sandbox
        try sandbox.write("later.yml", definition)
        let blob = try sandbox.git("hash-object", "-w", sandbox.path("later.yml"), in: place.path)
        let base = try sandbox.git("rev-parse", "HEAD", in: place.path)
        let run = "77a0b1c2d3e4"
        try append(
            run, "run_started", #"{"workflow":"later","definition":"\#(blob)","base":"\#(base)"}"#)
        try append(run, "step_started", #"{"step":"one","attempt":1}"#)
        try append(run, "step_completed", #"{"step":"one","outputs":{"count":3}}"#)
        try append(run, "step_started", #"{"step":"two","attempt":1}"#)
        return run
    }

    @Test(arguments: [
        ("steps: [{id: one, run: 'true'}, {id: two, run: 'true', teleport: mars}]", "teleport"),
        ("steps: [{id: one, run: 'true'}, {id: two, teleport: mars}]", "run"),
        ("steps: [{id: one, run: 'true'}, {id: two, uses: mars.land}]", "mars.land"),
        ("steps: [{id: one, if: false, run: 'true'}, {id: two, uses: mars.land}]", "mars.land"),
        ("planets: [mars]\nsteps: [{id: one, run: 'true'}, {id: two, run: 'true'}]", "planets"),
    ])
    func `a run whose definition can't be read can be looked at and is left as it is`(
        definition: String, culprit: String
    ) throws {
        let run = try begin(definition)
        let before = try place.clone.state()
        for words in [
            ["resume", run], ["cancel", run], ["abort", run], ["retry", run, "--step", "two"],
            ["skip", run, "--step", "two"], ["rollback", run, "--hard"], ["rollback", run, "--soft"],
            ["fork", run, "--at", "one"],
        ] {
            let outcome = try place.sandbox.autowrk(words, in: place.path, environment: RunPlace.now)
            let lines = outcome.stderr.split(separator: "\n")
            #expect(outcome.status == 2, "\(words): \(outcome.stderr)")
            #expect(
                lines.first?.hasPrefix(
                    "error: cannot go on with run '\(run)': its definition can't be read: ") == true,
                "\(words): \(outcome.stderr)")
            #expect(lines.first?.contains("'\(culprit)'") == true, "\(words): \(outcome.stderr)")
            #expect(lines.last == "hint: a newer git-autowrk may have started it", "\(words)")
            #expect(outcome.stdout == "", "\(words)")
        }
        #expect(try place.clone.state() == before)
        let document = try place.document(run)
        #expect(document["workflow"]?.stringValue == "later")
        #expect(try place.steps(run) == ["one": "completed", "two": "running"])
        #expect(try place.autowrk("show", run).stdout.contains("later"))
        #expect(try place.autowrk("show", run, "--step", "one", "--json").stdout.contains(#""count":3"#))
        #expect(try place.autowrk("runs").stdout.contains("later"))
        #expect(try place.autowrk("log", run).status == 0)
        #expect(try place.autowrk("stats").status == 0)
        #expect(try place.clone.state() == before)
    }

    @Test func `a worker goes on with the others`() throws {
        let later = try begin("steps: [{id: one, run: 'true'}, {id: two, teleport: mars}]")
        let run = try place.start("asks", status: 4)
        try append(run, "step_approved", #"{"step":"gate"}"#)
        let outcome = try place.autowrk("work", "--once")
        #expect(outcome.status == 1)
        #expect(
            outcome.stderr.contains(
                "error: cannot go on with run '\(later)': its definition can't be read: "),
            "\(outcome.stderr)")
        #expect(try place.status(run) == "completed")
        #expect(try place.steps(later)["two"] == "running")
    }
}
