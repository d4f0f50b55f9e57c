import YAML

/// Compares a text with the shape that it must have.
struct ShapeCheck {
    /// What stands where nothing else is said.
    static func check(_ node: YAML.Node, _ shape: Shape, label: String, _ report: inout Report) {
        guard shape.fits(node) else {
            report.wrongType(node, shape, label)
            return
        }
        switch shape {
        case .either(let shapes):
            if let shape = shapes.first(where: { $0.fits(node) }) {
                check(node, shape, label: label, &report)
            }
        case .choice(let choices): report.invalidValue(node, choices: choices, label)
        case .integer(let range):
            report.invalidValue(
                node, range: Double(range.lowerBound)...Double(range.upperBound), label)
        case .number(let range): report.invalidValue(node, range: range, label)
        case .duration(let allowsExpressions):
            report.invalidDuration(node, allowsExpressions: allowsExpressions, label)
        case .list(let shape, let minimum):
            report.invalidValue(node, minimum: minimum, label)
            for element in node.elements ?? [] {
                check(element, shape, label: "an element of \(label)", &report)
            }
        case .names(let kind, let shape):
            for member in node.members ?? [] {
                guard let name = name(of: member, &report) else { continue }
                report.invalidID(member.key, name, kind, label)
                check(member.value, shape, label: "'\(name)'", &report)
            }
        case .section(let section): checkSection(node, section, &report)
        case .text, .template, .condition, .boolean, .booleanTemplate, .numberTemplate, .null, .anything:
            break
        }
    }

    private static func checkSection(_ node: YAML.Node, _ section: Section, _ report: inout Report) {
        var names: [String] = []
        for member in node.members ?? [] {
            guard let name = name(of: member, &report) else { continue }
            names.append(name)
            if let key = section.key(name) {
                check(member.value, key.shape, label: "'\(name)'", &report)
            } else {
                report.unknownKey(member.key, name, section)
            }
        }
        report.missingKey(in: node, section, names)
        report.conflictingKeys(in: node, section)
    }

    private static func name(of member: YAML.Member, _ report: inout Report) -> String? {
        if let name = member.key.scalar?.text { return name }
        report.wrongType(member.key, .text, "a key")
        return nil
    }
}

extension Shape {
    /// Whether a value is of the right kind; what is in it is looked at later.
    func fits(_ node: YAML.Node) -> Bool {
        switch (self, node.content) {
        case (.anything, _), (.list, .sequence), (.section, .mapping), (.names, .mapping): true
        case (.either(let shapes), _): shapes.contains { $0.fits(node) }
        case (_, .scalar(let scalar)): fits(scalar)
        default: false
        }
    }

    private func fits(_ scalar: YAML.Scalar) -> Bool {
        switch (self, scalar.value) {
        case (.null, .null): true
        case (_, .null), (.list, _), (.section, _), (.names, _), (.null, _): false
        case (.text, .bool), (.duration, .bool), (.choice, .bool): false
        case (.text, _), (.template, _), (.condition, _), (.duration, _), (.choice, _): true
        case (.boolean, .bool), (.booleanTemplate, .bool): true
        case (.integer, .integer), (.number, .integer), (.number, .float): true
        case (.numberTemplate, .integer), (.numberTemplate, .float): true
        case (.booleanTemplate, .string(let text)), (.numberTemplate, .string(let text)): text.contains("${{")
        default: false
        }
    }

    /// What may stand there, for messages.
    var expectation: [String] {
        switch self {
        case .text, .template, .choice: ["a text"]
        case .condition: ["an expression"]
        case .boolean: ["true or false"]
        case .booleanTemplate: ["true", "false", "an expression in '${{ }}'"]
        case .integer: ["a whole number"]
        case .number: ["a number"]
        case .numberTemplate: ["a number", "an expression in '${{ }}'"]
        case .duration: ["a duration"]
        case .null: ["nothing"]
        case .anything: ["anything"]
        case .list: ["a list"]
        case .section, .names: ["a mapping"]
        case .either(let shapes): shapes.flatMap(\.expectation)
        }
    }
}
