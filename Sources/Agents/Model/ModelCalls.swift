public import AI
public import JSON
public import Journal
public import Platform
public import Workflow

/// Calls of models as facts: the stream `model/<day>` has those of a day in UTC, whoever has made them.
///
/// From them follow what was spent, and what `provider usage` and `stats` tell.
public enum ModelCalls {
    /// Who a call was made for.
    public struct Purpose: Sendable, Equatable {
        /// As in `agent`, `ask`, `suggest`.
        public var name: String
        /// The run's id, where it was for one.
        public var run: String?
        /// The run's workflow.
        public var workflow: String?
        /// The run's step.
        public var step: String?

        /// A purpose without a run.
        public init(_ name: String, run: String? = nil, workflow: String? = nil, step: String? = nil) {
            (self.name, self.run, self.workflow, self.step) = (name, run, workflow, step)
        }
    }

    static let prefix = "model/"

    /// The stream of the day that a time lies in.
    public static func stream(of time: Timestamp) -> StreamName {
        guard let name = StreamName(prefix + String(time.iso8601.prefix(10))) else {
            preconditionFailure("a date makes a stream's name")
        }
        return name
    }

    /// The fact that models were asked.
    ///
    /// - Parameters:
    ///   - call: who was asked how often and what came of it, as `CallRecord` has it.
    ///   - purpose: for whom.
    ///   - time: of the day that it counts for.
    ///   - actor: who has asked.
    public static func draft(
        _ call: JSON.Object, for purpose: Purpose, at time: Timestamp, by actor: String
    ) -> EventDraft {
        guard let type = EventType("model_called") else { preconditionFailure("it is an event type") }
        var data: JSON.Object = ["purpose": .string(purpose.name), "call": .object(call)]
        if let run = purpose.run { data["run"] = .string(run) }
        if let workflow = purpose.workflow { data["workflow"] = .string(workflow) }
        if let step = purpose.step { data["step"] = .string(step) }
        return EventDraft(stream: stream(of: time), type: type, actor: actor, data: data)
    }

    /// A call as it was recorded.
    public struct Call: Sendable {
        /// Who was asked how often.
        public var record: CallRecord
        /// For whom.
        public var purpose: Purpose
        /// When it was recorded.
        public var at: Timestamp

        init?(_ event: Event) {
            guard event.type.description == "model_called", let call = event.data["call"],
                let record = try? CallRecord(call)
            else { return nil }
            self.record = record
            at = event.at
            purpose = Purpose(
                event.data["purpose"]?.stringValue ?? "", run: event.data["run"]?.stringValue,
                workflow: event.data["workflow"]?.stringValue, step: event.data["step"]?.stringValue)
        }

        /// The call in parts, each with the attempts of the same name, in the order of their first ones.
        func parts(by name: (CallAttempt) -> String) -> [(name: String, record: CallRecord)] {
            var parts: [(name: String, record: CallRecord)] = []
            for attempt in record.attempts {
                let name = name(attempt)
                let time = attempt.milliseconds + attempt.queuedMilliseconds + attempt.pausedMilliseconds
                if let index = parts.firstIndex(where: { $0.name == name }) {
                    parts[index].record.attempts.append(attempt)
                    parts[index].record.milliseconds += time
                } else {
                    parts.append((name, CallRecord(attempts: [attempt], milliseconds: time)))
                }
            }
            return parts
        }
    }

    /// Whether models were asked for a run at all.
    public static func areKnown(for run: RunID, in journal: inout Journal) throws(JournalError) -> Bool {
        try journal.newestID(of: AgentLog.stream(of: run)) != nil
    }

    /// Hands out the calls of the days between two times, the oldest first.
    public static func forEach(
        from start: Timestamp, to end: Timestamp, in journal: inout Journal, _ body: (Call) -> Void
    ) throws(JournalError) {
        // Dates in this form are in the order of their texts, and only days with calls have a stream.
        let days = stream(of: start).description...max(stream(of: start), stream(of: end)).description
        for stream in try journal.streams(startingWith: prefix) where days.contains(stream.description) {
            for event in try journal.events(of: stream) {
                if let call = Call(event), call.at >= start { body(call) }
            }
        }
    }

    /// What was used on the day that a time lies in.
    public static func spent(on time: Timestamp, in journal: inout Journal) throws(JournalError) -> Spending {
        var spent = Spending()
        for event in try journal.events(of: stream(of: time)) {
            if let call = Call(event) { spent += call.record.spending }
        }
        return spent
    }

    /// What a run has used, in the days from its start on.
    public static func spent(
        by run: String, since start: Timestamp, to now: Timestamp, in journal: inout Journal
    ) throws(JournalError) -> Spending {
        var spent = Spending()
        try forEach(from: start, to: now, in: &journal) { call in
            if call.purpose.run == run { spent += call.record.spending }
        }
        return spent
    }
}
