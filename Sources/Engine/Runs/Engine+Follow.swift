public import Workflow

extension Engine {
    /// Goes on with a run until it is over or waits for somebody.
    ///
    /// A run that another process has begun is taken over; what was under way there is repeated, looked
    /// for, or put to a person, as its step says.
    ///
    /// - Returns: where the run stands.
    /// - Throws: ``EngineError/busy(_:)`` while another process goes on with it,
    ///   ``EngineError/lostClaim(_:owner:)`` when another clone has taken it over.
    @discardableResult
    public func follow(_ run: RunID) async throws(EngineError) -> RunState {
        let isFresh = holds(run)
        if !isFresh { try hold(run) }
        let state: RunState
        do throws(EngineError) {
            let driver = try await RunDriver(run, engine: self, isFresh: isFresh)
            state = try await driver.drive()
            release(run)
        } catch {
            release(run)
            throw error
        }
        // Whoever waits for the end of this run, or for its place in a group, goes on.
        if case .ended = state.phase {
            await scripts.tidy(after: run)
            if let parent = state.start.parent { await continueIfIdle(parent.run) }
            if let group = state.start.group { await continueNext(in: group) }
        }
        return state
    }

    private func continueIfIdle(_ run: RunID) async {
        guard !isPerforming(run) else { return }
        _ = try? await follow(run)
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
            let events: [RunEvent]
            do { events = try interpreter.decide(command, in: state, decisionContext(for: state)) } catch {
                throw .refused(error)
            }
            guard !events.isEmpty else { return state }
            if let records = try await store.append(events, to: run, after: state.newest) {
                state.append(records)
                configuration.observe(.recorded(run, records))
                return state
            }
        }
    }
}
