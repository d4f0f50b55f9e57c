import JSON
import Platform
import TestSupport
import Workflow

extension SeededGenerator {
    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &self) == 0 }

    /// One of these.
    mutating func any<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }

    /// A value, or none.
    mutating func maybe<Value>(_ value: (inout SeededGenerator) -> Value) -> Value? {
        chance(2) ? value(&self) : nil
    }
}

extension RunEvent {
    /// Any fact about a run with these steps, whether it makes sense or not.
    static func random(_ steps: [String], _ random: inout SeededGenerator) -> RunEvent {
        let step = random.any(steps)
        let some = steps.filter { _ in random.chance(2) }
        return switch Int.random(in: 0..<25, using: &random) {
        case 0: .started(.random(&random))
        case 1: .claimed(RunClaim(after: Self.text(&random), seen: Self.text(&random)))
        case 2: .admitted
        case 3, 4: .stepStarted(step: step, attempt: Int.random(in: 1...9, using: &random))
        case 5: .waitStarted(step: step, .random(&random))
        case 6, 7: .stepCompleted(step: step, .random(&random))
        case 8, 9:
            .stepFailed(step: step, .random(&random), .random(&random), then: .random(steps, &random))
        case 10: .stepSkipped(step: step, random.any([.condition, .request]))
        case 11: .stepInterrupted(step: step, isRepeatable: random.chance(2))
        case 12: .stepsReset(steps: some, cause: .random(step, &random))
        case 13: .paused(reason: Self.text(&random), step: random.maybe { _ in step })
        case 14: .resumed
        case 15: .rollbackStarted(.random(step, &random), steps: some)
        case 16: .stepCompensated(step: step, .random(&random))
        case 17: random.chance(3) ? .completed(outputs: .random(&random)) : .resumed
        case 18: random.chance(3) ? .failed(step: step, .random(&random)) : .resumeRequested
        case 19: random.chance(3) ? .cancelled : .cancelRequested
        case 20: random.chance(3) ? .rolledBack(.random(step, &random)) : .resumeRequested
        case 21: .voted(step: step, Vote(approves: random.chance(2), comment: random.maybe(Self.text)))
        case 22: .retryRequested(step: step)
        case 23: .skipRequested(step: step)
        default: .rollbackRequested(.random(step, &random))
        }
    }

    fileprivate static func text(_ random: inout SeededGenerator) -> String {
        random.any(["", "a", "refs/heads/fix/issue-7", "two\nlines", "Grüße 😀", "\u{1b}[31m\"\\\t"])
    }
}

extension JSON.Object {
    fileprivate static func random(_ random: inout SeededGenerator) -> JSON.Object {
        var object: JSON.Object = [:]
        for _ in 0..<Int.random(in: 0..<3, using: &random) {
            let number = JSON(Double.random(in: -9...9, using: &random))
            object[RunEvent.text(&random)] = random.any([
                .null, true, 3, number, .string(RunEvent.text(&random)), ["x", []], ["k": ["l": 1]],
            ])
        }
        return object
    }
}

extension RunID {
    fileprivate static func random(_ random: inout SeededGenerator) -> RunID { RunID(bits: random.next()) }
}

extension Timestamp {
    fileprivate static func random(_ random: inout SeededGenerator) -> Timestamp {
        Timestamp(milliseconds: Int64.random(in: -1...4_102_444_800_000, using: &random))
    }
}

extension RunStart {
    fileprivate static func random(_ random: inout SeededGenerator) -> RunStart {
        RunStart(
            workflow: RunEvent.text(&random), definition: "d", base: "c", inputs: .random(&random),
            group: random.maybe(RunEvent.text),
            parent: random.maybe { RunOrigin(run: .random(&$0), step: RunEvent.text(&$0)) },
            fork: random.maybe { RunOrigin(run: .random(&$0), step: "s1") },
            tree: random.maybe(RunEvent.text))
    }
}

extension Wait {
    fileprivate static func random(_ random: inout SeededGenerator) -> Wait {
        let condition: Condition =
            switch Int.random(in: 0..<5, using: &random) {
            case 0: .approval(by: [])
            case 1: .approval(by: ["ada", RunEvent.text(&random)])
            case 2: .event(type: "pushed", stream: random.maybe(RunEvent.text))
            case 3: .time(.random(&random))
            default: .run(.random(&random))
            }
        return Wait(condition, expires: random.maybe(Timestamp.random))
    }
}

extension StepResult {
    fileprivate static func random(_ random: inout SeededGenerator) -> StepResult {
        var effects: [StepEffect] = []
        for _ in 0..<Int.random(in: 0..<3, using: &random) { effects.append(.random(&random)) }
        return StepResult(
            outputs: .random(&random), effects: effects, tree: random.maybe(RunEvent.text),
            outputBytes: random.maybe { Int64.random(in: 0...9_007_199_254_740_991, using: &$0) },
            isAgentWork: Bool.random(using: &random))
    }
}

extension StepEffect {
    fileprivate static func random(_ random: inout SeededGenerator) -> StepEffect {
        let reference = RunEvent.text(&random)
        return switch Int.random(in: 0..<5, using: &random) {
        case 0: .branchCreated(reference: reference, commit: "1")
        case 1: .branchMoved(reference: reference, from: random.any(["1", "2"]), to: "2")
        case 2:
            .noteWritten(commit: "1", note: RunEvent.text(&random), previous: random.maybe(RunEvent.text))
        case 3: .runStarted(.random(&random))
        default: .said(RunEvent.text(&random))
        }
    }
}

extension StepFailure {
    fileprivate static func random(_ random: inout SeededGenerator) -> StepFailure {
        StepFailure(
            random.any(Kind.allCases), RunEvent.text(&random),
            exitStatus: random.maybe { Int.random(in: -1...255, using: &$0) },
            output: random.maybe(RunEvent.text))
    }
}

extension FailureConsequence {
    fileprivate static func random(_ steps: [String], _ random: inout SeededGenerator) -> Self {
        random.any([
            .retry(at: .random(&random)), .proceed, .fail, .skip, .pause, .abort,
            .restart(from: random.any(steps)),
        ])
    }
}

extension ResetCause {
    fileprivate static func random(_ step: String, _ random: inout SeededGenerator) -> ResetCause {
        random.any([
            .failure(step: step, .random(&random)), .request,
            .rollback(to: step, tree: random.maybe(RunEvent.text)),
        ])
    }
}

extension RollbackMode {
    fileprivate static func random(_ step: String, _ random: inout SeededGenerator) -> RollbackMode {
        random.any([.soft, .hard, .to(step: step)])
    }
}

extension Compensation {
    fileprivate static func random(_ random: inout SeededGenerator) -> Compensation {
        random.any([
            .done, .nothing, .impossible(reason: RunEvent.text(&random)),
            .failed(reason: RunEvent.text(&random)), .replaced(by: []),
            .replaced(by: [.branchMoved(reference: "refs/heads/a", from: "1", to: "2")]),
        ])
    }
}
