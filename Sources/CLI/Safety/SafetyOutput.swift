import JSON
import Platform
import Safety
import Workflow

extension SafetyVerdict {
    /// One line for people: what is to be done, why, and which part of the command is meant.
    ///
    /// - Parameter command: shown as well, where there are several.
    func line(of command: String?) -> String {
        var parts = [decision.rawValue]
        if let command { parts.append(Self.shown(command)) }
        if let finding = findings.first {
            let others = findings.count > 1 ? ", and \(counted(findings.count - 1, "more finding"))" : ""
            parts += ["\(finding.rule): \(finding.reason)\(others)", Self.shown(finding.words)]
        }
        return parts.joined(separator: "  ")
    }

    /// On one line, whatever it holds.
    private static func shown(_ text: String) -> String {
        harmless(text.split(whereSeparator: \.isNewline).joined(separator: "⏎"))
    }

    /// All of it for programs; offsets are in bytes of the command.
    func document(of command: String) -> JSON.Object {
        JSON.Object([
            ("command", .string(command)), ("decision", .string(decision.rawValue)),
            ("findings", .array(findings.map(\.json))),
        ])
    }
}

extension Finding {
    fileprivate var json: JSON {
        [
            "rule": .string(rule), "area": .string(area), "decision": .string(decision.rawValue),
            "reason": .string(reason), "words": .string(words), "start": .integer(Int64(range.lowerBound)),
            "end": .integer(Int64(range.upperBound)),
        ]
    }
}

extension Failure {
    /// What keeps commands from being judged, in words; diagnostics are printed before.
    init(_ error: SafetyError) {
        switch error {
        case .table(let name, _, let diagnostics):
            self.init(
                .system, "the table '\(name)' of rules can't be read: \(diagnostics.first?.message ?? "")")
        case .policy(let path, let text, let diagnostics):
            let writer = DiagnosticText(path: path, text: text)
            for diagnostic in diagnostics {
                let lines = writer.text(of: diagnostic).split(separator: "\n").map { harmless(String($0)) }
                StandardError.write(lines.joined(separator: "\n") + "\n\n")
            }
            self.init(
                .input, "cannot use '\(printable(path))'",
                hints: ["a boundary that is not understood would be none: put it right first"])
        }
    }
}
