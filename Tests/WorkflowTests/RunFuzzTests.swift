import JSON
import Platform
import TestSupport
import Testing
import Workflow

/// Whatever stands in the journal: nothing traps, and every decision comes to an end.
@Suite struct RunFuzzTests {
    @Test(arguments: 0..<4 as Range<UInt64>)
    func `facts in an order that makes no sense do no harm`(part: UInt64) throws {
        for seed in part * 150..<(part + 1) * 150 {
            var random = SeededGenerator(seed: seed)
            let definition = Definition.random(&random)
            let interpreter = Interpreter(definition)
            // Some steps are not of this workflow at all.
            let steps = definition.steps.map(\.id) + ["foreign"]
            var records = [
                record(
                    0, .started(RunStart(workflow: "w", definition: "d", base: "c", group: "g")), &random)
            ]
            for number in 1...60 {
                records.append(record(number, .random(steps, &random), &random))
            }
            var state = try #require(RunHistory.fold(records, of: RunID(bits: 1)), "seed \(seed)")
            for number in 61...100 {
                state.append([record(number, .random(steps, &random), &random)])
                look(state, interpreter, steps, &random)
            }
            #expect(state.newest == "1100")
        }
    }

    @Test func `a clock that is out of its mind makes no length of time`() throws {
        let times = [Int64.max, .min, .max]
        let events: [RunEvent] = [
            .started(RunStart(workflow: "w", definition: "d", base: "c")),
            .stepStarted(step: "a", attempt: 1), .stepCompleted(step: "a", StepResult()),
        ]
        let records = zip(times, events).enumerated().map { number, fact in
            RunRecord(
                id: String(number), replica: "a", at: Timestamp(milliseconds: fact.0), actor: "",
                event: fact.1)
        }
        let state = try #require(RunHistory.fold(records, of: RunID(bits: 1)))
        #expect(state.steps["a"]?.status == .completed)
        #expect(state.steps["a"]?.milliseconds == nil)
    }

    private func record(_ number: Int, _ event: RunEvent, _ random: inout SeededGenerator) -> RunRecord {
        RunRecord(
            id: String(1_000 + number), replica: random.chance(9) ? "b" : "a",
            at: Timestamp(milliseconds: Int64(number)), actor: random.any(["person/ada", "agent/x"]),
            event: event)
    }

    /// Everything that may be asked of a state.
    private func look(
        _ state: RunState, _ interpreter: Interpreter, _ steps: [String], _ random: inout SeededGenerator
    ) {
        let context = DecisionContext(
            now: Timestamp(milliseconds: Int64.random(in: 0...4_102_444_800_000, using: &random)))
        _ = (state.work, state.status, state.isStopping, state.isPerforming)
        _ = interpreter.stepsToStop(state, context)
        for event in state.requests { _ = event.event.headline }
        let step = random.any(steps)
        let named = random.maybe { _ in step }
        let commands: [RunCommand] = [
            .advance, .vote(step: named, Vote(approves: true), by: "person/ada"), .retry(step: named),
            .skip(step: named), .resume, .cancel, .rollback(random.any([.soft, .hard, .to(step: step)])),
            .claim,
            .admit, .completeStep(step, StepResult()),
            .failStep(step, StepFailure(.exit, "no"), StepResult()),
            .interruptStep(step, isRepeatable: true), .suspendStep(step, run: RunID(bits: 2)),
            .signalStep(step, StepResult()), .compensateStep(state.work.compensating ?? step, .done),
        ]
        for command in commands {
            guard let events = try? interpreter.decide(command, in: state, context) else { continue }
            _ = events.map(\.headline)
        }
    }
}
