public import JSON
public import Journal
public import Platform

/// Calls of models as facts: the stream `model/<day>` has those of a day in UTC, whoever has made them.
///
/// From them follow what was spent, and what `provider usage` and `stats` tell.
public enum ModelCalls {
    /// Who a call was made for.
    public struct Purpose: Sendable, Equatable {
        /// As in `agent`, `ask`, `suggest`.
        public var name: String
        /// The run, its workflow and its step, where it was for one.
        public var run: String?
        public var workflow: String?
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
}
