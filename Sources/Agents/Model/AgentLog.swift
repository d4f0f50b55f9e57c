import AI
import Engine
import Git
import JSON
import Journal
import Workflow

/// The conversation of the coding agent as the journal has it: facts of the stream `agent/<run>`.
///
/// | type | what happened | carries |
/// | --- | --- | --- |
/// | `agent_began` | a conversation has begun | `PROMPT.md` |
/// | `agent_replied` | the model has answered | `REPLY.json` |
/// | `agent_acted` | the tools that it called have come to an end | `RESULTS.json` |
/// | `agent_ended` | the work is over | |
///
/// What was answered is recorded before anything is done with it: whoever goes on after a crash asks for
/// nothing that was paid already.
struct AgentLog: Sendable {
    static let question = "PROMPT.md"
    static let reply = "REPLY.json"
    static let results = "RESULTS.json"

    let run: RunID
    let step: String
    /// Which conversation of the step it is, from 1. An attempt that could not go on leaves its conversation to
    /// the next one; one that has come to an end does not.
    let round: Int

    /// The log of the conversation that a step is to begin or to go on with.
    static func current(_ call: ActionCall) async throws(StepFailure) -> AgentLog {
        let (run, step) = (call.state.id, call.step)
        let stream = stream(of: run)
        let ended = try await call.journal { journal in
            try journal.events(of: stream).count {
                $0.type.description == "agent_ended" && $0.data["step"]?.stringValue == step
            }
        }
        return AgentLog(run: run, step: step, round: ended + 1)
    }

    /// The stream of a run's agents.
    static func stream(of run: RunID) -> StreamName {
        guard let name = StreamName("agent/\(run)") else {
            preconditionFailure("an id of letters and digits makes a stream's name")
        }
        return name
    }

    /// What is known of this round.
    func load(_ call: ActionCall) async throws(StepFailure) -> AgentHistory {
        let stream = Self.stream(of: run)
        let (events, texts) = try await call.journal { journal in
            let events = try journal.events(of: stream).filter {
                $0.data["step"]?.stringValue == step && $0.data["round"]?.integerValue == Int64(round)
            }
            var texts: [ObjectID: [UInt8]] = [:]
            for id in events.flatMap({ $0.attachments.values }) {
                texts[id] = try journal.repository.blob(id)
            }
            return (events, texts)
        }
        var history = AgentHistory()
        for event in events {
            let attachments = event.attachments.compactMapValues { texts[$0] }
            do { try history.add(event, attachments) } catch {
                throw StepFailure(.system, "cannot read event '\(event.id)': \(error)")
            }
        }
        return history
    }

    /// A fact about this round.
    func draft(
        _ type: String, _ data: [(String, JSON)], _ attachments: [Attachment] = [], by actor: String
    ) -> EventDraft {
        guard let type = EventType(type) else { preconditionFailure("'\(type)' is no event type") }
        let own: [(String, JSON)] = [("step", .string(step)), ("round", .integer(Int64(round)))]
        return EventDraft(
            stream: Self.stream(of: run), type: type, actor: actor, data: JSON.Object(own + data),
            attachments: attachments)
    }
}

/// Where a conversation stands, as far as the journal tells.
struct AgentHistory: Sendable {
    /// The first question; nil where nothing has begun.
    private(set) var question: String?
    /// The files that it began with.
    private(set) var start: ObjectID?
    /// All turns behind the first question.
    private(set) var messages: [Message] = []
    /// Why the last of the model's turns has ended where it did; nil where nobody knows.
    private(set) var stop: StopReason?
    /// The files as the last tools have left them; nil for what the step began with.
    private(set) var tree: ObjectID?
    /// What was used up.
    private(set) var spent = AgentBudget.Spending()

    mutating func add(_ event: Event, _ attachments: [String: [UInt8]]) throws {
        switch event.type.description {
        case "agent_began":
            // Of conversations that others have left the last one counts.
            self = AgentHistory()
            question = attachments[AgentLog.question].map { String(decoding: $0, as: UTF8.self) }
            start = event.data["tree"]?.stringValue.flatMap { ObjectID(hex: $0) }
        case "agent_replied":
            messages.append(try Message(json: try JSON(parsing: attachments[AgentLog.reply] ?? [])))
            stop = event.data["stop"]?.stringValue.flatMap { StopReason(rawValue: $0) }
            spent.add(
                tokens: event.data["tokens"]?.integerValue ?? 0,
                event.data["cost_picodollars"]?.integerValue.map { Money(picodollars: $0) },
                event.data["milliseconds"]?.integerValue ?? 0)
        case "agent_acted":
            messages.append(try Message(json: try JSON(parsing: attachments[AgentLog.results] ?? [])))
            if let hex = event.data["tree"]?.stringValue { tree = ObjectID(hex: hex) }
            spent.milliseconds += event.data["milliseconds"]?.integerValue ?? 0
        default: break
        }
    }
}
