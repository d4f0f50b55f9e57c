import JSON
import TestSupport
import Testing

/// Clocks that are wrong.
@Suite struct ClockTests {
    let clone: Clone

    init() throws { clone = try Clone() }

    @Test(arguments: [
        "1970-01-01T00:00:00Z", "2024-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2100-06-01T00:00:00Z",
    ])
    func `a clock outside of all reason is refused and nothing changes`(time: String) throws {
        try clone.append()
        let before = try clone.state()
        for arguments in [
            ["journal", "append", "--stream", "task/1", "--type", "task_added"],
            ["journal", "append", "--batch"],
        ] {
            let outcome = try clone.sandbox.autowrk(
                arguments, in: clone.path, input: batchLine(1), environment: ["AUTOWRK_NOW": time])
            #expect(outcome.status == 1)
            #expect(outcome.stdout == "")
            #expect(outcome.stderr.contains("cannot record an event at \(time.dropLast())"))
            #expect(outcome.stderr.contains(": the clock must be between 2025 and 2100\nhint: "))
        }
        #expect(try clone.state() == before)
        #expect(try clone.export(environment: ["AUTOWRK_NOW": time]) == before[1], "reading works")
    }

    @Test func `a clock that jumps back and forth keeps the order in which events were recorded`() throws {
        let times = [
            "2026-06-01T00:00:00Z", "2025-06-01T00:00:00Z", "2025-06-01T00:00:00Z", "2027-01-01T00:00:00Z",
            "2025-01-01T00:00:00Z", "2026-06-01T00:00:00Z",
        ]
        var ids: [String] = []
        for time in times { ids.append(try clone.append(environment: ["AUTOWRK_NOW": time])) }
        #expect(ids == ids.sorted())
        #expect(try clone.exportedIDs() == ids)
        let shown = try clone.export().split(separator: "\n").map {
            try JSON(parsing: String($0))["at"]?.integerValue
        }
        #expect(shown[1] == 1_748_736_000_000, "the wall time is kept as it was")
        let doctor = try clone.autowrk("doctor", environment: ["AUTOWRK_NOW": "2026-01-01T00:00:00Z"])
        #expect(doctor.stdout.contains("warning: clock: the newest event is 31536000 seconds ahead"))
    }

    @Test func `an event is never behind one that a sync has brought`() throws {
        let sandbox = clone.sandbox
        try sandbox.git("remote", "add", "origin", try sandbox.bareRepository(), in: clone.path)
        try sandbox.git("push", "--quiet", "origin", "main", in: clone.path)
        let other = Clone(try sandbox.clone(from: "remote.git", to: "other"), in: sandbox)
        let ahead = try other.append(environment: ["AUTOWRK_NOW": "2090-01-01T00:00:00Z"])
        #expect(try other.autowrk("sync").status == 0)
        try clone.append()
        #expect(try clone.autowrk("sync").status == 0)
        let behind = try clone.append()
        #expect(ahead < behind)
        #expect(try clone.exportedIDs().last == behind)
    }

    @Test func `a time that is none is a wrong use`() throws {
        let outcome = try clone.autowrk("export", environment: ["AUTOWRK_NOW": "yesterday"])
        #expect(outcome.status == 2)
        #expect(
            outcome.stderr
                == "error: 'AUTOWRK_NOW' is no time: 'yesterday'\nhint: as in 2026-11-21T03:25:00Z\n")
    }
}
