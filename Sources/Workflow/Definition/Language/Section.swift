/// A mapping with keys of its own in a definition.
enum Section: String, CaseIterable, Sendable {
    case workflow
    /// A workflow within the file of another.
    case nested
    case triggers
    case input
    case concurrency
    case step
    case wait
    case event
    case retry
    case recovery
    case undo

    /// A key of a section.
    struct Key: Sendable {
        let name: String
        /// What it means, in one line: editors show it.
        let summary: String
        let shape: Shape
        var isRequired = false
        /// The keys of the same section of which one must be there, too.
        var companions: [String] = []
    }

    /// How it is called in messages, with its article.
    var title: String {
        switch self {
        case .workflow, .nested: "a workflow"
        case .triggers: "'on'"
        case .input: "an input"
        case .concurrency: "'concurrency'"
        case .step: "a step"
        case .wait: "'wait'"
        case .event: "'event'"
        case .retry: "'retry'"
        case .recovery: "'on-failure'"
        case .undo: "'undo'"
        }
    }

    /// All its keys.
    var keys: [Key] {
        switch self {
        case .workflow: Self.workflowKeys
        case .nested: Self.workflowKeys.filter { $0.name != "workflows" }
        case .triggers: Self.triggerKeys
        case .input: Self.inputKeys
        case .concurrency: Self.concurrencyKeys
        case .step: Self.stepKeys
        case .wait: Self.waitKeys
        case .event: Self.eventKeys
        case .retry: Self.retryKeys
        case .recovery: Self.recoveryKeys
        case .undo: Self.undoKeys
        }
    }

    /// The keys of which exactly one must be there; empty when there are none.
    var alternatives: [String] {
        switch self {
        case .step: ["run", "uses", "wait", "workflow"]
        case .wait: ["approval", "event", "for", "until"]
        case .undo: ["run", "uses"]
        default: []
        }
    }

    func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}
