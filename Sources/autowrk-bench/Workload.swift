import JSON
import Journal

/// What 10,000 runs of a workflow write down: for each its start, five steps begun and ended, its end.
///
/// Every run's events follow from its number alone, so that all programs see the same data. Hashes, ids and
/// durations are as random as real ones: they are what compression has to carry.
struct Workload: Sendable {
    static let eventsPerRun = 12

    let runs: Int
    var events: Int { runs * Self.eventsPerRun }

    init(events: Int) { runs = events / Self.eventsPerRun }

    private static let steps = ["route", "specify", "implement", "verify", "open_pr"]
    private static let workflows = ["issue-to-pr", "bug-report", "feature-request", "pr-review", "deploy"]

    /// The stream of a run.
    func stream(_ run: Int) -> StreamName { name("run/" + Generator(seed: run, part: 0).identifier(8)) }

    /// The events of a run, in order and without causes, which are known once they are recorded.
    func drafts(_ run: Int) -> [EventDraft] {
        var generator = Generator(seed: run, part: 1)
        let stream = stream(run)
        func draft(_ type: String, by actor: String, _ data: JSON.Object) -> EventDraft {
            EventDraft(stream: stream, type: self.type(type), actor: actor, data: data)
        }
        var drafts = [
            draft(
                "run_started", by: "person/ada@example.org",
                [
                    "definition": .string(generator.hash(40)),
                    "inputs": ["issue": .integer(generator.number(1...9999))],
                    "workflow": .string(generator.pick(Self.workflows)),
                ])
        ]
        var total: Int64 = 0
        for step in Self.steps {
            let duration = generator.number(20...90_000)
            total += duration
            drafts.append(
                draft(
                    "step_started", by: "worker/issues",
                    ["lease": .string(generator.hash(8)), "step": .string(step)]))
            drafts.append(
                draft(
                    "step_completed", by: generator.pick(["agent/claude", "agent/codex", "worker/issues"]),
                    [
                        "duration_ms": .integer(duration), "step": .string(step),
                        "outputs": .object(outputs(of: step, &generator)),
                    ]))
        }
        drafts.append(
            draft(
                "run_completed", by: "worker/issues",
                [
                    "cost_microdollars": .integer(generator.number(900...900_000)),
                    "duration_ms": .integer(total),
                ]))
        return drafts
    }

    /// What a step says in a few words and, but for routing, the tree that it leaves.
    private func outputs(of step: String, _ generator: inout Generator) -> JSON.Object {
        var outputs: JSON.Object = ["summary": .string(generator.summary(of: step))]
        if step != Self.steps[0] { outputs["tree"] = .string(generator.hash(40)) }
        return outputs
    }

    private func name(_ text: String) -> StreamName {
        guard let name = StreamName(text) else { preconditionFailure("'\(text)' is a stream's name") }
        return name
    }

    private func type(_ text: String) -> EventType {
        guard let type = EventType(text) else { preconditionFailure("'\(text)' is an event type") }
        return type
    }
}
