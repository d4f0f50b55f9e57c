public import JSON
public import Journal

/// A fact about a suggestion.
public enum SuggestionEvent: Sendable, Equatable {
    /// Alternatives were shown for a task.
    case made(task: String, [Alternative])
    /// Somebody has edited an alternative, counted from 0; the commands are those of the edited workflow.
    case changed(alternative: Int, commands: [String])
    /// A run performs an alternative, as it was or edited.
    case accepted(alternative: Int, run: String, isEdited: Bool)
    /// Nobody wanted any of it.
    case rejected

    /// The workflow's text before it was edited, as an attachment of ``changed(alternative:commands:)``.
    public static let suggestedFile = "SUGGESTED.yml"
    /// The same as it was edited.
    public static let editedFile = "EDITED.yml"

    /// As in `suggestion_made`.
    public var type: String {
        switch self {
        case .made: "suggestion_made"
        case .changed: "suggestion_changed"
        case .accepted: "suggestion_accepted"
        case .rejected: "suggestion_rejected"
        }
    }

    /// What is known of the fact.
    public var data: JSON.Object {
        switch self {
        case .made(let task, let alternatives):
            ["task": .string(task), "alternatives": .array(alternatives.map(\.json))]
        case .changed(let alternative, let commands):
            [
                "alternative": .integer(Int64(alternative)),
                "commands": .array(commands.map { .string($0) }),
            ]
        case .accepted(let alternative, let run, let isEdited):
            [
                "alternative": .integer(Int64(alternative)), "run": .string(run), "edited": .bool(isEdited),
            ]
        case .rejected: [:]
        }
    }

    /// Reads a fact; nil for one of another kind, or one that is not whole.
    public init?(type: String, data: JSON.Object) {
        switch type {
        case "suggestion_made":
            guard let task = data["task"]?.stringValue, let list = data["alternatives"]?.arrayValue else {
                return nil
            }
            self = .made(task: task, list.compactMap { Alternative($0) })
        case "suggestion_changed":
            guard let index = data["alternative"]?.integerValue, let list = data["commands"]?.arrayValue
            else {
                return nil
            }
            self = .changed(alternative: Int(index), commands: list.compactMap(\.stringValue))
        case "suggestion_accepted":
            guard let index = data["alternative"]?.integerValue, let run = data["run"]?.stringValue else {
                return nil
            }
            self = .accepted(
                alternative: Int(index), run: run, isEdited: data["edited"]?.boolValue ?? false)
        case "suggestion_rejected": self = .rejected
        default: return nil
        }
    }

    /// The fact as it is recorded.
    public func draft(
        of id: SuggestionID, by actor: String, attachments: [Attachment] = []
    ) -> EventDraft {
        guard let type = EventType(type) else { preconditionFailure("'\(type)' is no type") }
        return EventDraft(stream: id.stream, type: type, actor: actor, data: data, attachments: attachments)
    }
}
