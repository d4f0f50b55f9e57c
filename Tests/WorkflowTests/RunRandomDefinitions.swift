import TestSupport
import Workflow

extension Definition {
    /// A workflow of some steps that need each other somehow, wait, fail and go back.
    static func random(_ random: inout SeededGenerator) -> Definition {
        var ids: [String] = []
        var steps: [StepDefinition] = []
        for number in 1...Int.random(in: 1...7, using: &random) {
            let id = "s\(number)"
            let needs = ids.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
            var step = StepDefinition(id: id, kind: .random(&random), needs: needs)
            step.condition = .random(needs, &random)
            if Int.random(in: 0..<4, using: &random) == 0 { step.continuesOnError = template("${{ true }}") }
            if Bool.random(using: &random) {
                step.retry = RetryPolicy(
                    attempts: Int.random(in: 1...3, using: &random), delay: 1_000,
                    kinds: Int.random(in: 0..<4, using: &random) == 0 ? [.input, .rejected, .exit] : nil)
            }
            ids.append(id)
            step.onFailure = .random(ids, &random)
            steps.append(step)
        }
        // The file need not have them in the order in which they need each other.
        if Int.random(in: 0..<4, using: &random) == 0 { steps.shuffle(using: &random) }
        return Definition(name: "work", steps: steps)
    }
}

extension StepDefinition.Kind {
    fileprivate static func random(_ random: inout SeededGenerator) -> Self {
        let timeout = Bool.random(using: &random) ? template("5s") : nil
        let expiry: WaitDefinition.Expiry = Bool.random(using: &random) ? .fail : .proceed
        return switch Int.random(in: 0..<9, using: &random) {
        case 0: .wait(WaitDefinition(.approval(), timeout: timeout, onTimeout: expiry))
        case 1: .wait(WaitDefinition(.event("pushed"), timeout: timeout, onTimeout: expiry))
        case 2: .wait(WaitDefinition(.duration("3s"), timeout: timeout, onTimeout: expiry))
        default: .run(ScriptDefinition(script: Template(literal: "true")))
        }
    }
}

extension Expression {
    fileprivate static func random(_ needs: [String], _ random: inout SeededGenerator) -> Expression? {
        var texts = [
            "always()", "always()", "failure()", "cancelled()", "failure() || cancelled()", "false",
            "!cancelled()", "fromJSON('{')", "run.attempt < 2", "failure.count < 2", "failure.step",
        ]
        for id in needs {
            texts += ["steps.\(id).outcome == 'failure'", "needs.\(id).outputs.count > 2 || always()"]
        }
        guard Int.random(in: 0..<2, using: &random) == 0, let text = texts.randomElement(using: &random)
        else {
            return nil
        }
        return try? Expression(condition: text)
    }
}

extension FailurePolicy {
    fileprivate static func random(_ steps: [String], _ random: inout SeededGenerator) -> FailurePolicy {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .skip
        case 1: return .pause
        case 2: return .abort
        case 3, 4:
            guard let step = steps.randomElement(using: &random) else { return .fail }
            return .retryFrom(
                step: step, atMost: Int.random(in: 0...2, using: &random), otherwise: .random(steps, &random))
        default: return .fail
        }
    }
}
