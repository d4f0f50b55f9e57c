public import Git
public import JSON
public import Journal
public import Workflow

/// What a run is to be started with.
public struct RunRequest: Sendable {
    /// What it performs.
    public var workflow: RunnableWorkflow
    /// What it is given, by name; texts are taken for what the inputs ask for.
    public var inputs: [String: JSON]
    /// The commit that its tree starts from.
    public var base: ObjectID
    /// The step that starts it.
    public var parent: RunOrigin?
    /// What it is about.
    public var subject: StreamName?
    /// Whether the run that starts it has had an agent at work whose commands belong into a sandbox.
    public var isAgentWork = false
    /// Facts about other things that are recorded together with the run's start or not at all.
    public var events: [EventDraft] = []
    /// Files that its first event carries: inputs may name them by their objects.
    public var attachments: [Attachment] = []
    /// Whether another process is to go on with it: then no step counts as begun.
    public var isForOthers = false

    /// A request for a run of this workflow.
    public init(
        _ workflow: RunnableWorkflow, inputs: [String: JSON] = [:], base: ObjectID, parent: RunOrigin? = nil
    ) {
        (self.workflow, self.inputs, self.base, self.parent) = (workflow, inputs, base, parent)
    }
}

extension Engine {
    /// Records a new run, which this process then has to go on with, unless it is for others: ``follow(_:)``.
    ///
    /// - Throws: what is wrong with the inputs; then nothing is recorded.
    public func start(_ request: RunRequest) async throws(EngineError) -> RunID {
        try await start(request, as: RunID(bits: configuration.random()))
    }

    func start(_ request: RunRequest, as run: RunID) async throws(EngineError) -> RunID {
        do {
            let secrets = secretStore.secrets(of: request.workflow.definition)
            try secrets.requireNone(in: request.workflow)
            try secrets.requireNone(in: request.inputs)
            try secrets.requireNone(in: request.events)
            try secrets.requireNone(in: request.attachments)
            let inputs = try InputValues.resolve(
                request.workflow.definition.inputs, given: request.inputs)
            let pinned = try await definitions.pin(request.workflow)
            var start = RunStart(
                workflow: request.workflow.definition.name, definition: pinned.blob, base: request.base.hex,
                inputs: inputs, parent: request.parent, subject: request.subject?.description,
                isAgentWork: request.isAgentWork)
            let context = decisionContext(for: start)
            start.group = try pinned.interpreter.group(of: start, run: run, at: context.now)
            let events =
                request.isForOthers
                ? [.started(start)]
                : pinned.interpreter.begin(start, of: run, by: configuration.actor, in: replica, context)
            try await keep(base: request.base)
            if !request.isForOthers { try locks.hold(run) }
            do {
                let records = try await store.append(
                    events, to: run, after: nil, attachments: [0: request.attachments],
                    others: request.events + (pinned.event.map { [$0] } ?? []))
                configuration.observe(.recorded(run, records ?? []))
            } catch {
                locks.release(run)
                throw error
            }
            return run
        } catch { throw EngineError(error) }
    }
}
