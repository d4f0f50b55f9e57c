import JSON
import Platform
import Workflow

/// A run of three steps, with the first one done, where it stands in one of the states that a run can be in.
struct RunStanding {
    /// The state, for people.
    let name: String
    /// Which column of the interpreter's table that is.
    let column: String
    let run: Rehearsal

    private init(_ name: String, _ column: String, _ run: Rehearsal) {
        (self.name, self.column, self.run) = (name, column, run)
    }

    /// All states.
    static func all() throws -> [RunStanding] {
        try going() + stopping() + ended()
    }

    private static func going() throws -> [RunStanding] {
        let retried = StepDefinition.script("two") { $0.retry = RetryPolicy(attempts: 3, jitter: 0) }
        return [
            RunStanding(
                "pending in a group", "pending",
                Rehearsal(.sequence(.script("one"), .script("two"), .script("three")), group: "deploy")),
            RunStanding("a step under way", "active", try second(.script("two"))),
            RunStanding("waiting for an approval", "active", try second(.wait("two", .approval()))),
            RunStanding(
                "waiting for an approval by name", "active", try second(.wait("two", .approval("grace")))),
            RunStanding("waiting for an event", "active", try second(.wait("two", .event("pushed")))),
            RunStanding("waiting for a time", "active", try second(.wait("two", .duration("1h")))),
            RunStanding(
                "waiting for a run of its own", "active",
                try second(.script("two")) { try $0.tell(.suspendStep("two", run: RunID(bits: 7))) }),
            RunStanding("retrying", "active", try second(retried) { try $0.fail("two") }),
            RunStanding(
                "unknown", "active",
                try second(.script("two")) { try $0.tell(.interruptStep("two", isRepeatable: false)) }),
            RunStanding(
                "interrupted", "active",
                try second(.script("two")) { try $0.tell(.interruptStep("two", isRepeatable: true)) }),
            RunStanding(
                "paused by a policy", "paused",
                try second(.script("two") { $0.onFailure = .pause }) { try $0.fail("two") }),
            RunStanding(
                "paused behind a rollback", "paused",
                try second(.script("two")) {
                    try $0.complete("two")
                    try $0.ask(.rollback(.to(step: "one")))
                    try $0.fail("three", .cancelled)
                    try $0.takeBack()
                }),
            RunStanding(
                "paused beside a step under way", "paused", try paused(beside: .script("two"))),
            RunStanding(
                "paused beside an approval", "paused", try paused(beside: .wait("two", .approval()))),
            RunStanding(
                "paused beside a wait for an event", "paused", try paused(beside: .wait("two", .event("x")))),
        ]
    }

    private static func stopping() throws -> [RunStanding] {
        [
            RunStanding(
                "cancelling", "stopping", try second(.script("two")) { try $0.ask(.cancel) }),
            RunStanding(
                "cancelling a run of its own", "stopping",
                try second(.script("two")) {
                    try $0.tell(.suspendStep("two", run: RunID(bits: 7)))
                    try $0.ask(.cancel)
                }),
            RunStanding(
                "about to be rolled back", "stopping",
                try second(.script("two")) { try $0.ask(.rollback(.hard)) }),
            RunStanding(
                "rolling back, soft", "rolling back",
                try second(.script("two")) {
                    try $0.tell(.interruptStep("two", isRepeatable: false))
                    $0.record([.rollbackRequested(.soft), .rollbackStarted(.soft, steps: [])])
                }),
            RunStanding(
                "rolling back, hard", "rolling back",
                try second(.script("two")) {
                    try $0.complete("two")
                    try $0.ask(.rollback(.hard))
                    try $0.fail("three", .cancelled)
                }),
            RunStanding(
                "rolling back to a step", "rolling back",
                try second(.script("two")) {
                    try $0.complete("two")
                    try $0.ask(.rollback(.to(step: "one")))
                    try $0.fail("three", .cancelled)
                }),
        ]
    }

    private static func ended() throws -> [RunStanding] {
        [
            RunStanding(
                "completed", "ended",
                try second(.script("two")) {
                    try $0.complete("two")
                    try $0.complete("three")
                }),
            RunStanding("failed", "ended", try second(.script("two")) { try $0.fail("two") }),
            RunStanding(
                "failed, with a request to retry", "ended",
                try second(.script("two")) {
                    try $0.fail("two")
                    try $0.ask(unseen: .retry(step: "two"))
                }),
            RunStanding(
                "cancelled", "ended",
                try second(.script("two")) {
                    try $0.ask(.cancel)
                    try $0.fail("two", .cancelled)
                }),
            RunStanding(
                "cancelled between steps", "ended",
                try second(.script("two")) {
                    try $0.ask(.cancel)
                    try $0.complete("two")
                }),
            RunStanding(
                "rolled back", "ended",
                try second(.script("two")) {
                    try $0.fail("two")
                    try $0.ask(.rollback(.hard))
                    try $0.takeBack()
                }),
        ]
    }

    private static func paused(beside step: StepDefinition) throws -> Rehearsal {
        try second(step, .script("beside") { $0.onFailure = .pause }) { try $0.fail("beside") }
    }

    /// A run whose second step has its turn.
    private static func second(
        _ step: StepDefinition, _ other: StepDefinition? = nil,
        _ then: (inout Rehearsal) throws -> Void = { _ in }
    ) throws -> Rehearsal {
        var steps: [StepDefinition] = .sequence(.script("one"), step, .script("three"))
        if let other { steps.append(other) }
        var run = Rehearsal(steps)
        try run.complete("one")
        try then(&run)
        return run
    }
}
