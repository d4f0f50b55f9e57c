public import Git
public import Journal
import Platform

/// A suggestion as its events tell of it.
public struct SuggestionRecord: Sendable {
    /// What somebody wanted done.
    public private(set) var task = ""
    /// When it was made, in milliseconds of the wall clock.
    public private(set) var at: Int64 = 0
    /// In the order in which they were shown.
    public private(set) var alternatives: [Alternative] = []
    /// The last edit of each alternative, by its number from 0: the text of the workflow.
    public private(set) var edits: [Int: ObjectID] = [:]
    private var changed: (alternative: Int, commands: [String])?
    private var accepted: Int?
    private var isRejected = false

    /// What these events say; nil when none of them has made it.
    public init?(_ events: [Event]) {
        for event in events {
            guard let fact = SuggestionEvent(type: event.type.description, data: event.data) else { continue }
            switch fact {
            case .made(let task, let alternatives):
                (self.task, self.alternatives, at) = (task, alternatives, event.at.milliseconds)
            case .changed(let alternative, let commands):
                changed = (alternative, commands)
                edits[alternative] = event.attachments[SuggestionEvent.editedFile]
            case .accepted(let alternative, _, _): (accepted, isRejected) = (alternative, false)
            case .rejected: isRejected = true
            }
        }
        guard !alternatives.isEmpty else { return nil }
    }

    /// What is to be learned from it.
    public var past: PastSuggestion {
        let offered = alternatives.map { $0.steps.map(\.command) }
        var past = PastSuggestion(task: task, at: at, offered: offered, outcome: .open)
        if let changed {
            (past.outcome, past.chosen) = (.changed, changed.commands)
            if offered.indices.contains(changed.alternative) { past.replaced = offered[changed.alternative] }
        } else if let accepted, offered.indices.contains(accepted) {
            (past.outcome, past.chosen) = (.accepted, offered[accepted])
        } else if isRejected {
            past.outcome = .rejected
        }
        return past
    }
}
