import JSON
import Platform
import Workflow

/// A run that is performed by hand: every command is decided and what was decided is recorded, as the owner's
/// process does it, without any effect.
struct Rehearsal {
    static let run = RunID(bits: 1)

    let interpreter: Interpreter
    /// All facts so far.
    private(set) var records: [RunRecord] = []
    /// What they add up to.
    private(set) var state: RunState
    /// The time of the next decision.
    var now: Timestamp
    /// What chance says to the next decision.
    var chance = 0.0

    /// A run of these steps that has just been started; in the group, when there is one, it waits.
    init(
        _ steps: [StepDefinition], group: String? = nil, inputs: JSON.Object = [:], tree: String? = nil,
        outputs: [NamedTemplate] = [], environment: [NamedTemplate] = []
    ) {
        self.init(
            Definition(name: "work", environment: environment, outputs: outputs, steps: steps),
            group: group, inputs: inputs, tree: tree)
    }

    init(
        _ definition: Definition, group: String? = nil, inputs: JSON.Object = [:], tree: String? = nil
    ) {
        interpreter = Interpreter(definition)
        now = Timestamp(milliseconds: 1_767_323_045_000)
        let start = RunStart(
            workflow: definition.name, definition: "d0", base: "c0", inputs: inputs, group: group, tree: tree)
        let events = interpreter.begin(
            start, of: Self.run, by: "person/ada@example.org", in: "a", DecisionContext(now: now))
        let records = Self.records(of: events, after: 0, "person/ada@example.org", now)
        guard let state = RunHistory.fold(records, of: Self.run) else {
            preconditionFailure("a run begins with its start")
        }
        (self.records, self.state) = (records, state)
    }

    /// Where the run stands.
    var status: RunStatus { state.status }
    /// What became of each step so far, in the file's order.
    var steps: [String] {
        interpreter.definition.steps.compactMap { step in
            state.steps[step.id].map { "\(step.id) \($0.status.name)" }
        }
    }
    /// All headlines so far.
    var log: [String] { records.map(\.event.headline) }

    /// What the owner's process says: decided and recorded.
    ///
    /// - Returns: what happened by that, as headlines.
    @discardableResult
    mutating func tell(_ command: RunCommand) throws(RunRefusal) -> [String] {
        let events = try interpreter.decide(command, in: state, context)
        if case .vote(_, _, let actor) = command { return record(events, by: actor) }
        return record(events)
    }

    /// What a person asks for, and what the owner answers.
    ///
    /// - Returns: what happened by that, as headlines, the request first.
    @discardableResult
    mutating func ask(_ command: RunCommand) throws(RunRefusal) -> [String] {
        let request = try tell(command)
        return request + (try tell(.advance))
    }

    /// What a person asks for, which the owner does not know yet.
    @discardableResult
    mutating func ask(unseen command: RunCommand) throws(RunRefusal) -> [String] { try tell(command) }

    /// Why a command is refused; nil when it is not.
    func refusal(of command: RunCommand) -> RunRefusal? {
        do throws(RunRefusal) {
            _ = try interpreter.decide(command, in: state, context)
            return nil
        } catch { return error }
    }

    /// Records facts as they are.
    @discardableResult
    mutating func record(_ events: [RunEvent], by actor: String = "person/ada@example.org") -> [String] {
        let new = Self.records(of: events, after: records.count, actor, now)
        records += new
        state.append(new)
        return events.map(\.headline)
    }

    /// Ends a step.
    @discardableResult
    mutating func complete(_ step: String, _ result: StepResult = StepResult()) throws(RunRefusal) -> [String]
    {
        try tell(.completeStep(step, result))
    }

    /// Lets an attempt at a step fail.
    @discardableResult
    mutating func fail(
        _ step: String, _ kind: StepFailure.Kind = .exit, _ message: String = "no",
        _ result: StepResult = StepResult()
    ) throws(RunRefusal) -> [String] {
        try tell(.failStep(step, StepFailure(kind, message), result))
    }

    /// Lets time pass, and looks what comes of it.
    @discardableResult
    mutating func pass(_ milliseconds: Int64) throws(RunRefusal) -> [String] {
        now.milliseconds += milliseconds
        return try tell(.advance)
    }

    /// Takes steps back, one after the other, as long as the run asks for it.
    @discardableResult
    mutating func takeBack(
        _ outcome: (String) -> Compensation = { _ in .done }
    ) throws(RunRefusal) -> [String] {
        var log: [String] = []
        while let step = state.work.compensating { log += try tell(.compensateStep(step, outcome(step))) }
        return log
    }

    var context: DecisionContext { DecisionContext(now: now, chance: chance) }

    private static func records(
        of events: [RunEvent], after count: Int, _ actor: String, _ now: Timestamp
    ) -> [RunRecord] {
        events.enumerated().map { index, event in
            RunRecord(
                id: String(100_000 + count + index), replica: "a", at: now, actor: actor, event: event)
        }
    }
}
