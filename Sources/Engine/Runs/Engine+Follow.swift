import Journal
public import Workflow

extension Engine {
    /// Goes on with a run until it is over or waits for somebody.
    ///
    /// A run that another process has begun is taken over; what was under way there is repeated, looked
    /// for, or put to a person, as its step says. When the task is cancelled the run is left as it is, for
    /// whoever goes on with it.
    ///
    /// - Returns: where the run stands.
    /// - Throws: ``EngineError/busy(_:)`` while another process goes on with it,
    ///   ``EngineError/lostClaim(_:owner:)`` when another clone has taken it over.
    @discardableResult
    public func follow(_ run: RunID) async throws(EngineError) -> RunState {
        var state = try await drive(run)
        while try await hasMissed(state) {
            // Who has it by now has seen what was missed.
            do throws(EngineError) { state = try await drive(run) } catch {
                guard case .busy = error else { throw error }
                break
            }
        }
        guard !Task.isCancelled else { return state }
        // Whoever waits for the end of this run, or for its place in a group, goes on.
        switch state.phase {
        case .ended:
            await room.tidy(after: run)
            if let parent = state.start.parent { await continueIfIdle(parent.run) }
            if let group = state.start.group { await continueNext(in: group) }
        case .pending:
            if let group = state.start.group { await continueNext(in: group) }
            state = try await self.state(of: run)
        case .active, .paused, .rollingBack: break
        }
        return state
    }

    private func drive(_ run: RunID) async throws(EngineError) -> RunState {
        let isFresh = try locks.follow(run)
        defer { locks.release(run) }
        let signals = RunSignals()
        let task = Task { () -> Result<RunState, EngineError> in
            do throws(EngineError) {
                let driver = try await RunDriver(run, engine: self, isFresh: isFresh, signals)
                try await driver.drive()
                return .success(driver.state)
            } catch { return .failure(error) }
        }
        return try await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            signals.stop()
        }.get()
    }

    /// Whether something has come while a run that waits was let go of: whoever recorded it has found the run
    /// in good hands.
    private func hasMissed(_ state: RunState) async throws(EngineError) -> Bool {
        if state.phase.isOver || Task.isCancelled { return false }
        if try await store.newest(state.id) != state.newest { return true }
        return try await hasEndedRun(state)
    }

    /// Goes on with a run of this clone that nobody goes on with.
    private func continueIfIdle(_ run: RunID) async {
        guard !isPerforming(run), let state = try? await state(of: run), !state.phase.isOver,
            await isOwn(state.owner)
        else { return }
        _ = try? await follow(run)
    }

    /// Whether that is this clone's name.
    func isOwn(_ owner: String) async -> Bool {
        let name = try? await store.journal.read { try $0.replica()?.description }
        return name == owner
    }

    /// Where a run stands.
    public func state(of run: RunID) async throws(EngineError) -> RunState {
        guard let state = try await store.load(run).state else { throw .unknownRun(run) }
        return state
    }

    /// Records what a person asks of a run. What follows from it is for whoever goes on with the run.
    ///
    /// - Returns: where the run stands then.
    /// - Throws: why the run does not allow it; then nothing is recorded.
    @discardableResult
    public func request(_ command: RunCommand, of run: RunID) async throws(EngineError) -> RunState {
        while true {
            guard var state = try await store.load(run).state else { throw .unknownRun(run) }
            let interpreter = try await definitions.interpreter(for: run, blob: state.start.definition)
            let command = command.masked(by: secretStore.secrets(of: interpreter.definition).mask)
            let events: [RunEvent]
            do { events = try interpreter.decide(command, in: state, decisionContext(for: state)) } catch {
                throw .refused(error)
            }
            guard !events.isEmpty else { return state }
            if let records = try await store.append(events, to: run, after: state.newest) {
                state.append(records)
                configuration.observe(.recorded(run, records))
                watcher.tell(run)
                return state
            }
        }
    }
}

extension RunCommand {
    /// The command without secrets in what a person has written.
    fileprivate func masked(by mask: SecretMask) -> RunCommand {
        guard case .vote(let step, var vote, let person) = self else { return self }
        vote.comment = vote.comment.map { mask.apply(to: $0) }
        return .vote(step: step, vote, by: person)
    }
}
