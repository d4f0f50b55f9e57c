public import Git
public import Journal
public import Workflow

/// What a step has left, and what belongs to its record.
public struct StepOutcome: Sendable {
    /// What is recorded.
    public var result: StepResult
    /// The run's tree as the step leaves it, and the tree that it began with; nil where it works on none.
    public var trees: (before: ObjectID, after: ObjectID)?
    /// What goes along with the record.
    public var attachments: [Attachment]
    /// Facts about other things than the run, recorded together with the step's end or not at all. They must
    /// hold no secrets.
    public var events: [EventDraft]

    /// An outcome of these parts; without arguments one of a step that has left nothing.
    public init(
        result: StepResult = StepResult(), trees: (before: ObjectID, after: ObjectID)? = nil,
        attachments: [Attachment] = [], events: [EventDraft] = []
    ) {
        (self.result, self.trees) = (result, trees)
        (self.attachments, self.events) = (attachments, events)
    }
}

/// How an attempt at a step has ended.
public enum StepEnding: Sendable {
    case completed(StepOutcome)
    case failed(StepFailure, StepOutcome)
    /// The run that the step has started waits for somebody.
    case suspended(RunID)
}

extension StepEnding {
    /// The ending without secrets in what is recorded.
    func masked(by mask: SecretMask) -> StepEnding {
        if mask.isEmpty { return self }
        switch self {
        case .suspended: return self
        case .completed(let outcome): return .completed(outcome.masked(by: mask))
        case .failed(var failure, let outcome):
            failure.message = mask.apply(to: failure.message)
            failure.output = failure.output.map { mask.apply(to: $0) }
            return .failed(failure, outcome.masked(by: mask))
        }
    }
}

extension StepOutcome {
    /// The outcome without secrets in what is recorded.
    func masked(by mask: SecretMask) -> StepOutcome {
        var outcome = self
        outcome.result.outputs = mask.apply(to: result.outputs)
        outcome.result.effects = result.effects.map { $0.masked(by: mask) }
        outcome.result.summary = result.summary.map { mask.apply(to: $0) }
        for index in events.indices { outcome.events[index].data = mask.apply(to: events[index].data) }
        return outcome
    }
}

extension StepEffect {
    /// The effect without secrets in what is recorded.
    func masked(by mask: SecretMask) -> StepEffect {
        if case .said(let text) = self { .said(mask.apply(to: text)) } else { self }
    }
}
