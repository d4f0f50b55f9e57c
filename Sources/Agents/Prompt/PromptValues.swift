import Domain
import JSON
import Workflow

/// What the names in a prompt's template stand for.
struct PromptValues {
    /// Each context and its fields. The reference of placeholders in `Prompts.md` has the same.
    static let names: [String: [String]] = [
        "agent": ["attempt", "attempts", "commits"],
        "failure": ["message", "command", "exit-status", "output"],
        "issue": [
            "id", "number", "title", "kind", "author", "labels", "text", "expected", "actual", "reproduction",
        ],
        "section": ["requirements", "criteria", "references", "files", "failure"],
    ]

    let contexts: [String: Value]

    init(_ fields: PromptFields) {
        let (issue, failure) = (fields.issue, fields.failure)
        let sections = PromptSections(fields)
        let values: [String: [String: JSON]] = [
            "agent": [
                "attempt": .integer(Int64(fields.attempt)), "attempts": .integer(Int64(fields.attempts)),
                "commits": .bool(fields.mayCommit),
            ],
            "failure": [
                "message": .string(failure?.message ?? ""), "command": .string(failure?.command ?? ""),
                "exit-status": failure?.exitStatus.map { .integer(Int64($0)) } ?? .string(""),
                "output": .string(Fence.block(failure?.output ?? "")),
            ],
            "issue": [
                "id": .string(fields.id.number.map { "#\($0)" } ?? fields.id.description),
                "number": issue.number.map { .integer(Int64($0)) } ?? .string(""),
                "title": .string(issue.title), "kind": .string(fields.kind.rawValue),
                "author": .string(issue.author ?? ""),
                "labels": .string(issue.labels.map(\.onOneLine).joined(separator: ", ")),
                "text": .string(sections.text), "expected": .string(Fence.block(issue.expected ?? "")),
                "actual": .string(Fence.block(issue.actual ?? "")),
                "reproduction": .string(Fence.block(issue.reproduction ?? "")),
            ],
            "section": [
                "requirements": .string(sections.requirements), "criteria": .string(sections.criteria),
                "references": .string(sections.references), "files": .string(sections.files),
                "failure": .string(sections.failure),
            ],
        ]
        contexts = values.mapValues { Value(.object(JSON.Object($0.map { ($0.key, $0.value) }))) }
    }

    /// A reference that stands for nothing, and which element of it is to blame.
    struct Mistake {
        var message: String
        var element: Int
        var hints: [String]
    }

    static func mistake(in reference: Expression.Reference) -> Mistake? {
        guard case .name(let context) = reference.path[0] else { return nil }
        guard let fields = names[context.lowercased()] else {
            return Mistake(
                message: "unknown placeholder '\(context)'", element: 0,
                hints: ["there are \(names.keys.sorted().joined(separator: ", "))"])
        }
        let hint = ["'\(context)' has \(fields.joined(separator: ", "))"]
        guard reference.path.count == 2, case .name(let field) = reference.path[1] else {
            return Mistake(message: "placeholder '\(context)' wants one field", element: 0, hints: hint)
        }
        guard !fields.contains(field.lowercased()) else { return nil }
        return Mistake(message: "unknown placeholder '\(context).\(field)'", element: 1, hints: hint)
    }
}
