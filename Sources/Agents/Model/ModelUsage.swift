public import AI
import Journal
import Platform

/// What calls of models have cost, in groups.
public struct ModelUsage: Sendable {
    /// What calls are put together by.
    public enum Grouping: String, Sendable, CaseIterable {
        case run, model, day, provider, workflow, step
    }

    /// A group.
    public struct Row: Sendable, Equatable {
        /// The run's id, the model's name and the like.
        public let name: String
        /// Questions; attempts of the same question count once.
        public internal(set) var calls = 0
        /// Questions that nobody has answered.
        public internal(set) var failures = 0
        /// Tokens that were sent and paid in full.
        public internal(set) var sent = 0
        /// Tokens that were sent and found in, or put into, a provider's cache.
        public internal(set) var cached = 0
        /// Tokens that were answered, thinking among them.
        public internal(set) var answered = 0
        /// What is known of the price.
        public internal(set) var cost = Money.zero
        /// Whether anything of the price is known.
        public internal(set) var isPriced = false
        /// From questions to answers.
        public internal(set) var milliseconds: Int64 = 0
        /// Further attempts with the same provider.
        public internal(set) var retries = 0
        /// Attempts with another provider than the one before.
        public internal(set) var fallbacks = 0
        /// Questions that the first attempt has answered.
        public internal(set) var firstSuccesses = 0

        /// Of the questions, how many the first attempt has answered: from 0 to 1.
        public var firstShare: Double? { calls == 0 ? nil : Double(firstSuccesses) / Double(calls) }
    }

    private let grouping: Grouping
    private var groups: [String: Row] = [:]

    /// No calls yet.
    public init(by grouping: Grouping) { self.grouping = grouping }

    /// The groups by name; days in their order.
    public var rows: [Row] { groups.values.sorted { $0.name < $1.name } }

    /// Adds a call.
    public mutating func add(_ call: ModelCalls.Call) {
        switch grouping {
        // Attempts with several models are each its own.
        case .model:
            for part in call.parts(by: { "\($0.provider)/\($0.model)" }) { add(part.record, to: part.name) }
        case .provider: for part in call.parts(by: \.provider) { add(part.record, to: part.name) }
        case .run: add(call.record, to: call.purpose.run ?? call.purpose.name)
        case .workflow: add(call.record, to: call.purpose.workflow ?? call.purpose.name)
        case .step:
            let step = call.purpose.step.map { "\(call.purpose.workflow ?? "")/\($0)" }
            add(call.record, to: step ?? call.purpose.name)
        case .day: add(call.record, to: String(call.at.iso8601.prefix(10)))
        }
    }

    private mutating func add(_ record: CallRecord, to name: String) {
        var row = groups[name] ?? Row(name: name)
        row.calls += 1
        row.milliseconds += record.milliseconds
        row.retries += record.retries
        row.fallbacks += record.fallbacks
        if record.attempts.first?.isAnswer == true { row.firstSuccesses += 1 }
        if record.attempts.last?.isAnswer != true { row.failures += 1 }
        for attempt in record.attempts {
            if let usage = attempt.usage {
                row.sent += usage.freshInput
                row.cached += (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0)
                row.answered += usage.paidOutput
            }
            if let cost = attempt.cost {
                row.cost += cost
                row.isPriced = true
            }
        }
        groups[name] = row
    }
}

extension CallAttempt {
    var isAnswer: Bool { outcome == .answered || outcome == .cached }
}
