import JSON
import Platform
import YAML

extension Rule {
    static let invalidValue: Rule = Rule("invalid-value", "a value of the right kind that makes no sense")
}

extension Report {
    mutating func invalidValue(
        _ node: YAML.Node, _ message: String, hints: [String] = []
    ) {
        add(.invalidValue, message, at: node, hints: hints)
    }

    mutating func invalidValue(
        _ node: YAML.Node, choices: [String], _ label: String
    ) {
        guard let text = node.scalar?.text, !choices.contains(text) else { return }
        invalidValue(
            node, "'\(text)' is no value for \(label)", hints: suggestion(for: text, among: choices))
    }

    mutating func invalidValue(
        _ node: YAML.Node, range: ClosedRange<Double>, _ label: String
    ) {
        let number: Double
        switch node.scalar?.value {
        case .integer(let value): number = Double(value)
        case .float(let value): number = value
        default: return
        }
        guard !range.contains(number) else { return }
        let (low, high) = (JSON(range.lowerBound).canonical, JSON(range.upperBound).canonical)
        invalidValue(
            node, "\(label) must be from \(low) to \(high), not \(node.scalar?.text ?? "")")
    }

    mutating func invalidValue(_ node: YAML.Node, minimum: Int, _ label: String) {
        guard (node.elements ?? []).count < minimum else { return }
        invalidValue(node, "\(label) must have an element at least")
    }

    mutating func invalidValue(_ node: YAML.Node?, minutes: Template?) {
        guard let node, let text = minutes?.constantText, let number = Double(text) else { return }
        guard !(number > 0 && number.isFinite) else { return }
        invalidValue(node, "'timeout-minutes' must be more than 0, not \(text)")
    }

    mutating func invalidValue(shell node: YAML.Node?) {
        guard let node, let text = node.scalar?.text else { return }
        guard !["sh", "bash", "python"].contains(text), !text.contains("{0}") || text.contains("${{") else {
            return
        }
        let hint =
            text.contains("${{") ? "a shell is written as it is, without expressions" : "write '\(text) {0}'"
        invalidValue(
            node,
            "'\(text)' is no shell: there are 'sh', 'bash', 'python', and programs with '{0}' for the script",
            hints: [hint])
    }

    mutating func invalidValue(approval node: YAML.Node, people: [YAML.Node]) {
        if people.isEmpty {
            invalidValue(
                node, "nobody could approve", hints: ["write 'approval: anyone' for everybody"])
        }
        guard people.count > 1, let anyone = people.first(where: { $0.scalar?.text == "anyone" }) else {
            return
        }
        invalidValue(anyone, "'anyone' makes the other names meaningless")
    }

    mutating func invalidValue(_ node: YAML.Node, date: Template) {
        guard let text = date.constantText, Timestamp(iso8601: text) == nil,
            Timestamp(iso8601: text + "T00:00:00Z") == nil
        else { return }
        invalidValue(
            node, "'\(text)' is no time",
            hints: ["write a date, '2026-11-21', or a time with its zone, '2026-11-21T09:00:00+01:00'"])
    }

    /// The default of an input; nil when it does not fit the input's type.
    mutating func invalidValue(
        _ node: YAML.Node, default input: InputDefinition
    ) -> JSON? {
        guard let scalar = node.scalar else { return nil }
        let fault: String? =
            switch (input.kind, scalar.value) {
            case (_, .string(let text)) where text.contains("${{"): "a default can't have expressions"
            case (.string, _), (.number, .integer), (.boolean, .bool): nil
            case (.number, .float(let number)) where number.isFinite: nil
            case (.number, _): "the default of the number '\(input.name)' is none: '\(scalar.text)'"
            case (.boolean, _):
                "the default of the truth value '\(input.name)' is neither true nor false: '\(scalar.text)'"
            case (.choice(let options), _):
                options.contains(scalar.text) || options.isEmpty
                    ? nil : "the default '\(scalar.text)' is no option of '\(input.name)'"
            }
        if let fault {
            invalidValue(node, fault)
            return nil
        }
        switch input.kind {
        // As it is written: the version '1.10' is not the number 1.1.
        case .string, .choice: return .string(scalar.text)
        case .number, .boolean: return JSON(node)
        }
    }
}
