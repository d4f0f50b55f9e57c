import Engine
import JSON
import Workflow

extension Subcommand {
    static let workflowShow = Subcommand(
        path: ["workflow", "show"], summary: "show what a workflow takes, does and gives",
        operands: "<name>|<file>", operandCount: 1...1,
        options: [.json]
    ) { (session, arguments) throws(Failure) in
        let workflows = try Workflows(session)
        let source = try workflows.find(arguments.operands[0])
        let overview = WorkflowOverview(source, in: workflows, workflows.catalogue)
        guard let definition = overview.definition else {
            throw Failure(
                .input, "cannot show the workflow '\(printable(source.name))': its text is faulty",
                hints: ["'git autowrk workflow check' tells what is wrong"])
        }
        if arguments.has("--json") {
            var document = overview.json
            for member in definition.json.members { document[member.key] = member.value }
            try session.print(document)
        } else {
            for line in definition.lines(overview) { try session.print(harmless(line)) }
        }
        return .done
    }
}

extension Definition {
    fileprivate func lines(_ overview: WorkflowOverview) -> [String] {
        var lines = [overview.source.name + (summary.map { ": \($0)" } ?? "")]
        lines.append("from: \(overview.origin)")
        if !triggers.isEmpty { lines.append("on: " + triggers.keys.sorted().joined(separator: ", ")) }
        if !inputs.isEmpty { lines += ["", "inputs:"] + table(inputs.map { [$0.name, $0.description] }) }
        lines += ["", "steps:"] + table(steps.map { [$0.id, $0.description] })
        if !outputs.isEmpty { lines += ["", "outputs:"] + outputs.map { "  \($0.name)" } }
        return lines
    }

    private func table(_ rows: [[String]]) -> [String] {
        Table([.left, .left], rows).lines(width: nil).map { "  " + $0 }
    }

    fileprivate var json: JSON.Object {
        [
            "on": .object(JSON.Object(triggers.map { ($0.key, $0.value) })),
            "inputs": .array(inputs.map(\.json)), "outputs": .array(outputs.map { .string($0.name) }),
            "steps": .array(
                steps.map {
                    [
                        "id": .string($0.id), "does": .string($0.description),
                        "line": .integer(Int64($0.line)),
                        "needs": .array($0.needs.map { .string($0) }),
                    ]
                }),
        ]
    }
}

extension InputDefinition {
    private var type: String {
        switch kind {
        case .string: "string"
        case .number: "number"
        case .boolean: "boolean"
        case .choice: "choice"
        }
    }

    private var options: [String] { if case .choice(let options) = kind { options } else { [] } }

    fileprivate var description: String {
        var parts = [type + (options.isEmpty ? "" : " of " + options.joined(separator: "|"))]
        if isRequired { parts.append("required") }
        if let defaultValue {
            parts.append("\(defaultValue.stringValue ?? defaultValue.canonical) unless given")
        }
        return parts.joined(separator: ", ") + (summary.map { ": \($0)" } ?? "")
    }

    fileprivate var json: JSON {
        [
            "name": .string(name), "summary": summary.map { .string($0) } ?? .null, "type": .string(type),
            "options": .array(options.map { .string($0) }), "required": .bool(isRequired),
            "default": defaultValue ?? .null,
        ]
    }
}

extension StepDefinition {
    /// What it does, in one line.
    fileprivate var description: String {
        let action =
            switch kind {
            case .run(let script): "run: " + script.firstLine
            case .uses(let action, _): "uses: \(action)"
            case .workflow(let name, _): "workflow: \(name.source)"
            case .wait(let wait): "wait: \(wait.condition.description)"
            }
        return action + (condition.map { " (if \($0.source))" } ?? "")
    }
}

extension WaitDefinition.Condition {
    fileprivate var description: String {
        switch self {
        case .approval(let people):
            people.isEmpty ? "approval" : "approval by " + people.map(\.source).joined(separator: ", ")
        case .event(let type, let stream, _): "event \(type)" + (stream.map { " on \($0.source)" } ?? "")
        case .duration(let duration): "for \(duration.source)"
        case .date(let date): "until \(date.source)"
        }
    }
}

extension ScriptDefinition {
    fileprivate var firstLine: String {
        let lines = script.source.split(separator: "\n")
        return (lines.first.map { String($0) } ?? "") + (lines.count > 1 ? " …" : "")
    }
}
