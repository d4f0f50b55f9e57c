import JSON
import Workflow

// Steps as a file would have them, in one line.

extension StepDefinition {
    /// A step that runs a command.
    ///
    /// - Parameters:
    ///   - id: its id.
    ///   - needs: what it needs.
    ///   - condition: its `if`.
    ///   - change: what else is to be said about it.
    static func script(
        _ id: String, needs: [String] = [], if condition: String? = nil,
        _ change: (inout StepDefinition) -> Void = { _ in }
    ) -> StepDefinition {
        make(id, .run(ScriptDefinition(script: Template(literal: "true"))), needs, condition, change)
    }

    /// A step that waits.
    static func wait(
        _ id: String, _ condition: WaitDefinition.Condition, timeout: String? = nil,
        onTimeout: WaitDefinition.Expiry = .fail, needs: [String] = [], if text: String? = nil,
        _ change: (inout StepDefinition) -> Void = { _ in }
    ) -> StepDefinition {
        let wait = WaitDefinition(condition, timeout: timeout.map { template($0) }, onTimeout: onTimeout)
        return make(id, .wait(wait), needs, text, change)
    }

    private static func make(
        _ id: String, _ kind: Kind, _ needs: [String], _ condition: String?,
        _ change: (inout StepDefinition) -> Void
    ) -> StepDefinition {
        var step = StepDefinition(id: id, kind: kind, needs: needs)
        step.condition = condition.map { text in
            guard let condition = try? Expression(condition: text) else {
                preconditionFailure("'\(text)' is no condition")
            }
            return condition
        }
        change(&step)
        return step
    }
}

extension [StepDefinition] {
    /// Steps that follow one another, each after the one before, as without `needs`.
    static func sequence(_ steps: StepDefinition...) -> [StepDefinition] {
        var former: String?
        return steps.map { step in
            var step = step
            step.needs = former.map { [$0] } ?? []
            former = step.id
            return step
        }
    }
}

/// A text with expressions that is right.
func template(_ text: String) -> Template {
    guard let template = try? Template(parsing: text) else { preconditionFailure("'\(text)' is no template") }
    return template
}

extension WaitDefinition.Condition {
    /// A vote of these people.
    static func approval(_ names: String...) -> Self { .approval(by: names.map { template($0) }) }
    /// A time.
    static func duration(_ text: String) -> Self { .duration(template(text)) }
    /// An event.
    static func event(_ type: String) -> Self { .event(type: type, stream: nil, condition: nil) }
}
