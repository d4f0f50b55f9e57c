import Git
import JSON
import Journal
import Synchronization
import Workflow

/// The definitions that runs are pinned to: each is an event with the file attached, on a stream that is
/// named after the blob, so that it travels with the runs and is stored once.
final class DefinitionStore: Sendable {
    private let journal: SharedJournal
    private let actor: String
    private let actions: ActionTable
    private let known = Mutex<[String: Interpreter]>([:])

    static let fileName = "workflow.yml"

    init(journal: SharedJournal, actor: String, actions: ActionTable) {
        (self.journal, self.actor, self.actions) = (journal, actor, actions)
    }

    private static func stream(of blob: String) -> StreamName {
        guard let stream = StreamName("workflow/\(blob)") else {
            preconditionFailure("a hexadecimal name makes a stream's name")
        }
        return stream
    }

    /// The interpreter for a workflow that is about to be started, and the event that pins it where no run
    /// of this journal has used it before.
    func pin(
        _ workflow: RunnableWorkflow
    ) async throws -> (blob: String, interpreter: Interpreter, event: EventDraft?) {
        let text = workflow.text
        let blob = try await journal.read { journal in try journal.repository.writeBlob(text) }
        if let interpreter = known.withLock({ $0[blob.hex] }) { return (blob.hex, interpreter, nil) }
        let interpreter = Interpreter(workflow.definition)
        known.withLock { $0[blob.hex] = interpreter }
        let stream = Self.stream(of: blob.hex)
        if try await journal.read({ journal in try journal.newestID(of: stream) }) != nil {
            return (blob.hex, interpreter, nil)
        }
        guard let type = EventType("workflow_pinned") else { preconditionFailure("a type of letters") }
        let event = EventDraft(
            stream: stream, type: type, actor: actor,
            data: ["name": .string(workflow.definition.name)],
            attachments: [Attachment(name: Self.fileName, content: .object(blob))])
        return (blob.hex, interpreter, event)
    }

    /// The interpreter for a run that was started with this definition.
    func interpreter(for run: RunID, blob: String) async throws(EngineError) -> Interpreter {
        if let interpreter = known.withLock({ $0[blob] }) { return interpreter }
        let text: [UInt8]?
        do {
            text = try await journal.read { journal in
                guard let id = ObjectID(hex: blob), journal.repository.contains(id) else { return nil }
                return try journal.repository.blob(id)
            }
        } catch { throw EngineError(error) }
        guard let text else { throw .missingDefinition(run, blob: blob) }
        let (definition, diagnostics) = Definition.read(
            text, name: "workflow", catalogue: Catalogue(actions: actions.signatures),
            isStarted: true)
        guard let definition else {
            let error = diagnostics.first { $0.severity == .error }
            throw .unreadableDefinition(run, reason: error?.message ?? "it is empty")
        }
        let interpreter = Interpreter(definition)
        known.withLock { $0[blob] = interpreter }
        return interpreter
    }

    /// The text that a run was started with.
    func text(blob: String) async throws -> [UInt8]? {
        try await journal.read { journal in
            try ObjectID(hex: blob).map { try journal.repository.blob($0) }
        }
    }
}
